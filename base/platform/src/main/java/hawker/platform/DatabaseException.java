package hawker.platform;

import org.jspecify.annotations.Nullable;

/**
 * The database failed a statement. Branch on the SQLSTATE, never on names: they differ between
 * nodes.
 */
public class DatabaseException extends RuntimeException {

    private final String sqlState;

    public DatabaseException(String sqlState, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }

    /** A unique key stood in the way (23505). */
    public boolean isDuplicate() {
        return sqlState.equals("23505");
    }

    /** Worth running again as it is: serialization failure or deadlock (class 40). */
    public boolean isRetryable() {
        return sqlState.startsWith("40");
    }

    /**
     * The database cannot be reached now, or has no room or time for us (class 08, 53, 57P, a
     * time-out of statement or lock, a standby that took over); a request answers 503 with
     * Retry-After. Whether a commit that was under way took place is unknown: whoever repeats the
     * work must find it by its own key.
     */
    public boolean isUnavailable() {
        return sqlState.startsWith("08")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57P")
                || sqlState.equals("57014")
                || sqlState.equals("55P03")
                || sqlState.equals("25006");
    }
}
