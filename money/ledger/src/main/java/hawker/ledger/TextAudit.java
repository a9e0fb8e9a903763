package hawker.ledger;

import hawker.kernel.Clock;
import hawker.ledger.TextAuditSql.Place;
import hawker.ledger.TextAuditSql.Table;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Looks for card numbers in the texts of all rooms but the vault's: the second, independent check
 * of a law that every way in keeps by masking.
 *
 * <p>It walks through every table with text in the order of its primary key, a bounded number of
 * rows each minute, and begins again when it is through; where it is stands in the database, so
 * that restarts and several nodes go on with the same round. What it found stays until a whole
 * round has not found it again. It stops no payout: no money is wrong.
 */
final class TextAudit {

    static final String CHORE = "ledger-texts";

    private static final String SAYS = "no text outside the vault holds a card number";
    private static final List<String> VAULT = List.of("vault");

    /** In a run; with rows of a kilobyte a second's work. */
    private static final int ROWS_A_RUN = 20_000;

    private static final int ROWS_AT_ONCE = 500;

    private final TxRunner tx;
    private final Clock clock;
    private final UnaryOperator<String> mask;
    private final int rowsAtOnce;
    private final int rowsARun;
    private final TextAuditSql sql = new TextAuditSql();

    /**
     * @param mask gives a text back without the card numbers in it
     */
    TextAudit(Platform platform, UnaryOperator<String> mask) {
        this(platform, mask, ROWS_AT_ONCE, ROWS_A_RUN);
    }

    TextAudit(Platform platform, UnaryOperator<String> mask, int rowsAtOnce, int rowsARun) {
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.mask = mask;
        this.rowsAtOnce = rowsAtOnce;
        this.rowsARun = rowsARun;
    }

    /** One run of the chore: goes on with the round, to its end at most. */
    void run() {
        var tables = tx.onSingle(read -> sql.tables(read, VAULT));
        var place = tx.onSingle(sql::place);
        for (int left = rowsARun; left > 0; ) {
            var table = next(tables, place.table());
            if (table.isEmpty()) {
                var whole = place;
                tx.onSingle(write -> {
                    sql.whole(write, whole, clock.now());
                    return true;
                });
                return;
            }
            int most = Math.min(left, rowsAtOnce);
            left -= most;
            place = look(table.get(), place, most);
        }
    }

    /** The table to go on with: itself, or the one after it if it was dropped. */
    private static Optional<Table> next(List<Table> tables, String from) {
        return tables.stream().filter(table -> table.name().compareTo(from) >= 0).findFirst();
    }

    private Place look(Table table, Place place, int most) {
        var after = place.table().equals(table.name()) ? place.after() : List.<String>of();
        var rows = tx.readAcross("audit", read -> sql.acrossRows(read, table, after, most));
        var bad =
                rows.stream()
                        .filter(row -> !mask.apply(row.text()).equals(row.text()))
                        // The key may be the text that is wrong.
                        .map(row -> mask.apply(String.join(" ", row.key())))
                        .distinct()
                        .toList();
        long seen = place.rows() + rows.size();
        var now =
                rows.size() < most
                        ? new Place(place.round(), table.name() + " ", List.of(), seen)
                        : new Place(place.round(), table.name(), rows.getLast().key(), seen);
        tx.onSingle(write -> {
            sql.found(write, table.name(), bad, place.round(), clock.now());
            sql.goOn(write, now);
            return true;
        });
        return now;
    }

    /** What the last whole round looked at and what is wrong now; empty before the first. */
    Optional<Audit.Check> report(int most) {
        return tx.onSingle(read -> {
            var found = sql.found(read, most);
            return sql.lastWhole(read)
                    .map(whole ->
                            new Audit.Check(
                                    Audit.TEXTS,
                                    SAYS,
                                    found.stream().map(TextAudit::finding).toList(),
                                    found.stream().findFirst().map(TextAuditSql.Found::since),
                                    whole.at(),
                                    whole.rows()));
        });
    }

    private static Finding finding(TextAuditSql.Found found) {
        return new Finding(
                Audit.TEXTS, Optional.empty(), found.table() + " " + found.key(), "a card number");
    }
}
