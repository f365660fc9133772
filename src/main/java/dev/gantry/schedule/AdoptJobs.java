package dev.gantry.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.gantry.job.Notify;
import dev.gantry.job.Schedule;

/** Makes the book what the folder says: new jobs, new versions, jobs that are gone; a bad file leaves its job as it was. */
record AdoptJobs(PlanFirings plan, Chains chains, Set<String> webhooks) {

    /**
     * What came of it.
     *
     * @param changed jobs that are new or another version
     * @param removed jobs that are no more
     * @param problems by file, those that were not known before
     */
    record Adopted(Set<String> changed, Set<String> removed, Map<String, String> problems) {}

    Adopted adopt(JobFolder.Contents contents) {
        return plan.transactions()
                .execute(status -> inTransaction(contents, plan.clock().instant()));
    }

    private Adopted inTransaction(JobFolder.Contents contents, Instant now) {
        Map<String, JobEntry> former = new LinkedHashMap<>();
        book().all().forEach(entry -> former.put(entry.job(), entry));
        Set<String> changed = new TreeSet<>();
        contents.jobs().forEach((file, found) -> {
            JobEntry before = former.get(found.job().name());
            if (before == null
                    || !before.text().equals(found.text())
                    || !before.file().equals(file)) {
                book().put(found.job().name(), file, found.text(), timing(found), now);
                changed.add(found.job().name());
            }
        });
        Set<String> removed = new TreeSet<>();
        former.values().stream().filter(entry -> isGone(entry, contents)).forEach(entry -> {
            remove(entry, now);
            removed.add(entry.job());
        });
        Map<String, String> problems = new TreeMap<>(contents.problems());
        problems.putAll(chainProblems());
        problems.putAll(notifyProblems());
        Map<String, String> known = book().problems();
        book().report(problems, now);
        problems.entrySet().removeIf(problem -> problem.getValue().equals(known.get(problem.getKey())));
        book().all()
                .forEach(entry -> plan.schedules()
                        .of(entry)
                        .map(Schedule::after)
                        .ifPresent(after -> chains.begin(entry.job(), after)));
        return new Adopted(changed, removed, problems);
    }

    /** The jobs that run otherwise than these files have them. */
    Set<String> differing(JobFolder.Contents contents) {
        Set<String> differing = new TreeSet<>();
        contents.jobs().values().forEach(found -> {
            String job = found.job().name();
            if (book().find(job)
                    .filter(entry -> entry.text().equals(found.text()))
                    .isEmpty()) {
                differing.add(job);
            }
        });
        book().all().stream().filter(entry -> isGone(entry, contents)).forEach(entry -> differing.add(entry.job()));
        return differing;
    }

    private static String timing(JobFolder.Found found) {
        return found.job()
                .schedule()
                .flatMap(schedule -> schedule.cron().map(cron -> cron + " " + schedule.zone()))
                .orElse("");
    }

    /** A job whose file cannot be read as one any more is not gone. */
    private static boolean isGone(JobEntry entry, JobFolder.Contents contents) {
        return contents.jobs().values().stream()
                        .noneMatch(found -> found.job().name().equals(entry.job()))
                && !contents.problems().containsKey(entry.file());
    }

    private void remove(JobEntry entry, Instant now) {
        book().remove(entry.job());
        for (Firing open : plan.firings().open(entry.job())) {
            if (open.state() == Firing.State.WAITING) {
                plan.firings()
                        .end(open, Firing.State.SKIPPED, open.failures(), now, "its file is gone: " + entry.file());
            }
        }
    }

    /** What is wrong with after: of each file, by file. */
    private Map<String, String> chainProblems() {
        Map<String, List<String>> after = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (JobEntry entry : book().all()) {
            after.put(
                    entry.job(), plan.schedules().of(entry).map(Schedule::after).orElse(List.of()));
            files.put(entry.job(), entry.file());
        }
        Map<String, String> problems = new TreeMap<>();
        after.forEach((job, before) -> {
            List<String> unknown =
                    before.stream().filter(name -> !after.containsKey(name)).toList();
            String file = String.valueOf(files.get(job));
            if (!unknown.isEmpty()) {
                problems.put(
                        file,
                        file + ": schedule.after: no file here has the job " + String.join(", ", unknown) + ", so "
                                + job + " never runs after it");
            } else if (isCircular(job, after)) {
                problems.put(
                        file,
                        file + ": schedule.after: " + job
                                + " runs after itself, by way of others or not, so once started it never ends; take one link out");
            }
        });
        return problems;
    }

    private Map<String, String> notifyProblems() {
        Map<String, String> problems = new TreeMap<>();
        for (JobEntry entry : book().all()) {
            List<String> unknown = plan.tell().of(entry).map(Notify::to).orElse(List.of()).stream()
                    .filter(name -> !webhooks.contains(name))
                    .toList();
            if (!unknown.isEmpty()) {
                problems.put(
                        entry.file(),
                        entry.file() + ": notify.to: gantry.webhooks of config/application.yml does not have "
                                + String.join(", ", unknown) + ", so nobody is told there");
            }
        }
        return problems;
    }

    private JobBook book() {
        return plan.book();
    }

    private static boolean isCircular(String job, Map<String, List<String>> after) {
        Set<String> reached = new HashSet<>();
        List<String> next = new ArrayList<>(after.getOrDefault(job, List.of()));
        while (!next.isEmpty()) {
            String each = next.removeLast();
            if (each.equals(job)) {
                return true;
            }
            if (reached.add(each)) {
                next.addAll(after.getOrDefault(each, List.of()));
            }
        }
        return false;
    }
}
