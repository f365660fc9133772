package dev.gantry.writeback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the sink's options may be. */
class EntryChangesTest {

    @Test
    void exactlyOneKindOfChangeIsSaid() {
        assertThat(Changing.problems("id: x"))
                .containsExactly(
                        "sink.data-store-entries: exactly one of set:, update:, increment: and delete: true says what"
                                + " the change is, found 0");
        assertThat(Changing.problems("id: x\nset: .a\nincrement: .b"))
                .singleElement()
                .asString()
                .endsWith("found 2");
    }

    @Test
    void unknownKeysNamesAndVariablesAreFoundWithTheNearestName() {
        assertThat(Changing.problems("id: x\nupdat: .a"))
                .anyMatch(problem -> problem.contains("did you mean \"update\"?"));
        assertThat(Changing.problems("id: x\nupdate: .a += $rwo.b"))
                .singleElement()
                .asString()
                .contains("the variable $rwo is not defined")
                .contains("did you mean \"row\"?");
        assertThat(Changing.problems("id: '{.a'\nset: ."))
                .singleElement()
                .asString()
                .contains("is not closed");
        assertThat(Changing.problems("id: x\nset: .\nmissing: made"))
                .singleElement()
                .asString()
                .contains("fail");
    }

    @Test
    void deletingHasNoPlaceForWhatIsKeptInAnEntry() {
        assertThat(Changing.problems("id: x\ndelete: true\nonce: a"))
                .singleElement()
                .asString()
                .contains("a deleted entry has no attributes and users");
        assertThat(Changing.problems("id: x\ndelete: true\nmissing: create"))
                .singleElement()
                .asString()
                .contains("contradict each other");
    }

    @Test
    void guardsAreCheckedBeforeAnythingRuns() {
        for (String canary : List.of("0", "100%", "0%", "some")) {
            assertThat(Changing.problems("id: x\nset: .\ncanary: " + canary))
                    .as(canary)
                    .hasSize(1);
        }
        assertThat(Changing.problems("id: x\nset: .\nwait-for-locks: soon"))
                .singleElement()
                .asString()
                .contains("a duration such as 30s");
        assertThat(Changing.problems("id: x\nset: .\nlocked: .until > $nov"))
                .singleElement()
                .asString()
                .contains("did you mean \"now\"?");
        EntryChanges guarded =
                Changing.parse("id: x\nset: .\ncanary: 2.5%\nlocked: $attributes.busy\nwait-for-locks: 1h30m");
        assertThat(guarded.guards().canary()).hasValue(new Canary.Percent(2.5));
        assertThat(guarded.locking().waitForLocks()).isEqualTo(Duration.ofMinutes(90));
        EntryChanges plain = Changing.parse("id: x\nset: .\ncanary: 20");
        assertThat(plain.guards()).isEqualTo(new Guards(Optional.empty(), Optional.of(new Canary.Count(20))));
        assertThat(plain.locking()).isEqualTo(new Locking(Optional.empty(), Duration.ofMinutes(10)));
    }

    @Test
    void whatIsWrittenIsRead() {
        EntryChanges changes = Changing.parse(
                "id: 'Player_{.id}'\nscope: s\nset: .v\nmissing: create\nonce: n\nusers: keep\nattributes: .\nmax-changes: 5");
        assertThat(changes.edit().missing()).isEqualTo(Missing.CREATE);
        assertThat(changes.edit().users()).isEmpty();
        assertThat(changes.edit().attributes()).isPresent();
        assertThat(changes.guards().maxChanges()).hasValue(5L);
        assertThat(changes.target()).isEqualTo("entries of data store Saves of universe 1");
    }
}
