package dev.gantry.cli;

/** What {@code --confirm} says of itself, wherever it is offered. */
final class ConfirmText {

    static final String DESCRIPTION =
            "The universe that is to be changed, by its id, where it is marked production: true in config/application.yml.";

    private ConfirmText() {}
}
