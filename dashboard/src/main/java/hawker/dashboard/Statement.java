package hawker.dashboard;

import gg.jte.Content;
import hawker.ledger.Entry;
import hawker.ledger.EntryFilter;
import hawker.ledger.Kind;
import hawker.look.DataTable;
import hawker.look.Kit;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lines of the seller's statement in words. */
final class Statement {

    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.US);

    private Statement() {}

    static String says(Entry entry) {
        return switch (entry.journal().kind()) {
            case CHARGE_CAPTURED,
                    CHARGE_CAPTURED_FX,
                    CHARGE_CAPTURED_NOW,
                    DEBIT_COLLECTED,
                    CASH_APPLIED ->
                    "Payment";
            case REFUND_PAID -> "Refund";
            case REFUND_FAILED -> "Refund came back";
            case DISPUTE_OPENED -> "Dispute";
            case DISPUTE_WON -> "Dispute won";
            case PAYOUT_CREATED -> "Payout";
            case PAYOUT_FAILED, PAYOUT_RETURNED -> "Payout came back";
            case PAYOUT_CANCELED -> "Payout cancelled";
            case FUNDS_RELEASED -> "Became available";
            case RESERVE_SET -> "Set aside for a connected account";
            case RESERVE_RELEASED -> "Free again";
            // Kinds that this page has no words of its own for are shown by the ledger's name.
            default -> words(entry.journal().kind().name());
        };
    }

    /** The lines of a view: all, payments, refunds, payouts. */
    static EntryFilter filter(String show) {
        return switch (show) {
            case "payments" ->
                    of(
                            Kind.CHARGE_CAPTURED,
                            Kind.CHARGE_CAPTURED_FX,
                            Kind.CHARGE_CAPTURED_NOW,
                            Kind.DEBIT_COLLECTED,
                            Kind.CASH_APPLIED);
            case "refunds" -> of(Kind.REFUND_PAID, Kind.REFUND_FAILED);
            case "payouts" ->
                    of(
                            Kind.PAYOUT_CREATED,
                            Kind.PAYOUT_FAILED,
                            Kind.PAYOUT_RETURNED,
                            Kind.PAYOUT_CANCELED);
            default -> EntryFilter.ALL;
        };
    }

    private static EntryFilter of(Kind... kinds) {
        return new EntryFilter(
                Set.of(kinds),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Content views(String show) {
        return Kit.tabs(
                "Entries by kind",
                List.of(
                        new Kit.Tab("all", "All", "/dashboard/balance"),
                        new Kit.Tab("payments", "Payments", "/dashboard/balance?show=payments"),
                        new Kit.Tab("refunds", "Refunds", "/dashboard/balance?show=refunds"),
                        new Kit.Tab("payouts", "Payouts", "/dashboard/balance?show=payouts")),
                show);
    }

    static DataTable table(List<Entry> entries) {
        var table =
                Kit.table(
                        "Entries",
                        DataTable.Column.text("What"),
                        DataTable.Column.text("When"),
                        DataTable.Column.text("Available on"),
                        DataTable.Column.number("Amount"),
                        DataTable.Column.number("Fee"),
                        DataTable.Column.number("Net"));
        for (var entry : entries) {
            Content[] cells = {
                Kit.text(says(entry)),
                Kit.moment(entry.journal().postedAt()),
                Kit.text(DAY.format(entry.availableOn())),
                Kit.money(entry.amount()),
                entry.fee().isZero() ? Kit.text("–") : Kit.money(entry.fee().negated()),
                Kit.money(entry.net())
            };
            var source = source(entry);
            table = source.isPresent() ? table.linkedRow(source.get(), cells) : table.row(cells);
        }
        return table;
    }

    /** Where what lies behind a line can be seen. */
    private static Optional<String> source(Entry entry) {
        var id = entry.journal().sourceId();
        if (id.startsWith("ch_") || id.startsWith("re_"))
            return Optional.of("/dashboard/payments/" + id);
        if (id.startsWith("dp_")) return Optional.of("/dashboard/disputes/" + id);
        return id.startsWith("po_") ? Optional.of("/dashboard/payouts/" + id) : Optional.empty();
    }

    private static String words(String name) {
        var text = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
