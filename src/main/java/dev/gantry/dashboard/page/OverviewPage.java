package dev.gantry.dashboard.page;

import java.util.List;

import dev.gantry.schedule.Schedules;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What there is, what runs, and what is broken. */
@Controller
final class OverviewPage {

    private final Pages pages;
    private final Schedules schedules;

    OverviewPage(Pages pages, Schedules schedules) {
        this.pages = pages;
        this.schedules = schedules;
    }

    record Overview(List<String> jobs) {}

    @GetMapping("/")
    ResponseEntity<String> overview(HttpServletRequest request) {
        List<String> jobs = schedules.all().stream().map(job -> job.job()).toList();
        return pages.page("overview", "Overview", new Overview(jobs), request);
    }
}
