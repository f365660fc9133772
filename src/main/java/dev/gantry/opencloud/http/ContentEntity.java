package dev.gantry.opencloud.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body as the HTTP library wants it. */
final class ContentEntity extends AbstractHttpEntity {

    private final Content content;
    private final Exchange exchange;

    ContentEntity(Content content, Exchange exchange) {
        super(content.type(), null, false);
        this.content = content;
        this.exchange = exchange;
    }

    @Override
    public long getContentLength() {
        return content.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.writeTo(exchange.watched(out));
    }

    @Override
    public InputStream getContent() {
        throw new IllegalStateException("a body is written, not read");
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public void close() {}
}
