package dev.gantry.job.jq;

/** One row that an expression cannot be evaluated on. The message names the row and repeats none of its values. */
public final class RowRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rowId;

    public RowRejected(String rowId, String message) {
        super(message);
        this.rowId = rowId;
    }

    public String rowId() {
        return rowId;
    }
}
