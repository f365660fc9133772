package dev.gantry.dashboard.page;

import dev.gantry.dashboard.server.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people log in. */
@Controller
final class LoginPage {

    private final Pages pages;
    private final Credentials credentials;

    LoginPage(Pages pages, Credentials credentials) {
        this.pages = pages;
        this.credentials = credentials;
    }

    record Login(boolean byUser, boolean isWrong, boolean isOut) {}

    @GetMapping("/login")
    ResponseEntity<String> login(HttpServletRequest request) {
        if (!credentials.areNeeded()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header("Location", "/")
                    .build();
        }
        var parameters = request.getParameterMap();
        return pages.alone(
                "login",
                "Log in",
                new Login(credentials.haveUser(), parameters.containsKey("wrong"), parameters.containsKey("out")),
                request);
    }
}
