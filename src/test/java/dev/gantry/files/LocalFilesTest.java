package dev.gantry.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocalFilesTest {

    @TempDir
    Path folder;

    private final LocalFiles files = new LocalFiles();

    @BeforeEach
    void someFiles() throws IOException {
        for (String name : List.of(
                "a.csv",
                "b.csv",
                "b.jsonl",
                "ab.csv",
                ".hidden.csv",
                "_part.csv",
                "one/c.csv",
                "one/two/d.csv",
                "one/_aside/e.csv",
                "date=2026-11-01/f.csv",
                "date=2026-11-02/f.csv",
                "\uD83D\uDE00.csv",
                "we{i}rd.csv")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.csv                 | a.csv
            none.csv              | ''
            one                   | ''
            *.csv                 | a.csv ab.csv b.csv we{i}rd.csv 😀.csv
            ?.csv                 | a.csv b.csv 😀.csv
            {a,b}.csv             | a.csv b.csv
            b.{csv,jsonl}         | b.csv b.jsonl
            {a,one/{c,x}}.csv     | a.csv one/c.csv
            we{i}rd.csv           | we{i}rd.csv
            _*.csv                | _part.csv
            one/**                | one/c.csv one/two/d.csv
            one/**/*.csv          | one/c.csv one/two/d.csv
            **/d.csv              | one/two/d.csv
            **/two/**             | one/two/d.csv
            date=*/*.csv          | date=2026-11-01/f.csv date=2026-11-02/f.csv
            date=*                | ''
            one/_aside/*          | one/_aside/e.csv
            """)
    void findsWhatAPatternNames(String pattern, String names) throws IOException {
        assertThat(found(pattern)).isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(" ")));
    }

    @Test
    void namesAreAsTheyAreWrittenFromTheWorkingFolder() throws IOException {
        assertThat(files.find(new Location.Local("p?m.xml")))
                .extracting(file -> file.location().toString())
                .containsExactly("pom.xml");
        assertThat(files.find(new Location.Local("src/{main,x}/java/dev/gantry/files/Glob.*")))
                .extracting(file -> file.location().toString())
                .containsExactly("src/main/java/dev/gantry/files/Glob.java");
    }

    @Test
    void followsLinksButNotRoundAndRound() throws IOException {
        Files.createSymbolicLink(folder.resolve("one/up"), folder);
        Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("a.csv"));
        Files.createSymbolicLink(folder.resolve("gone.csv"), folder.resolve("nowhere"));

        assertThat(found("**/c.csv")).containsExactly("one/c.csv");
        assertThat(found("{link,gone}.csv")).containsExactly("link.csv");
    }

    @Test
    void opensAtAnOffset() throws IOException {
        StoredFile file = files.find(new Location.Local(folder + "/one/c.csv")).getFirst();
        assertThat(file.bytes()).isEqualTo(9);
        try (InputStream bytes = files.open(file, 4)) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("c.csv");
        }
        Files.delete(folder.resolve("one/c.csv"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> files.open(file, 4));
    }

    @Test
    void refusesBracesThatDoNotEndOrNeverEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Glob.of("a/{b,c.csv"))
                .withMessage("a { in it is not closed by }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Glob.of("{0,1,2,3,4,5,6,7,8,9}".repeat(4)))
                .withMessageContaining("more than 1000 paths");
    }

    @Test
    void globsMatchWholePathsForStoresThatHaveNoFolders() {
        Glob glob = Glob.of("logs/2026/**/*.gz").getFirst();
        assertThat(glob.fixed()).isEqualTo("logs/2026");
        assertThat(glob.matches("logs/2026/a.gz")).isTrue();
        assertThat(glob.matches("logs/2026/11/01/a.gz")).isTrue();
        assertThat(glob.matches("logs/2026/_11/a.gz")).isFalse();
        assertThat(glob.matches("logs/2026/11/.a.gz")).isFalse();
        assertThat(glob.matches("logs/2025/a.gz")).isFalse();
        assertThat(Glob.of("logs/**").getFirst().matches("logs/a/b")).isTrue();
        assertThat(Glob.of("**").getFirst().matches("a")).isTrue();
    }

    private List<String> found(String pattern) throws IOException {
        return files.find(new Location.Local(folder + "/" + pattern)).stream()
                .map(file ->
                        folder.relativize(Path.of(file.location().toString())).toString())
                .toList();
    }
}
