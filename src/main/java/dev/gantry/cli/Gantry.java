package dev.gantry.cli;

public final class Gantry {
    private Gantry() {}

    public static void main(String[] args) {}
}
