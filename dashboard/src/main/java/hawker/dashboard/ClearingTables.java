package hawker.dashboard;

import gg.jte.Content;
import hawker.clearing.ClearedDay;
import hawker.clearing.ClearingDesk;
import hawker.clearing.Difference;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Tone;
import java.util.Optional;

/** What the card network settled, and where it says something else than the books. */
final class ClearingTables {

    private static final int FILES = 7;
    private static final int DIFFERENCES = 50;

    private final ClearingDesk clearing;

    ClearingTables(ClearingDesk clearing) {
        this.clearing = clearing;
    }

    Content files() {
        var table =
                Kit.table(
                        "Clearing files",
                        DataTable.Column.text("Day"),
                        DataTable.Column.text("State"),
                        DataTable.Column.number("Lines"));
        for (var file : clearing.days(FILES))
            table =
                    table.row(
                            Kit.text(file.day().toString()),
                            state(file),
                            Kit.text(String.valueOf(file.lines())));
        return table.orElse(
                Kit.empty("landmark", "No day has been cleared yet.", Optional.empty()));
    }

    private static Content state(ClearedDay file) {
        if (file.problem().isPresent())
            return Kit.badge("Refused: " + file.problem().get(), Tone.BAD);
        return file.done() ? Kit.badge("Posted", Tone.GOOD) : Kit.badge("Unfinished", Tone.WARN);
    }

    Content differences() {
        var table =
                Kit.table(
                        "Differences",
                        DataTable.Column.text("Day"),
                        DataTable.Column.text("Account"),
                        DataTable.Column.text("About"),
                        DataTable.Column.text("What is different"),
                        DataTable.Column.number("In the books"),
                        DataTable.Column.number("In the file"));
        for (var each : clearing.open(DIFFERENCES))
            table =
                    table.row(
                            Kit.text(each.day().toString()),
                            Kit.text(each.account().text()),
                            Kit.text(each.subject()),
                            Kit.text(says(each)),
                            Kit.money(each.expected()),
                            Kit.money(each.said()));
        return table.orElse(
                Kit.empty("check", "The network and the books agree.", Optional.empty()));
    }

    private static String says(Difference each) {
        return switch (each.kind()) {
            case AMOUNT -> each.pays() ? "Paid another amount" : "Took another amount";
            case ORPHAN -> each.pays() ? "Paid, and nothing is known of it" : "Taken for no reason";
            case DOUBLE -> each.pays() ? "Paid twice" : "Taken twice";
            case MISSING -> each.pays() ? "Not paid" : "Not taken";
        };
    }
}
