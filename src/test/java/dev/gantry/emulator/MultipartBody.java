package dev.gantry.emulator;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A form with fields and files, as clients send it. */
final class MultipartBody {
    private static final String BOUNDARY = "----of-the-test";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MultipartBody field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    MultipartBody file(String name, String fileName, String content) {
        return part(
                "name=\"" + name + "\"; filename=\"" + fileName + "\"\r\ncontent-type: application/octet-stream",
                content);
    }

    private MultipartBody part(String head, String content) {
        String part = "--" + BOUNDARY + "\r\ncontent-disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
        bytes.writeBytes(part.getBytes(UTF_8));
        return this;
    }

    Caller.Reply send(Caller caller, String method, String path) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return caller.send(
                HttpRequest.newBuilder(URI.create(caller.base() + path))
                        .header("content-type", "multipart/form-data; boundary=" + BOUNDARY),
                method,
                whole.toByteArray());
    }
}
