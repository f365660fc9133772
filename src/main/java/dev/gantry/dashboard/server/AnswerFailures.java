package dev.gantry.dashboard.server;

import java.io.IOException;

import dev.gantry.job.UserMistake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Says in words why a request came to nothing, where no handler of its own does. */
@ControllerAdvice
@Order
final class AnswerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerFailures.class);

    @ExceptionHandler
    void refused(UserMistake mistake, HttpServletRequest request, HttpServletResponse response) throws IOException {
        new Refusal(HttpStatus.CONFLICT, String.valueOf(mistake.getMessage())).answer(request, response);
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            String words = status == HttpStatus.NOT_FOUND
                    ? "There is nothing at " + request.getRequestURI() + "."
                    : "This cannot be answered: " + status.getReasonPhrase() + ".";
            new Refusal(status, words).answer(request, response);
            return;
        }
        LOG.error(
                "{} {} failed; nothing else is touched by it.", request.getMethod(), request.getRequestURI(), failure);
        new Refusal(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; the log of gantry serve says what.")
                .answer(request, response);
    }
}
