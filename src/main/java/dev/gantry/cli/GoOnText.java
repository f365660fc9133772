package dev.gantry.cli;

/** What {@code --go-on} says of itself, wherever it is offered. */
final class GoOnText {

    static final String DESCRIPTION =
            "Where the job has a canary: go on by itself after the changes made first, if all of them are as written when read"
                    + " again. Else it stops there, with 5.";
    static final String OF_RESUME =
            "Go on with a run that has made the changes of its canary and stopped. They are read again before.";

    private GoOnText() {}
}
