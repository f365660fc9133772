package dev.gantry.cli;

/** What {@code --confirm} says of itself, wherever it is offered. */
final class ConfirmText {

    static final String DESCRIPTION =
            "What is to be changed, where it is marked production: true in config/application.yml: a universe by its id, or"
                    + " groups/7, users/156. May be given more than once.";

    private ConfirmText() {}
}
