package dev.gantry.dashboard.api;

import java.util.Objects;

import dev.gantry.job.UserMistake;
import dev.gantry.run.AlreadyRunning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What the API refuses, as problems of RFC 9457. */
@RestControllerAdvice(basePackageClasses = AnswerProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AnswerProblems {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerProblems.class);

    /** What cannot be done as things stand. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(UserMistake mistake) {
        return answer(HttpStatus.CONFLICT, String.valueOf(mistake.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(AlreadyRunning running) {
        return answer(HttpStatus.CONFLICT, String.valueOf(running.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException body) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "The body is not the JSON object that this takes: {\"confirm\": [...]}, or none.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException parameter) {
        return answer(HttpStatus.BAD_REQUEST, parameter.getName() + " must be a whole number.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception failure) {
        if (failure instanceof ErrorResponse known) {
            return answer(known.getBody(), known.getStatusCode());
        }
        LOG.error("The API could not answer; nothing else is touched by it.", failure);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; the log of gantry serve says what.");
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String detail) {
        return answer(ProblemDetail.forStatusAndDetail(status, detail), status);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpStatusCode status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Objects.requireNonNull(problem));
    }
}
