package dev.gantry.dashboard.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.job.Job;
import dev.gantry.schedule.Firing;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Wishes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs, their schedules, and the times that they were due. */
@RestController
@RequestMapping(JobsApi.ROOT)
final class JobsApi {

    static final String ROOT = "/api/v1";
    private static final int MOST = 1_000;

    private final Schedules schedules;
    private final Wishes wishes;

    JobsApi(Schedules schedules, Wishes wishes) {
        this.schedules = schedules;
        this.wishes = wishes;
    }

    /** What is wrong with files of the folder, by file. */
    record Served(boolean served, List<JobAnswer> schedules, Map<String, String> problems) {}

    @GetMapping("/jobs")
    JobAnswer.Listed jobs() {
        Map<String, String> descriptions = descriptions();
        return new JobAnswer.Listed(
                schedules.all().stream().map(job -> answer(job, descriptions)).toList());
    }

    @GetMapping("/jobs/{job}")
    JobAnswer job(@PathVariable String job) {
        return answer(existing(job), descriptions());
    }

    @GetMapping("/schedules")
    Served schedules() {
        Map<String, String> descriptions = descriptions();
        List<JobAnswer> scheduled = schedules.all().stream()
                .filter(job -> job.schedule().isPresent() || job.on().isPresent())
                .map(job -> answer(job, descriptions))
                .toList();
        return new Served(schedules.areServed(), scheduled, schedules.problems());
    }

    @GetMapping("/jobs/{job}/firings")
    FiringAnswer.Listed firings(@PathVariable String job, @RequestParam(defaultValue = "20") int limit) {
        int most = Math.clamp(limit, 1, MOST);
        return new FiringAnswer.Listed(schedules.history(existing(job).job(), most).stream()
                .map(FiringAnswer::of)
                .toList());
    }

    @GetMapping("/firings/{id}")
    FiringAnswer firing(@PathVariable long id) {
        return FiringAnswer.of(Found.orProblem(schedules.firing(id), "firing " + id));
    }

    /** Answered with the firing that it is to be; its run follows within seconds. */
    @PostMapping("/jobs/{job}/run")
    ResponseEntity<FiringAnswer> run(
            @PathVariable String job, @RequestBody(required = false) @Nullable Confirmation body) {
        Confirmation confirmation = Confirmation.of(body);
        String name = existing(job).job();
        confirmation.require(wishes.production(name), "The job may change what is marked as production.");
        return accepted(wishes.run(name, confirmation.names()));
    }

    @PostMapping("/jobs/{job}/pause")
    JobAnswer pause(@PathVariable String job) {
        schedules.pause(existing(job).job());
        return job(job);
    }

    @PostMapping("/jobs/{job}/resume")
    JobAnswer resume(@PathVariable String job) {
        schedules.resume(existing(job).job());
        return job(job);
    }

    static ResponseEntity<FiringAnswer> accepted(Firing firing) {
        return ResponseEntity.accepted()
                .location(URI.create(ROOT + "/firings/" + firing.id()))
                .body(FiringAnswer.of(firing));
    }

    private Scheduled existing(String job) {
        return Found.orProblem(schedules.find(job), "job " + job);
    }

    private JobAnswer answer(Scheduled job, Map<String, String> descriptions) {
        return JobAnswer.of(job, descriptions.getOrDefault(job.job(), ""), wishes.production(job.job()));
    }

    private Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (Job<?, ?, ?> job : schedules.jobs()) {
            descriptions.put(job.name(), job.description());
        }
        return descriptions;
    }
}
