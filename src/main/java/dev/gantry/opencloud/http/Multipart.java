package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code multipart/form-data} (RFC 7578): fields and files by name, files in pieces. */
public final class Multipart implements Content {

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String boundary;
    private final List<Part> parts;

    private Multipart(String boundary, List<Part> parts) {
        this.boundary = boundary;
        this.parts = parts;
    }

    /** One without parts yet. */
    public static Multipart empty() {
        return new Multipart("gantry-" + UUID.randomUUID(), List.of());
    }

    /** @param head its lines before the body */
    private record Part(String head, Content body) {

        byte[] headBytes(String boundary) {
            return ("--" + boundary + "\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** One more field; JSON goes as text too, as Roblox's own examples send it. */
    public Multipart withField(String name, String value) {
        return with(
                new Part(disposition(name), new Content.Bytes("text/plain", value.getBytes(StandardCharsets.UTF_8))));
    }

    /** One more file, under its own name. */
    public Multipart withFile(String name, Path file, String contentType) throws LocalFileFailed {
        String head = disposition(name) + "; filename=\"" + quoted(String.valueOf(file.getFileName()))
                + "\"\r\ncontent-type: " + contentType;
        return with(new Part(head, FileContent.of(file, contentType)));
    }

    private Multipart with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Multipart(boundary, more);
    }

    @Override
    public String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public long length() {
        long length = end().length;
        for (Part part : parts) {
            length += part.headBytes(boundary).length + part.body().length() + LINE_END.length;
        }
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            out.write(part.headBytes(boundary));
            part.body().writeTo(out);
            out.write(LINE_END);
        }
        out.write(end());
    }

    private byte[] end() {
        return ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String disposition(String name) {
        return "content-disposition: form-data; name=\"" + quoted(name) + "\"";
    }

    /** As browsers do. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
