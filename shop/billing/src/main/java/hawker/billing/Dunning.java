package hawker.billing;

import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long the program tries to be paid for a subscription, and what becomes of it when nobody
 * pays: what the seller has said, else the usual. The door of whoever shows and changes that.
 */
public final class Dunning {

    /** Days until the next attempt, after the first, second … one has failed. */
    private static final List<Integer> WAITS = List.of(3, 5, 7);

    /** What a subscription is in the end, by its status in the API. */
    public enum End {
        CANCELED,
        UNPAID,
        PAST_DUE;

        /** As the API writes it: {@code past_due}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<End> parse(String text) {
            for (var end : values()) if (end.text().equals(text)) return Optional.of(end);
            return Optional.empty();
        }
    }

    /**
     * A seller's wishes.
     *
     * @param charged of what is charged automatically, when the last attempt has failed
     * @param sent of what is sent, so many days after the invoice was due
     * @param days 1 to 365
     */
    public record Rules(End charged, End sent, int days) {

        public static final int MOST_DAYS = 365;

        /** Of who has said nothing. */
        public static final Rules USUAL = new Rules(End.CANCELED, End.PAST_DUE, 30);

        public Rules {
            if (days < 1 || days > MOST_DAYS)
                throw new IllegalArgumentException(days + " days are not from 1 to " + MOST_DAYS);
        }
    }

    private final Platform platform;
    private final DocumentsSql sql;

    Dunning(Platform platform, DocumentsSql sql) {
        this.platform = platform;
        this.sql = sql;
    }

    /** When to try again after so many attempts have failed; empty: that was the last one. */
    static Optional<Duration> wait(int attempts) {
        return attempts > WAITS.size()
                ? Optional.empty()
                : Optional.of(Duration.ofDays(WAITS.get(attempts - 1)));
    }

    /** Attempts to charge an invoice. */
    public static int attempts() {
        return WAITS.size() + 1;
    }

    public Rules rules(AccountId account) {
        return platform.tx().readAccount(account, tx -> rules(tx, account));
    }

    Rules rules(Tx tx, AccountId account) {
        return sql.rules(tx, account).orElse(Rules.USUAL);
    }

    /** From now on; what has ended already stays as it is. */
    public void set(AccountId account, Rules rules) {
        platform.tx()
                .doInAccount(account, tx -> sql.put(tx, account, rules, platform.clock().now()));
    }
}
