package dev.gantry.opencloud.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PathSegmentTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Player_123", "AZaz09-._~"})
    void leavesUnreservedCharactersAsTheyAre(String text) {
        assertThat(PathSegment.encode(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "me@home, me%40home",
        "a/b, a%2Fb",
        "100%, 100%25",
        "key:1, key%3A1",
        "two words, two%20words",
        "a+b&c=d?e#f, a%2Bb%26c%3Dd%3Fe%23f",
        "🏠, %F0%9F%8F%A0",
        "ключ, %D0%BA%D0%BB%D1%8E%D1%87",
        "a%2Fb, a%252Fb",
        "!*'();, %21%2A%27%28%29%3B",
        "x\u0001y, x%01y"
    })
    void encodesEverythingElse(String text, String encoded) {
        assertThat(PathSegment.encode(text)).isEqualTo(encoded);
    }

    @Test
    void decodesToTheSameText() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x20000; c += c < 0x800 ? 1 : 97) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.appendCodePoint(c);
            }
        }

        String encoded = PathSegment.encode(all.toString());

        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(all.toString());
    }
}
