package hawker.usage;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The door: what was used of an item in a period, and that it is billed. */
public final class Usage {

    /** Of one item at one moment. */
    public static final long MOST = 1_000_000_000_000L;

    private final UsageSql sql;

    Usage(UsageSql sql) {
        this.sql = sql;
    }

    /** How the records of a period become one quantity. */
    public enum Aggregate {
        SUM,
        /** The newest record of the period; nothing if it has none. */
        LAST_DURING_PERIOD,
        /** The newest record until the period's end, of whatever period it is. */
        LAST_EVER,
        MAX;

        /** As the API writes it: {@code last_ever}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is not said is a sum (docs). */
        public static Aggregate of(String text) {
            for (var each : values()) if (each.text().equals(text)) return each;
            return SUM;
        }

        /** By which prices say it. */
        public static List<String> texts() {
            return List.of(values()).stream().map(Aggregate::text).toList();
        }
    }

    /** From a moment on, up to another which is not in it. */
    public record Span(Instant start, Instant end) {}

    /**
     * A metered item as it is now.
     *
     * @param now by the clock that its customer lives by
     * @param open whether anything can be used: its subscription is neither over nor paused
     */
    public record Metered(
            String item, Aggregate aggregate, Span period, Instant now, boolean open) {}

    /** What this room asks of the one that bills. */
    public interface Items {

        /**
         * An item, whose period does not end before the transaction does.
         *
         * @throws hawker.api.ApiError if there is no such item, or it is not metered
         */
        Metered held(Tx tx, AccountId account, String item);

        /** Something was used of an item, in this transaction. */
        void recorded(Tx tx, AccountId account, String item);
    }

    /**
     * A period and what it came to.
     *
     * @param invoice which has it; empty while the period goes on
     */
    public record Summary(String item, Span period, long total, Optional<String> invoice) {}

    /** What an item's records in a span come to. */
    public long total(Tx tx, AccountId account, String item, Aggregate aggregate, Span span) {
        return switch (aggregate) {
            case SUM -> sql.sum(tx, account, item, span);
            case MAX -> sql.max(tx, account, item, span);
            case LAST_DURING_PERIOD -> sql.last(tx, account, item, span).orElse(0L);
            case LAST_EVER ->
                    sql.last(tx, account, item, new Span(Instant.EPOCH, span.end())).orElse(0L);
        };
    }

    /** Writes that a period is billed, in the transaction that bills it. */
    public void close(Tx tx, AccountId account, Summary summary) {
        sql.close(tx, account, summary);
    }

    /** Whether anything was used of an item from a moment on. */
    public boolean isUsed(Tx tx, AccountId account, String item, Instant since) {
        return sql.isUsed(tx, account, item, since);
    }

    /** Forgets what was used and is not billed. */
    public void clear(Tx tx, AccountId account, String item, Instant since) {
        sql.clear(tx, account, item, since);
    }
}
