package dev.gantry.cli;

import dev.gantry.run.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code gantry --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"gantry " + Version.TEXT};
    }
}
