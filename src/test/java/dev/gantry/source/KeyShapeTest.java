package dev.gantry.source;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyShapeTest {

    @ParameterizedTest
    @CsvSource({
        "'', Player_10 Player_11 Player_1, Player_",
        "'', Player10 Player11, Player",
        "'', 1000 1001, ''",
        "'', 00a1 00a2, ''",
        "'', Alice Alina, ''",
        "'', Player Player_ Player_1 Player_2 Player_3 Player_4 Player_5 Player_6 Player_7 Player_8 Player_9, Player_",
        "'', A_1 A_2 B_1 B_2, ''",
        "'', a-b-1 a-b-2, a-b-",
        "Player_, Player_10 Player_11, Player_",
        "Player_1, Player_10 Player_11, Player_1",
        "'', 🏠1 🏠2, 🏠",
        "'', 😀1 😁2, ''",
        "'', a\"1 a\"2, ''",
        "'', same, ''"
    })
    void findsWhatIdsBeginWith(String beginning, String ids, String stem) {
        assertThat(KeyShape.stem(beginning, List.of(ids.split(" ")))).isEqualTo(stem);
    }

    @ParameterizedTest
    @CsvSource({
        "Player_, 40, Player_10 Player_2x, 0123456789abcdefghijklmnopqrstuvwxyz",
        "'', 40, 10 2, 0123456789",
        "'', 40, 000a-Zz 0001, 0123456789abcdef",
        "'', 40, 00F0, 0123456789ABCDEF",
        "'', 40, Al Bo, ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "'', 90, Al Bo7, ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz",
        "'', 9, 10 2, ''",
        "'', 40, 🏠1 😀2, 🏠😀",
        "'', 40, \"1 \\2 _3, _",
        "a, 40, a b, ''"
    })
    void findsWhatMayFollow(String stem, int most, String ids, String following) {
        assertThat(Stream.of(KeyShape.following(stem, List.of(ids.split(" ")), most))
                        .flatMap(List::stream)
                        .map(Character::toString)
                        .collect(Collectors.joining()))
                .isEqualTo(following);
    }

    @Test
    void takesNoMoreCharactersOfAnUnknownKindThanAreWorthALook() {
        List<String> ids = Stream.iterate(0x4E00, c -> c + 1)
                .limit(100)
                .map(Character::toString)
                .toList();
        assertThat(KeyShape.following("", ids, 200)).hasSize(16);
    }
}
