package hawker.workbench;

import hawker.accounts.Role.Right;
import hawker.desk.Desk;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.paper.Letterhead;
import hawker.paper.Letterheads;
import hawker.web.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the shop is named on its invoices and receipts. */
final class LetterheadPages {

    static final String PATH = BillingPages.PATH + "/letterhead";

    private static final String NAME = "name";
    private static final String LINES = "lines";
    private static final String EMAIL = "email";
    private static final String PHONE = "phone";
    private static final String REGISTERED = "registered";

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Letterheads letterheads;

    LetterheadPages(Desk desk, Look look, Templates templates, Letterheads letterheads) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.letterheads = letterheads;
    }

    /** What a form says, as it was typed. */
    private record Typed(String name, String lines, String email, String phone, String registered) {
        static Typed of(Letterhead said) {
            return new Typed(
                    said.name().orElse(""),
                    String.join("\n", said.lines()),
                    said.email().orElse(""),
                    said.phone().orElse(""),
                    said.registered().orElse(""));
        }

        Letterhead letterhead() {
            return new Letterhead(
                    some(name), lines.lines().toList(), some(email), some(phone), some(registered));
        }

        /** What is too long, by the fields' names. */
        Map<String, String> wrong() {
            var wrong = new HashMap<String, String>();
            Map.of(NAME, name, EMAIL, email, PHONE, phone, REGISTERED, registered)
                    .forEach((field, text) -> {
                        if (text.strip().length() > Letterhead.MOST_SIGNS)
                            wrong.put(field, "At most " + Letterhead.MOST_SIGNS + " signs.");
                    });
            var each = lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
            if (each.size() > Letterhead.MOST_LINES
                    || each.stream().anyMatch(line -> line.length() > Letterhead.MOST_SIGNS))
                wrong.put(
                        LINES,
                        "At most "
                                + Letterhead.MOST_LINES
                                + " lines of at most "
                                + Letterhead.MOST_SIGNS
                                + " signs.");
            return wrong;
        }

        private static Optional<String> some(String text) {
            return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
        }
    }

    Response show(Desk.Seat seat) {
        var said = letterheads.said(seat.shop()).orElse(Letterhead.NONE);
        return page(seat, 200, Typed.of(said), Map.of());
    }

    Response change(Desk.Seat seat) {
        var typed =
                new Typed(
                        sent(seat, NAME),
                        sent(seat, LINES),
                        sent(seat, EMAIL),
                        sent(seat, PHONE),
                        sent(seat, REGISTERED));
        var wrong = typed.wrong();
        if (!wrong.isEmpty()) return page(seat, 422, typed, wrong);
        letterheads.keep(seat.shop(), typed.letterhead());
        return look.seeOther(PATH, "Invoices say so from now on");
    }

    private static String sent(Desk.Seat seat, String name) {
        return seat.request().formParam(name).orElse("");
    }

    private Response page(Desk.Seat seat, int status, Typed typed, Map<String, String> wrong) {
        var params = new HashMap<String, Object>();
        params.put("path", PATH);
        params.put("back", BillingPages.PATH);
        params.put("seat", seat);
        params.put(
                "fields",
                List.of(
                        field(seat, NAME, "Name", typed.name(), "organization")
                                .error(wrong.getOrDefault(NAME, ""))
                                .hint("Empty: the name of your shop."),
                        ended(
                                        seat,
                                        Kit.area(LINES, "Address")
                                                .value(typed.lines())
                                                .attr("rows", "4"))
                                .error(wrong.getOrDefault(LINES, ""))
                                .hint("As on an envelope, with the country."),
                        field(seat, EMAIL, "E-mail", typed.email(), "email")
                                .error(wrong.getOrDefault(EMAIL, "")),
                        field(seat, PHONE, "Phone", typed.phone(), "tel")
                                .error(wrong.getOrDefault(PHONE, "")),
                        field(seat, REGISTERED, "Tax number", typed.registered(), "off")
                                .error(wrong.getOrDefault(REGISTERED, ""))
                                .hint("As the law wants to see it: VAT DE123456789.")));
        var body = templates.content("letterhead.jte", params);
        return desk.page(seat, status, "Letterhead", "billing", body);
    }

    private static Field field(
            Desk.Seat seat, String name, String label, String value, String completes) {
        var field =
                Kit.field(name, label)
                        .value(value)
                        .autocomplete(completes)
                        .attr("maxlength", "" + Letterhead.MOST_SIGNS)
                        .optional();
        return ended(seat, field);
    }

    private static Field ended(Desk.Seat seat, Field field) {
        return seat.may(Right.RUN_BILLING) ? field : field.attr("readonly", "readonly");
    }
}
