package dev.gantry.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RejectsTest {
    @TempDir
    private Path folder;

    private final ExecutionContext checkpoint = new ExecutionContext();

    @Test
    void cutsWhatLiesBeyondTheCheckpointWhenItIsOpenedAgain() throws Exception {
        Rejects killed = open(new Errors.Skip.Count(10));
        killed.write(rows(1, 2), 100);
        killed.update(checkpoint);
        killed.write(rows(3), 200);

        Rejects resumed = open(new Errors.Skip.Count(10));
        resumed.write(rows(4), 200);
        resumed.update(checkpoint);

        assertThat(Files.readAllLines(file())).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":4}");
        assertThat(Rejects.rows(checkpoint)).isEqualTo(3);
    }

    @Test
    void endsTheRunOnceMoreAreRejectedThanTheJobAllows() {
        Rejects rejects = open(new Errors.Skip.Count(2));
        rejects.write(rows(1, 2), 100);

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> rejects.write(rows(3), 150))
                .withMessage(
                        "3 of 150 rows were rejected, more than errors: {skip} allows. The last: no"
                                + " Mend the expression, the schema or the file that rejects them, or allow more, and run the job again.");
    }

    @Test
    void judgesAPercentageByManyRowsOrByAll() {
        Errors.Skip half = new Errors.Skip.Percent(50);
        Rejects rejects = open(half);

        assertThatNoException().isThrownBy(() -> rejects.write(rows(1, 2, 3), 3));
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> Rejects.refuseTooMany(half, 3, 3, ""))
                .withMessageStartingWith("3 of 3 rows were rejected");
        assertThatNoException().isThrownBy(() -> Rejects.refuseTooMany(half, 3, 6, ""));
    }

    @Test
    void gathersThePartitionsInOneFile() throws Exception {
        open(new Errors.Skip.Count(10)).write(rows(1), 1);
        Path other = folder.resolve("1.rejected");
        Rejects second = new Rejects(other, new Errors.Skip.Count(10));
        second.open(new ExecutionContext());
        second.write(rows(2), 1);

        Path target = folder.resolve("out").resolve("rejects.jsonl");
        Rejects.publish(List.of(file(), other, folder.resolve("none.rejected")), target);

        assertThat(Files.readAllLines(target)).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(target.resolveSibling(".rejects.jsonl.unfinished")).doesNotExist();
    }

    private Rejects open(Errors.Skip skip) {
        Rejects rejects = new Rejects(file(), skip);
        rejects.open(checkpoint);
        return rejects;
    }

    private Path file() {
        return folder.resolve("0.rejected");
    }

    private static List<Row> rows(long... numbers) {
        return LongStream.of(numbers).mapToObj(n -> new Row("r" + n, reject(n))).toList();
    }

    private static tools.jackson.databind.JsonNode reject(long n) {
        var line = JsonNodeFactory.instance.objectNode().put("n", n);
        return n == 3 ? line.put("reason", "no") : line;
    }
}
