package dev.gantry.dashboard.api;

import dev.gantry.run.Figures;
import dev.gantry.run.Runner;
import dev.gantry.run.Settings;
import dev.gantry.run.shown.KeptBackups;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;
import dev.gantry.schedule.Wishes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

    @Bean
    JobsApi jobsApi(Schedules schedules, Wishes wishes) {
        return new JobsApi(schedules, wishes);
    }

    @Bean
    RunsApi runsApi(Runner runner, Service service, Schedules schedules, Wishes wishes) {
        return new RunsApi(runner, service, schedules, wishes);
    }

    @Bean
    BackupsApi backupsApi(Settings settings, Schedules schedules) {
        return new BackupsApi(new KeptBackups(settings), schedules);
    }

    @Bean
    BudgetsApi budgetsApi(Figures figures) {
        return new BudgetsApi(figures);
    }

    @Bean
    OpenApi openApi() {
        return new OpenApi();
    }

    @Bean
    AnswerProblems answerProblems() {
        return new AnswerProblems();
    }
}
