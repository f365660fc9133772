package dev.gantry.emulator.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;

/** Reads {@code multipart/form-data} with netty's decoder, wholly in memory. */
final class Multipart {
    private static final String TYPE = "multipart/form-data";

    private Multipart() {}

    static Map<String, Body.Part> parts(byte[] bytes, String contentType) {
        if (!contentType.regionMatches(true, 0, TYPE, 0, TYPE.length())) {
            throw Refused.invalid("The body must be " + TYPE + ", not '" + contentType + "'");
        }
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(bytes));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        try {
            return read(new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request));
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException
                | HttpPostRequestDecoder.TooManyFormFieldsException
                | HttpPostRequestDecoder.TooLongFormFieldException malformed) {
            throw Refused.invalid("The body is no well-formed " + TYPE);
        }
    }

    private static Map<String, Body.Part> read(HttpPostRequestDecoder decoder) {
        try {
            Map<String, Body.Part> parts = new LinkedHashMap<>();
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                if (part instanceof HttpData data) {
                    parts.putIfAbsent(part.getName(), part(data));
                }
            }
            return parts;
        } catch (IOException impossible) {
            throw new UncheckedIOException("A part in memory cannot be read", impossible);
        } finally {
            decoder.destroy();
        }
    }

    private static Body.Part part(HttpData data) throws IOException {
        Body body = Body.of(data.get());
        return data instanceof FileUpload file
                ? new Body.Part(file.getFilename(), file.getContentType(), body)
                : new Body.Part("", "", body);
    }
}
