package dev.gantry.dashboard.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** An answer that says in words why there is no other: a page where a browser asks, else one line. */
public record Refusal(HttpStatus status, String words) {

    /** For programs, who read problems of RFC 9457. */
    private static final String API = "/api/";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s - Gantry</title>
            <link rel="icon" href="/assets/gantry.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/assets/gantry.css">
            </head>
            <body>
            <main class="alone">
            <h1>%s</h1>
            <p>%s</p>
            <p><a href="/">Overview</a></p>
            </main>
            </body>
            </html>
            """;

    private record Problem(String title, int status, String detail) {}

    /** Sends it. */
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(status.value());
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        if (wantsPage(request)) {
            String title = status.getReasonPhrase();
            response.setContentType("text/html");
            response.getWriter().write(PAGE.formatted(title, title, HtmlUtils.htmlEscape(words)));
        } else if (request.getRequestURI().startsWith(API)) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getWriter()
                    .write(JsonMapper.shared()
                            .writeValueAsString(new Problem(status.getReasonPhrase(), status.value(), words)));
        } else {
            response.setContentType("text/plain");
            response.getWriter().write(words + "\n");
        }
    }

    /** Whether whoever asks shows a whole page. */
    static boolean wantsPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html") && request.getHeader("HX-Request") == null;
    }
}
