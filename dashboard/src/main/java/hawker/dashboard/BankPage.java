package hawker.dashboard;

import gg.jte.Content;
import hawker.accounts.Accounts;
import hawker.accounts.BankDetails;
import hawker.accounts.Countries;
import hawker.accounts.Role.Right;
import hawker.desk.Desk;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.Map;
import java.util.Optional;

/**
 * Where payouts go: the owner says it, with the password, since whoever has stolen a session would
 * come here first. The number is never shown again, but for its last digits.
 */
final class BankPage {

    static final String PATH = "/dashboard/payouts/bank";

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Accounts accounts;

    BankPage(Desk desk, Look look, Templates templates, Accounts accounts) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.accounts = accounts;
    }

    Response show(Desk.Seat seat) {
        if (!owns(seat)) return look.problem(seat.request(), notTheirs());
        var blank = new BankDetails(seat.account().country(), seat.account().name(), "", "");
        return form(seat, 200, blank, Map.of(), Kit.nothing());
    }

    Response change(Desk.Seat seat) {
        if (!owns(seat)) return look.problem(seat.request(), notTheirs());
        var typed =
                new BankDetails(
                        seat.account().country(),
                        seat.request().formParam("holder").orElse(""),
                        seat.request().formParam("routing").orElse(""),
                        seat.request().secretParam("number").orElse(""));
        var wrong = typed.problems();
        if (!wrong.isEmpty()) return form(seat, 422, typed, wrong, Kit.nothing());
        var password = seat.request().secretParam("password").orElse("");
        var person = seat.viewer().person();
        return switch (accounts.changeBankAccount(person, password, seat.account(), typed)) {
            case CHANGED ->
                    look.seeOther(
                            "/dashboard/payouts",
                            "Payouts now go to the account ending in "
                                    + typed.number().substring(typed.number().length() - 4));
            case WRONG_PASSWORD ->
                    form(
                            seat,
                            422,
                            typed,
                            Map.of("password", "This is not your password."),
                            Kit.nothing());
            case TOO_MANY ->
                    form(
                            seat,
                            429,
                            typed,
                            Map.of(),
                            Kit.banner(
                                    Tone.WARN,
                                    "Too many tries",
                                    "Nothing was changed. Wait ten minutes, then try again.",
                                    Optional.empty()));
        };
    }

    private Response form(
            Desk.Seat seat,
            int status,
            BankDetails typed,
            Map<String, String> wrong,
            Content notice) {
        var form = BankDetails.form(typed.country());
        var now = accounts.bankAccount(seat.account().id());
        var body =
                templates.content(
                        "bank.jte",
                        Map.of(
                                "title",
                                        now.isEmpty()
                                                ? "Add a bank account"
                                                : "Change the bank account",
                                "notice", notice,
                                "country", Countries.name(typed.country()),
                                "holder", holder(typed).error(of(wrong, "holder")),
                                "routing",
                                        routing(form, typed)
                                                .map(f -> f.error(of(wrong, "routing"))),
                                "number", number(form, typed).error(of(wrong, "number")),
                                "password", password().error(of(wrong, "password")),
                                "waits", seat.shop().livemode(),
                                "seat", seat));
        return desk.page(seat, status, "Bank account", "payouts", body);
    }

    private static String of(Map<String, String> wrong, String field) {
        return wrong.getOrDefault(field, "");
    }

    private static Field holder(BankDetails typed) {
        return Kit.field("holder", "Name on the account")
                .value(typed.holder())
                .autocomplete("name")
                .attr("maxlength", "100");
    }

    private static Optional<Field> routing(BankDetails.Form form, BankDetails typed) {
        return Optional.of(form.routingName())
                .filter(name -> !name.isEmpty())
                .map(name ->
                        Kit.field("routing", name)
                                .value(typed.routing())
                                .autocomplete("off")
                                .attr("maxlength", "20"));
    }

    private static Field number(BankDetails.Form form, BankDetails typed) {
        return Kit.field("number", form.numberName())
                .value(typed.number())
                .autocomplete("off")
                .attr("maxlength", "42");
    }

    private static Field password() {
        return Kit.field("password", "Your password")
                .type("password")
                .hint("Asked for again, because this decides where your money goes.")
                .autocomplete("current-password");
    }

    private static boolean owns(Desk.Seat seat) {
        return seat.may(Right.CHANGE_BANK);
    }

    private static Problem notTheirs() {
        return new Problem(
                403,
                "The bank account is the owner's to change",
                "Ask the owner of the shop to do it.",
                Optional.of(new Link("To the payouts", "/dashboard/payouts")));
    }
}
