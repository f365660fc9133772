package dev.gantry.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.gantry.job.UserMistake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * Fills in templates of {@code web/pages}. What is filled in is escaped, and a name that a record does not have fails, so
 * that a page shows all or nothing of what it was made for. Safe for many threads.
 */
final class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String SAID = Pages.class.getName() + ".said";

    private static final List<Room> ROOMS = List.of(
            new Room("/", "Overview"),
            new Room("/runs", "Runs"),
            new Room("/schedules", "Schedules"),
            new Room("/backups", "Backups"),
            new Room("/budgets", "Budgets"));

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler =
            Mustache.compiler().withLoader(Pages::text).emptyStringIsFalse(true);

    private record Room(String path, String name) {}

    private record Link(String path, String name, boolean isHere) {}

    /** What came of a wish, shown once. */
    private record Said(String words, boolean isRefusal) {}

    private record Frame(
            String title,
            String csrf,
            boolean isLoggedIn,
            boolean isAlone,
            List<Link> links,
            @Nullable Said said,
            String body) {}

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
        return whole(template, title, content, request, false);
    }

    /** A page without ways to others. */
    ResponseEntity<String> alone(String template, String title, Object content, HttpServletRequest request) {
        return whole(template, title, content, request, true);
    }

    private ResponseEntity<String> whole(
            String template, String title, Object content, HttpServletRequest request, boolean isAlone) {
        String here = request.getRequestURI();
        List<Link> links = ROOMS.stream()
                .map(room -> new Link(room.path(), room.name(), room.path().equals(here)))
                .toList();
        Frame frame = new Frame(
                title,
                csrf(request),
                request.getUserPrincipal() != null,
                isAlone,
                links,
                said(request),
                fill(template, content, request));
        return html(template("frame").execute(frame));
    }

    /** A part of one. */
    ResponseEntity<String> part(String template, Object content, HttpServletRequest request) {
        return html(fill(template, content, request));
    }

    /**
     * Carries out a wish and goes to a page that says what came of it.
     *
     * @param wish returns the words for it
     */
    ResponseEntity<String> wish(String back, HttpServletRequest request, Supplier<String> wish) {
        Said said;
        try {
            said = new Said(wish.get(), false);
        } catch (UserMistake refused) {
            said = new Said(String.valueOf(refused.getMessage()), true);
        }
        request.getSession().setAttribute(SAID, said);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", back)
                .build();
    }

    private static @Nullable Said said(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(SAID) instanceof Said said) {
            session.removeAttribute(SAID);
            return said;
        }
        return null;
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
