package dev.gantry.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import dev.gantry.run.state.JobLocks;
import dev.gantry.source.Partition;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The runs there were: what each was, and how it stands by the job repository and the locks. */
public final class RunLedger {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Partition>> PARTITIONS = new TypeReference<>() {};
    private static final String SELECT =
            "SELECT id, job, file, text, terms, partitions, started, result FROM gantry_run ";

    private final JdbcClient jdbc;
    private final JobRepository repository;
    private final DataFieldMaxValueIncrementer ids;
    private final JobLocks locks;

    RunLedger(JdbcClient jdbc, JobRepository repository, DataFieldMaxValueIncrementer ids, JobLocks locks) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.ids = ids;
        this.locks = locks;
    }

    /** A number that no run has. */
    long nextId() {
        return ids.nextLongValue();
    }

    void add(Run run) {
        jdbc.sql("INSERT INTO gantry_run (id, job, file, text, terms, partitions, started)"
                        + " VALUES (:id, :job, :file, :text, :terms, :partitions, :started)")
                .param("id", run.id())
                .param("job", run.job())
                .param("file", run.file())
                .param("text", run.text())
                .param("terms", JSON.writeValueAsString(run.terms()))
                .param("partitions", JSON.writeValueAsString(run.partitions()))
                .param("started", run.started().atOffset(ZoneOffset.UTC))
                .update();
    }

    void record(long id, RunResult result) {
        jdbc.sql("UPDATE gantry_run SET result = :result WHERE id = :id")
                .param("result", JSON.writeValueAsString(result))
                .param("id", id)
                .update();
    }

    /** The newest runs first. */
    public List<Run> newest(int most) {
        return newest(null, null, most);
    }

    /** The newest runs of a job first. */
    public List<Run> newest(String job, int most) {
        return newest(job, null, most);
    }

    /**
     * The newest runs first.
     *
     * @param job of this job; null: of all
     * @param before of smaller numbers than this; null: of all
     */
    public List<Run> newest(@Nullable String job, @Nullable Long before, int most) {
        String where = (job == null ? "" : " AND job = :job") + (before == null ? "" : " AND id < :before");
        return jdbc.sql(SELECT + "WHERE id > 0" + where + " ORDER BY id DESC FETCH FIRST " + most + " ROWS ONLY")
                .param("job", job)
                .param("before", before)
                .query(this::run)
                .list();
    }

    public Optional<Run> find(long id) {
        return jdbc.sql(SELECT + "WHERE id = :id")
                .param("id", id)
                .query(this::run)
                .optional();
    }

    /** The newest run that {@code resume} could go on with. */
    public Optional<Run> newestResumable() {
        return newest(100).stream().filter(run -> run.status().isResumable()).findFirst();
    }

    /** The newest of a job's last runs that is done. */
    public Optional<Run> newestDone(String job) {
        return jdbc
                .sql("SELECT id FROM gantry_run WHERE job = :job ORDER BY id DESC FETCH FIRST 100 ROWS ONLY")
                .param("job", job)
                .query(Long.class)
                .list()
                .stream()
                .flatMap(id -> find(id).stream())
                .filter(run -> run.status() == RunStatus.DONE)
                .findFirst();
    }

    /** The newest unfinished run of a job. */
    Optional<Run> newestResumable(String job) {
        return newest(job, 1).stream().filter(run -> run.status().isResumable()).findFirst();
    }

    /** The last try of a run. */
    public Optional<JobExecution> lastExecution(String job, long id) {
        @Nullable JobInstance instance = repository.getJobInstance(job, parameters(id));
        return instance == null ? Optional.empty() : Optional.ofNullable(repository.getLastJobExecution(instance));
    }

    static JobParameters parameters(long id) {
        return new JobParametersBuilder().addLong("run", id).toJobParameters();
    }

    private Run run(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        String job = row.getString("job");
        List<Partition> partitions = JSON.readValue(row.getString("partitions"), PARTITIONS);
        Optional<JobExecution> last = lastExecution(job, id);
        @Nullable String written = row.getString("result");
        RunResult result = written == null ? RunResult.NONE : JSON.readValue(written, RunResult.class);
        BatchStatus lastStatus = last.map(JobExecution::getStatus).orElse(BatchStatus.FAILED);
        boolean isOpen = lastStatus.isRunning() || lastStatus == BatchStatus.UNKNOWN;
        RunStatus status = RunStatus.of(lastStatus, isOpen && locks.isHeld(job));
        return new Run(
                id,
                job,
                row.getString("file"),
                row.getString("text"),
                JSON.readValue(row.getString("terms"), RunTerms.class),
                partitions,
                row.getObject("started", OffsetDateTime.class).toInstant(),
                // A try that was killed wrote no result, and one that runs has none yet: the checkpoints tell how far
                // it is.
                last.map(execution -> result.with(Totals.of(repository, execution.getJobInstance(), partitions)))
                        .orElse(result),
                status);
    }
}
