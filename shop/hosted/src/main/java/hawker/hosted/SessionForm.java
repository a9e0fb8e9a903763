package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.Content;
import hawker.customers.TaxId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of the page's form: what is bought, what the buyer is asked for, what was wrong.
 *
 * @param problems why the last press was refused
 */
record SessionForm(Visits visits, Session session, String seller, List<Typed.Problem> problems) {

    SessionForm {
        problems = List.copyOf(problems);
    }

    Content summary() {
        return problems.isEmpty()
                ? Kit.nothing()
                : Kit.errorSummary(
                        problems.stream().map(p -> new Link(p.says(), "#f-" + p.field())).toList());
    }

    Optional<String> error(String field) {
        return problems.stream()
                .filter(p -> p.field().equals(field))
                .map(Typed.Problem::says)
                .findFirst();
    }

    /** What is bought, with the quantity to change where the seller allows it. */
    List<Content> lines() {
        var lines = new ArrayList<Content>();
        for (var item : visits.items(session)) {
            if (!(item.path("adjustable_quantity") instanceof ObjectNode bounds)) continue;
            lines.add(
                    Kit.quantity(
                            "quantity_" + item.path("id").asText(),
                            "Quantity of " + item.path("description").asText(),
                            item.path("quantity").asInt(),
                            bounds.path("minimum").asInt(),
                            bounds.path("maximum").asInt()));
        }
        return lines;
    }

    /** What it comes to; nothing where nothing is paid. */
    Content receipt() {
        if (session.isSetup()) return Kit.nothing();
        var currency = Currency.of(session.body().path("currency").asText());
        var bill = new ArrayList<Kit.BillLine>();
        for (var item : visits.items(session))
            bill.add(
                    new Kit.BillLine(
                            item.path("description").asText(),
                            "× " + item.path("quantity").asText() + every(item),
                            Money.of(item.path("amount_subtotal").asLong(), currency)));
        var details = session.body().path("total_details");
        add(bill, "Discount", Money.of(-details.path("amount_discount").asLong(), currency));
        if (session.body().path("shipping_cost").isObject())
            bill.add(
                    new Kit.BillLine(
                            "Delivery",
                            "",
                            Money.of(details.path("amount_shipping").asLong(), currency)));
        long exclusive =
                session.total().minor()
                        - session.body().path("amount_subtotal").asLong()
                        + details.path("amount_discount").asLong()
                        - details.path("amount_shipping").asLong();
        add(bill, "Tax", Money.of(exclusive, currency));
        var total = session.isSubscription() ? "Total due today" : "Total";
        return Kit.receipt(bill, total, session.total());
    }

    /** ", $10.00 per month" of a price that recurs. */
    private String every(ObjectNode item) {
        for (var line : session.detail().path("lines"))
            if (line.path("id").equals(item.path("id")) && line.path("recurs").asBoolean())
                return Agreement.price(session, line);
        return "";
    }

    static void add(List<Kit.BillLine> bill, String label, Money amount) {
        if (!amount.isZero()) bill.add(new Kit.BillLine(label, "", amount));
    }

    List<Content> code() {
        if (!session.body().path("allow_promotion_codes").asBoolean()) return List.of();
        if (!session.detail().path("rebates").isEmpty())
            return List.of(
                    Kit.button("Take the code off")
                            .attr("name", "remove_code")
                            .attr("value", "yes"));
        return List.of(
                Kit.field("promotion_code", "Promotion code")
                        .optional()
                        .error(error("promotion_code")),
                Kit.button("Apply"));
    }

    List<Content> contact() {
        var parts = new ArrayList<Content>();
        var typed = Typed.of(session);
        parts.add(
                Kit.field("email", "Email")
                        .type("email")
                        .value(typed.email())
                        .autocomplete("email")
                        .error(error("email")));
        if (Questions.wantsPhone(session))
            parts.add(text("phone", "Phone number", typed.phone(), "tel").type("tel"));
        if (Typed.wantsHome(session)) home(parts, typed.home());
        if (TaxNumber.isAsked(session)) tax(parts, typed.tax());
        return parts;
    }

    /** The tax number, which only businesses have. */
    private void tax(List<Content> parts, TaxNumber tax) {
        var kinds = new ArrayList<Field.Option>();
        for (var kind : TaxId.kinds())
            kinds.add(new Field.Option(kind, kind.toUpperCase(Locale.ROOT).replace('_', ' ')));
        kinds.addFirst(new Field.Option("", "None"));
        var kind = Kit.select(TaxNumber.TYPE, "Kind of tax number", kinds).value(tax.type());
        var number = text(TaxNumber.VALUE, "Tax number", tax.value(), "off");
        var name = text(TaxNumber.BUSINESS, "Business name", tax.business(), "organization");
        boolean needed = TaxNumber.isNeeded(session);
        for (var part : List.of(name, kind, number)) parts.add(needed ? part : part.optional());
    }

    /** The billing address. */
    private void home(List<Content> parts, Typed.Home home) {
        var countries = new ArrayList<Field.Option>();
        countries.add(new Field.Option("", "Choose"));
        for (var country : Locale.getISOCountries())
            countries.add(
                    new Field.Option(country, Locale.of("", country).getDisplayCountry(Locale.US)));
        countries.sort(Comparator.comparing(Field.Option::label));
        var p = Typed.Home.PREFIX;
        parts.add(text(p + "name", "Name on the bill", home.name(), "billing name"));
        parts.add(
                Kit.select(p + "country", "Billing country", countries)
                        .value(home.country())
                        .error(error(p + "country")));
        parts.add(text(p + "line1", "Billing street", home.line1(), "billing address-line1"));
        parts.add(
                text(p + "line2", "Flat, floor", home.line2(), "billing address-line2").optional());
        parts.add(text(p + "city", "Billing city", home.city(), "billing address-level2"));
        parts.add(text(p + "state", "State", home.state(), "billing address-level1").optional());
        parts.add(
                text(p + "postal_code", "Postal code", home.postalCode(), "billing postal-code")
                        .optional());
    }

    /** The seller's own questions. */
    List<Content> questions() {
        var parts = new ArrayList<Content>();
        var answers = Typed.of(session).custom();
        for (var field : session.body().path("custom_fields")) {
            var name = Questions.name(field);
            var label = field.path("label").path("custom").asText();
            var answer = answers.getOrDefault(field.path("key").asText(), "");
            var shown =
                    field.path("type").asText().equals("dropdown")
                            ? Kit.select(name, label, options(field))
                            : Kit.field(name, label);
            var part = shown.value(answer).error(error(name));
            parts.add(field.path("optional").asBoolean() ? part.optional() : part);
        }
        return parts;
    }

    private static List<Field.Option> options(JsonNode field) {
        var options = new ArrayList<Field.Option>();
        options.add(new Field.Option("", "Choose"));
        for (var option : field.path("dropdown").path("options"))
            options.add(
                    new Field.Option(option.path("value").asText(), option.path("label").asText()));
        return options;
    }

    List<Content> delivery() {
        var parts = new ArrayList<Content>();
        var typed = Typed.of(session);
        if (session.body().path("shipping_address_collection").isObject()) {
            var countries =
                    Typed.countries(session).stream()
                            .map(c ->
                                    new Field.Option(
                                            c, Locale.of("", c).getDisplayCountry(Locale.US)))
                            .toList();
            parts.add(text("name", "Full name", typed.name(), "shipping name"));
            parts.add(
                    Kit.select("country", "Country", countries)
                            .value(typed.country())
                            .error(error("country")));
            parts.add(text("line1", "Street", typed.line1(), "shipping address-line1"));
            parts.add(
                    text("line2", "Flat, floor", typed.line2(), "shipping address-line2")
                            .optional());
            parts.add(text("city", "City", typed.city(), "shipping address-level2"));
            parts.add(text("state", "State", typed.state(), "shipping address-level1").optional());
            parts.add(
                    text("postal_code", "Postal code", typed.postalCode(), "shipping postal-code")
                            .optional());
        }
        var ways = visits.ways(session);
        if (!ways.isEmpty())
            parts.add(
                    Kit.cards(
                            "shipping",
                            "Delivery",
                            ways,
                            session.detail().path("shipping_choice").asText()));
        return parts;
    }

    Field text(String name, String label, String value, String fill) {
        return Kit.field(name, label).value(value).autocomplete(fill).error(error(name));
    }

    /** What is paid later, and what the button means. */
    List<Content> agreement(Instant now) {
        if (!session.isSubscription()) return List.of();
        return List.of(
                Kit.text(Agreement.course(session, now)),
                Kit.text(Agreement.consent(session, seller)));
    }

    List<Content> terms() {
        if (!Typed.wantsTerms(session)) return List.of();
        var parts = new ArrayList<Content>();
        error("terms")
                .ifPresent(
                        says -> parts.add(Kit.banner(Tone.BAD, "Terms", says, Optional.empty())));
        parts.add(
                Kit.checkbox(
                        "terms",
                        "I agree to the terms of service of " + seller,
                        Typed.of(session).terms()));
        return parts;
    }
}
