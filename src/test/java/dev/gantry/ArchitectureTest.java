package dev.gantry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rooms of the house and what each may touch. */
class ArchitectureTest {

    /** A room, the rooms of ours that it may import, and why no more. */
    record Room(String name, List<String> mayTouch, String because) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Room> ROOMS = List.of(
            new Room(
                    "cli",
                    List.of(
                            "dashboard",
                            "schedule",
                            "run",
                            "backup",
                            "source",
                            "transform",
                            "writeback",
                            "call",
                            "sink",
                            "database",
                            "erase",
                            "files",
                            "job",
                            "opencloud",
                            "emulator"),
                    "commands parse, call and print, so everything is below them"),
            new Room(
                    "dashboard",
                    List.of("schedule", "run", "job"),
                    "a page shows what is there and asks for what can be done; it decides nothing"),
            new Room(
                    "schedule",
                    List.of("run", "job"),
                    "when a job runs is decided without knowing what it reads and writes"),
            new Room(
                    "run",
                    List.of(
                            "backup",
                            "source",
                            "transform",
                            "writeback",
                            "call",
                            "sink",
                            "database",
                            "erase",
                            "files",
                            "job",
                            "opencloud"),
                    "the engine works without a command line, and never with the emulator"),
            new Room(
                    "backup",
                    List.of("writeback", "source", "sink", "opencloud", "erase", "files", "job"),
                    "a backup is read as sources are, staged as sinks do, and restored as changes are made"),
            new Room(
                    "source",
                    List.of("call", "opencloud", "database", "files", "job"),
                    "a reader knows where rows come from, not where they go"),
            new Room(
                    "writeback",
                    List.of("call", "sink", "opencloud", "erase", "files", "job"),
                    "changes come from rows or journals, whoever read them, and are a sink to the engine"),
            new Room(
                    "call",
                    List.of("opencloud", "job"),
                    "an operation is filled in from rows alike whoever reads or writes with it"),
            new Room("transform", List.of("job"), "an expression sees a row and nothing else"),
            new Room(
                    "sink",
                    List.of("database", "files", "job"),
                    "a writer knows where rows go, not where they came from"),
            new Room("database", List.of("job"), "databases are reached alike whoever reads or writes them"),
            new Room(
                    "erase",
                    List.of("files", "job"),
                    "who was erased is asked by whatever keeps or brings back, so it is below them"),
            new Room("files", List.of("job"), "files are found and read alike whoever wants them"),
            new Room("job", List.of(), "the language's frame knows none of its components"),
            new Room("opencloud", List.of(), "the client knows nothing of jobs, rows or files"),
            new Room("emulator", List.of(), "the client and the emulator must not share one mistake"));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gantry");

    static Stream<Room> rooms() {
        return ROOMS.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomTouchesOnlyThoseBelowIt(Room room) {
        String[] others = ROOMS.stream()
                .map(Room::name)
                .filter(name -> !name.equals(room.name()) && !room.mayTouch().contains(name))
                .map(name -> "dev.gantry." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.gantry." + room.name() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because(room.because())
                .check(OURS);
    }

    @Test
    void everyClassIsInARoom() {
        String[] rooms =
                ROOMS.stream().map(room -> "dev.gantry." + room.name() + "..").toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(rooms)
                .because("a class outside the rooms escapes every other rule")
                .check(OURS);
    }

    @Test
    void packagesDependOnEachOtherOneWay() {
        slices().matching("dev.gantry.(**)")
                .should()
                .beFreeOfCycles()
                .because("a reader must be able to read from the bottom up")
                .check(OURS);
    }

    @Test
    void onlyWhatSendsKnowsTheHttpLibrary() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.gantry\\.opencloud\\.http\\.(Transport|WireClient|Exchange|ContentEntity)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .because("the library was chosen by measuring and may be replaced by measuring again")
                .check(OURS);
    }

    @Test
    void onlyWhatAsksForObjectsKnowsTheSdkOfAmazon() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gantry.files.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .because("it takes long to load, and its errors become ours in one place")
                .check(OURS);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gantry.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("standard output is for results, and a library's prints cannot be silenced")
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .because("NullAway checks only what is marked")
                .check(OURS);
        classes().should(liveInADescribedPackage()).check(OURS);
    }

    private static ArchCondition<JavaClass> liveInADescribedPackage() {
        return new ArchCondition<>("live in a package with a package-info") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean described = item.getPackage().getClasses().stream()
                        .anyMatch(each -> each.getSimpleName().equals("package-info"));
                if (!described) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getPackageName() + " has no package-info.java that says what it is for"));
                }
            }
        };
    }

    @Test
    void noTypeIsNamedForWhatItIsNot() {
        List<String> refused = List.of("Impl", "Helper", "Utils", "Util", "Manager");
        classes()
                .should(new ArchCondition<JavaClass>("be named by what they do") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        refused.stream()
                                .filter(suffix -> item.getSimpleName().endsWith(suffix))
                                .forEach(suffix -> events.add(
                                        SimpleConditionEvent.violated(item, item.getName() + " ends in " + suffix)));
                    }
                })
                .because("role classes are named by deed; see " + Arrays.toString(refused.toArray()))
                .check(OURS);
    }
}
