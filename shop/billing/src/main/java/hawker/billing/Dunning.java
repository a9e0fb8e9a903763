package hawker.billing;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long the program tries to be paid for a subscription, and what becomes of it when nobody
 * pays: what the seller has said, else the usual. The door of whoever shows and changes that.
 */
public final class Dunning {

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

    /**
     * Writes when the next attempt is made, where the program makes one.
     *
     * @param tried an invoice after so many attempts, to be written
     * @return whether so many have failed that none is made any more
     */
    static boolean planNext(Document tried, int attempts, Instant now) {
        var body = tried.body();
        body.putNull("next_payment_attempt");
        tried.detail().remove("due");
        boolean last = attempts > WAITS.size();
        if (last) body.put("auto_advance", false);
        else if (body.path("auto_advance").asBoolean()) {
            var next = Json.seconds(now.plus(Duration.ofDays(WAITS.get(attempts - 1))));
            body.put("next_payment_attempt", next);
            tried.detail().put("due", next);
        }
        return last;
    }

    /** Days until the next attempt, after the first, second … one has failed. */
    public static List<Integer> waits() {
        return WAITS;
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
