package dev.gantry.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * Fills in templates of {@code web/pages}. What is filled in is escaped, and a name that a record does not have fails, so
 * that a page shows all or nothing of what it was made for. Safe for many threads.
 */
final class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler =
            Mustache.compiler().withLoader(Pages::text).emptyStringIsFalse(true).zeroIsFalse(false);

    private static Reader text(String name) throws IOException {
        String path = "/web/pages/" + name + ".html";
        InputStream found = Pages.class.getResourceAsStream(path);
        if (found == null) {
            throw new IOException("there is no " + path);
        }
        return new InputStreamReader(found, StandardCharsets.UTF_8);
    }

    /** A whole page. */
    ResponseEntity<String> page(String template, String title, Object content, HttpServletRequest request) {
        boolean isLoggedIn = request.getUserPrincipal() != null;
        Map<String, Object> frame = Map.of(
                "title", title, "csrf", csrf(request), "isLoggedIn", isLoggedIn, "body", fill(template, content, request));
        return html(template("frame").execute(frame));
    }

    /** A part of one. */
    ResponseEntity<String> part(String template, Object content, HttpServletRequest request) {
        return html(fill(template, content, request));
    }

    private String fill(String template, Object content, HttpServletRequest request) {
        StringWriter filled = new StringWriter();
        template(template).execute(content, Map.of("csrf", csrf(request)), filled);
        return filled.toString();
    }

    private static ResponseEntity<String> html(String text) {
        return ResponseEntity.ok().contentType(HTML).body(text);
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }

    private Template template(String name) {
        return templates.computeIfAbsent(name, compiler::loadTemplate);
    }
}
