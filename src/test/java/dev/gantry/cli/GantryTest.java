package dev.gantry.cli;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;

class GantryTest {

    @Test
    void commandsAreKnownByTheirOwnNames() {
        Map<String, CommandLine> all = Gantry.commandLine().getSubcommands();
        assertThat(all)
                .hasSizeGreaterThan(16)
                .allSatisfy((name, command) -> assertThat(command.getCommand()
                                .getClass()
                                .getAnnotation(Command.class)
                                .name())
                        .isEqualTo(name));
    }

    @Test
    void theOneThatIsNamedIsReadAloneAndHelpsLikeAnyOther() {
        Map<String, CommandLine> all = Gantry.commandLine().getSubcommands();
        all.forEach((name, command) -> {
            CommandLine alone = Gantry.commandLine(name, "--help");
            assertThat(alone.getSubcommands()).containsOnlyKeys(name);
            assertThat(Objects.requireNonNull(alone.getSubcommands().get(name)).getUsageMessage())
                    .isEqualTo(command.getUsageMessage());
        });
    }

    @Test
    void allAreReadWhereNoneIsNamed() {
        int all = Gantry.commandLine().getSubcommands().size();
        assertThat(Gantry.commandLine("--help").getSubcommands()).hasSize(all);
        assertThat(Gantry.commandLine("valdate", "x.yml").getSubcommands()).hasSize(all);
        assertThat(Commanded.gantry("valdate", "x.yml").with(ExitCode.MISTAKE).err())
                .contains("validate");
    }
}
