package dev.gantry.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Log lines as JSON, one object each: {@code {"time", "level", "logger", "thread", "message"}}, with {@code job} and {@code run}
 * where a line is of a run, and {@code exception} where there was one. Named in {@code logback.xml}, and made only where asked for.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        @Nullable Instant at = event.getInstant();
        ObjectNode line = JSON.createObjectNode()
                .put("time", (at == null ? Instant.ofEpochMilli(event.getTimeStamp()) : at).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        event.getMDCPropertyMap().forEach(line::put);
        @Nullable IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("exception", ThrowableProxyUtil.asString(thrown));
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
