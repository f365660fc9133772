package dev.gantry.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.Tolerance;
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
    private long seen = 100;

    @Test
    void cutsWhatLiesBeyondTheCheckpointWhenItIsOpenedAgain() throws Exception {
        Rejects killed = open(new Errors.Skip.Count(10));
        killed.write(rows(1, 2));
        killed.update(checkpoint);
        killed.write(rows(3));

        Rejects resumed = open(new Errors.Skip.Count(10));
        resumed.write(rows(4));
        resumed.update(checkpoint);

        assertThat(Files.readAllLines(file())).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":4}");
        assertThat(Rejects.rows(checkpoint)).isEqualTo(3);
    }

    @Test
    void endsTheRunOnceMoreAreRejectedThanTheJobAllows() {
        seen = 150;
        Rejects rejects = open(new Errors.Skip.Count(2));
        rejects.judge(rows(1, 2));

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> rejects.judge(rows(3)))
                .withMessage(
                        "3 of 150 rows were rejected, more than errors: {skip} allows. The last: no"
                                + " Mend the expression, the schema or the file that rejects them, or allow more, and run the job again.");
    }

    @Test
    void takesAPercentageOfAThousandRowsUntilThereAreAsMany() {
        Errors.Skip half = new Errors.Skip.Percent(50);
        Rejects rejects = open(half);
        seen = 500;
        assertThatNoException()
                .isThrownBy(
                        () -> rejects.judge(rows(LongStream.rangeClosed(1, 500).toArray())));
        assertThatExceptionOfType(UserMistake.class).isThrownBy(() -> rejects.judge(rows(3)));
        seen = 1_100;
        assertThatNoException()
                .isThrownBy(
                        () -> rejects.judge(rows(LongStream.rangeClosed(1, 49).toArray())));
        assertThatExceptionOfType(UserMistake.class).isThrownBy(() -> rejects.judge(rows(3)));
    }

    @Test
    void judgesAPercentageOfAllRowsAtTheEnd() {
        Errors.Skip half = new Errors.Skip.Percent(50);
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> Rejects.refuseTooMany(half, 3, 3))
                .withMessageStartingWith("3 of 3 rows were rejected");
        assertThatNoException().isThrownBy(() -> Rejects.refuseTooMany(half, 3, 6));
    }

    @Test
    void countsThoseOfAllPartitionsAndOfTheTriesBefore() {
        seen = 100;
        Tolerance two = new Tolerance(new Errors.Skip.Count(2), () -> seen);
        Rejects before = new Rejects(file(), two);
        before.write(rows(1));
        before.update(checkpoint);

        Tolerance again = new Tolerance(new Errors.Skip.Count(2), () -> seen);
        new Rejects(file(), again).open(checkpoint);
        Rejects other = new Rejects(folder.resolve("1.rejected"), again);
        other.open(new ExecutionContext());
        assertThatNoException().isThrownBy(() -> other.judge(rows(2)));
        assertThatExceptionOfType(UserMistake.class).isThrownBy(() -> other.judge(rows(3)));
    }

    @Test
    void gathersThePartitionsInOneFile() throws Exception {
        open(new Errors.Skip.Count(10)).write(rows(1));
        Path other = folder.resolve("1.rejected");
        Rejects second = new Rejects(other, new Tolerance(new Errors.Skip.Count(10), () -> seen));
        second.open(new ExecutionContext());
        second.write(rows(2));

        Path target = folder.resolve("out").resolve("rejects.jsonl");
        Rejects.publish(List.of(file(), other, folder.resolve("none.rejected")), target);

        assertThat(Files.readAllLines(target)).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(target.resolveSibling(".rejects.jsonl.unfinished")).doesNotExist();
    }

    private Rejects open(Errors.Skip skip) {
        Rejects rejects = new Rejects(file(), new Tolerance(skip, () -> seen));
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
