package dev.gantry.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** What was found so far. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();

    public List<Finding> all() {
        return List.copyOf(all);
    }

    /** Whether something about credentials or scopes is not right. */
    public boolean lackAccess() {
        return all.stream().anyMatch(each -> each.level() == Finding.Level.FAIL && each.isAccess());
    }

    /** Whether anything is not right. */
    public boolean fail() {
        return all.stream().anyMatch(each -> each.level() == Finding.Level.FAIL);
    }

    void ok(String check, String text) {
        all.add(new Finding(Finding.Level.OK, check, text, false));
    }

    void warn(String check, String text) {
        all.add(new Finding(Finding.Level.WARN, check, text, false));
    }

    void fail(String check, String text) {
        all.add(new Finding(Finding.Level.FAIL, check, text, false));
    }

    /** About a credential or scope. */
    void deny(String check, String text) {
        all.add(new Finding(Finding.Level.FAIL, check, text, true));
    }
}
