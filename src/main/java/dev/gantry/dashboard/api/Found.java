package dev.gantry.dashboard.api;

import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What is asked for, or the problem that it is not there. */
final class Found {

    private Found() {}

    static <T> T orProblem(Optional<T> found, String what) {
        return found.orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "There is no " + what + "."));
    }

    static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
