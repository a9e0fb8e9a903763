package hawker.dashboard;

import hawker.kernel.Clock;
import hawker.ledger.Entry;
import hawker.look.DataTable;
import hawker.look.Kit;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Lines of the seller's statement in words. */
final class Statement {

    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);

    private Statement() {}

    static String says(Entry entry) {
        return switch (entry.journal().kind()) {
            case CHARGE_CAPTURED, CHARGE_CAPTURED_FX, CHARGE_CAPTURED_NOW -> "Payment";
            case REFUND_PAID -> "Refund";
            case REFUND_FAILED -> "Refund came back";
            case DISPUTE_OPENED -> "Dispute";
            case DISPUTE_WON -> "Dispute won";
            case PAYOUT_CREATED -> "Payout";
            case PAYOUT_FAILED, PAYOUT_RETURNED -> "Payout came back";
            case PAYOUT_CANCELED -> "Payout cancelled";
            case FUNDS_RELEASED -> "Became available";
            // Kinds that this page has no words of its own for are shown by the ledger's name.
            default -> words(entry.journal().kind().name());
        };
    }

    static DataTable table(List<Entry> entries, Clock clock) {
        var table =
                Kit.table(
                        "Entries",
                        DataTable.Column.text("What"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Amount"),
                        DataTable.Column.number("Fee"),
                        DataTable.Column.number("Net"),
                        DataTable.Column.text("Available on"),
                        DataTable.Column.text("Source"));
        for (var entry : entries)
            table =
                    table.row(
                            Kit.text(says(entry)),
                            Kit.time(entry.journal().postedAt(), clock.now()),
                            Kit.money(entry.amount()),
                            Kit.money(entry.fee().negated()),
                            Kit.money(entry.net()),
                            Kit.text(DAY.format(entry.availableOn())),
                            Kit.text(entry.journal().sourceId()));
        return table;
    }

    private static String words(String name) {
        var text = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
