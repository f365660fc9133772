package dev.gantry.opencloud.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ContentTest {

    @TempDir
    private Path temp;

    @Test
    void writesAFormPercentEncodedInItsOrder() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("a&b", "é =+");

        Content form = Content.form(fields);

        assertThat(form.type()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(written(form)).isEqualTo("grant_type=refresh_token&a%26b=%C3%A9%20%3D%2B");
    }

    @Test
    void writesPartsWithTheirNamesAndTypes() throws IOException {
        Path file = Files.writeString(temp.resolve("a \"b\".png"), "png\r\n--");

        Multipart form =
                Multipart.empty().withField("request", "{\"a\":\"é\"}").withFile("fileContent", file, "image/png");

        String boundary = form.type().substring("multipart/form-data; boundary=".length());
        assertThat(written(form))
                .isEqualTo("--" + boundary
                        + "\r\ncontent-disposition: form-data; name=\"request\"\r\n\r\n{\"a\":\"é\"}\r\n--"
                        + boundary
                        + "\r\ncontent-disposition: form-data; name=\"fileContent\"; filename=\"a %22b%22.png\"\r\n"
                        + "content-type: image/png\r\n\r\npng\r\n--\r\n--" + boundary + "--\r\n");
    }

    @Test
    void refusesAFileThatIsNotThereAndAFolder() {
        Path none = temp.resolve("none");

        assertThatExceptionOfType(LocalFileFailed.class)
                .isThrownBy(() -> FileContent.of(none, "image/png"))
                .withMessage("cannot send " + none + ": there is no such file");
        assertThatExceptionOfType(LocalFileFailed.class)
                .isThrownBy(() -> FileContent.of(temp, "image/png"))
                .withMessage("cannot send " + temp + ": there is no such file");
    }

    @Test
    void refusesToSendAFileThatBecameLongerShorterOrVanished() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "12345");
        Content content = FileContent.of(file, "image/png");

        for (String other : new String[] {"123456", "1234"}) {
            Files.writeString(file, other);
            assertThatExceptionOfType(LocalFileFailed.class)
                    .isThrownBy(() -> content.writeTo(new ByteArrayOutputStream()))
                    .withMessage("cannot send " + file + ": it changed while it was sent");
        }
        Files.delete(file);
        assertThatExceptionOfType(LocalFileFailed.class)
                .isThrownBy(() -> content.writeTo(new ByteArrayOutputStream()))
                .withMessage("cannot read " + file + ": NoSuchFile");
    }

    @Test
    void showsNoContentInItsText() {
        assertThat(Content.form(Map.of("refresh_token", "secret")).toString()).doesNotContain("secret");
        assertThat(new Header("x-api-key", "secret").toString()).isEqualTo("x-api-key: ...");
    }

    private static String written(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        assertThat(content.length()).isEqualTo(out.size());
        return out.toString(StandardCharsets.UTF_8);
    }
}
