package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Role.Right;
import hawker.billing.Dunning;
import hawker.billing.Dunning.End;
import hawker.billing.Dunning.Rules;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.look.Badge;
import hawker.look.Choices;
import hawker.look.DataTable;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** What becomes of subscriptions that nobody pays, and which those are at the moment. */
final class BillingPages {

    static final String PATH = "/dashboard/billing";

    private static final String API = "/v1/subscriptions";
    private static final String CHARGED = "charged";
    private static final String SENT = "sent";
    private static final String DAYS = "days";
    private static final int FEW = 10;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Dunning dunning;
    private final Clock clock;

    BillingPages(
            Desk desk, Look look, Templates templates, Asking api, Dunning dunning, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.dunning = dunning;
        this.clock = clock;
    }

    /** What a form says, as it was typed. */
    private record Typed(String charged, String sent, String days) {
        static Typed of(Rules rules) {
            return new Typed(rules.charged().text(), rules.sent().text(), "" + rules.days());
        }

        /** Empty where the days are none. */
        Optional<Rules> rules() {
            var ended = End.parse(charged);
            var late = End.parse(sent);
            boolean number = days.matches("[0-9]{1,3}");
            int many = number ? Integer.parseInt(days) : 0;
            if (ended.isEmpty() || late.isEmpty() || many < 1 || many > Rules.MOST_DAYS)
                return Optional.empty();
            return Optional.of(new Rules(ended.get(), late.get(), many));
        }
    }

    Response show(Desk.Seat seat) {
        return page(seat, 200, Typed.of(dunning.rules(seat.shop())), "");
    }

    Response change(Desk.Seat seat) {
        var typed = new Typed(sent(seat, CHARGED), sent(seat, SENT), sent(seat, DAYS).strip());
        var rules = typed.rules();
        if (rules.isEmpty())
            return page(
                    seat, 422, typed, "Type a number of days from 1 to " + Rules.MOST_DAYS + ".");
        dunning.set(seat.shop(), rules.get());
        return look.seeOther(PATH, "This holds from now on");
    }

    private static String sent(Desk.Seat seat, String name) {
        return seat.request().formParam(name).orElse("");
    }

    private Response page(Desk.Seat seat, int status, Typed typed, String wrong) {
        var params = new HashMap<String, Object>();
        params.put("path", PATH);
        params.put("letterhead", LetterheadPages.PATH);
        params.put("seat", seat);
        params.put("waits", waits());
        params.put(
                CHARGED,
                ends(
                        CHARGED,
                        "When the last try has failed",
                        typed.charged(),
                        seat.may(Right.RUN_BILLING)));
        params.put(SENT, ends(SENT, "After that", typed.sent(), seat.may(Right.RUN_BILLING)));
        params.put(DAYS, days(typed, wrong, seat.may(Right.RUN_BILLING)));
        params.put("late", late(seat));
        var body = templates.content("billing.jte", params);
        return desk.page(seat, status, "Billing", "billing", body);
    }

    /** "3, 5 and 7". */
    private static String waits() {
        var days = Dunning.waits().stream().map(String::valueOf).toList();
        return String.join(", ", days.subList(0, days.size() - 1)) + " and " + days.getLast();
    }

    private static Choices ends(String name, String legend, String now, boolean changes) {
        var choices = new ArrayList<Choices.Choice>();
        for (var end : End.values())
            choices.add(new Choices.Choice(end.text(), title(end), detail(end), "", changes));
        return Kit.cards(name, legend, choices, now);
    }

    private static String title(End end) {
        return switch (end) {
            case CANCELED -> "Cancel the subscription";
            case UNPAID -> "Leave it unpaid";
            case PAST_DUE -> "Leave it past due";
        };
    }

    private static String detail(End end) {
        return switch (end) {
            case CANCELED -> "It ends, and nothing is billed any more.";
            case UNPAID ->
                    "Invoices are made as drafts and nobody is charged, until the latest is paid.";
            case PAST_DUE -> "It goes on, and the next invoice is collected as usual.";
        };
    }

    private static Field days(Typed typed, String wrong, boolean changes) {
        var field =
                Kit.field(DAYS, "Days after an invoice was due")
                        .value(typed.days())
                        .error(wrong)
                        .inputmode("numeric")
                        .attr("maxlength", "3")
                        .autocomplete("off");
        return changes ? field : field.attr("readonly", "readonly");
    }

    /** Subscriptions that are not paid at the moment: the newest of each state. */
    private Content late(Desk.Seat seat) {
        var table =
                Kit.table(
                        "Not paid at the moment",
                        DataTable.Column.text("Subscription"),
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Began"));
        for (var state : List.of("past_due", "unpaid"))
            for (var each :
                    api.list(seat, API, Query.of("status", state), Optional.empty(), FEW).all())
                table =
                        table.linkedRow(
                                CustomerPages.PATH + "/" + each.text("customer"),
                                Kit.text(each.id()),
                                Kit.text(each.text("customer")),
                                state(each),
                                Kit.time(each.created(), clock.now()));
        return table.orElse(
                Kit.empty("circle-check", "Every subscription is paid.", Optional.empty()));
    }

    private static Badge state(Thing each) {
        return each.text("status").equals("unpaid")
                ? Kit.badge("Unpaid", Tone.BAD)
                : Kit.badge("Past due", Tone.WARN);
    }
}
