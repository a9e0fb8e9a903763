package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.Content;
import hawker.accounts.Countries;
import hawker.customers.TaxId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Button;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Templates;
import hawker.pricing.Price;
import hawker.vault.PaymentMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of the page's form: what is bought, what the buyer is asked for, what was wrong.
 *
 * @param problems why the last press was refused
 */
record SessionForm(
        Visits visits,
        Templates templates,
        Session session,
        String seller,
        List<Typed.Problem> problems) {

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
        for (var item : visits.items(session))
            if (item.path("adjustable_quantity") instanceof ObjectNode bounds)
                lines.add(
                        Kit.quantity(
                                "quantity_" + item.path("id").asText(),
                                "Quantity of " + item.path("description").asText(),
                                item.path("quantity").asInt(),
                                Math.max(1, bounds.path("minimum").asInt()),
                                bounds.path("maximum").asInt()));
        return lines;
    }

    /** What the buyer has added and may take off, and what else there is to add. */
    List<Offer> offers() {
        if (session.isSetup()) return List.of();
        var offers = new ArrayList<Offer>();
        for (var item : visits.items(session))
            if (OptionalItems.isOptional(session.detail(), item.path("id").asText()))
                offers.add(offer(item, "Remove", OptionalItems.REMOVE));
        for (var item : visits.offers(session)) offers.add(offer(item, "Add", OptionalItems.ADD));
        return offers;
    }

    /**
     * @param detail what it costs
     */
    record Offer(String name, String detail, Button button) {}

    private Offer offer(ObjectNode item, String verb, String button) {
        var name = item.path("description").asText();
        var currency = Currency.of(item.path("currency").asText());
        var amount = Money.of(item.path("amount_subtotal").asLong(), currency);
        var recurring = item.path("price").path("recurring");
        long quantity = item.path("quantity").asLong();
        return new Offer(
                name,
                amount.text()
                        + (recurring.isObject() ? " " + Agreement.every(recurring) : "")
                        + (quantity == 1 ? "" : " for " + quantity),
                keeping(Kit.button(verb))
                        .sends(button, item.path("id").asText())
                        .attr("id", "offer-" + item.path("id").asText())
                        .attr("aria-label", verb + " " + name));
    }

    /** What is typed is kept, and nothing is paid. */
    Button keeping(Button button) {
        return button.attr("formaction", session.path())
                .attr("formnovalidate", "formnovalidate")
                .attr("hx-post", session.path())
                .attr("hx-swap", "none");
    }

    /** What it comes to; nothing where nothing is paid. */
    Content receipt() {
        if (session.isSetup()) return Kit.nothing();
        var currency = Currency.of(session.body().path("currency").asText());
        var bill = new ArrayList<Kit.BillLine>();
        var wares = visits.wares(session);
        for (var item : visits.items(session)) {
            var ware = Optional.ofNullable(wares.get(item.path("id").asText()));
            bill.add(
                    new Kit.BillLine(
                            item.path("description").asText(),
                            detail(item, currency),
                            Money.of(item.path("amount_subtotal").asLong(), currency),
                            ware.map(Lines.Ware::about).orElse(""),
                            ware.flatMap(Lines.Ware::picture).orElse("")));
        }
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

    /** "× 2", "× 2, $10.00 per month", "$0.10 each, billed per month". */
    private String detail(ObjectNode item, Currency currency) {
        var quantity = "× " + item.path("quantity").asText();
        for (var line : session.detail().path("lines"))
            if (line.path("id").equals(item.path("id")) && line.path("recurs").asBoolean())
                return Metered.is(line)
                        ? Metered.says(line, Price.of(line.path(Lines.AGREED)), currency)
                        : quantity + Agreement.price(session, line);
        return quantity;
    }

    static void add(List<Kit.BillLine> bill, String label, Money amount) {
        if (!amount.isZero()) bill.add(new Kit.BillLine(label, "", amount));
    }

    /** The currencies to choose from, each with what it comes to; only where there is a choice. */
    List<Content> currencies() {
        var options = new ArrayList<Field.Option>();
        visits.totals(session)
                .forEach((currency, total) ->
                        options.add(
                                new Field.Option(
                                        currency.code(), currency.upper() + ", " + total.text())));
        if (options.isEmpty()) return List.of();
        return List.of(
                Kit.select("currency", "Currency", options)
                        .value(session.total().currency().code())
                        .error(error("currency")));
    }

    List<Content> code() {
        if (!session.body().path("allow_promotion_codes").asBoolean()) return List.of();
        if (!session.detail().path("rebates").isEmpty())
            return List.of(keeping(Kit.button("Take the code off")).sends("remove_code", "yes"));
        return List.of(
                Kit.field("promotion_code", "Promotion code")
                        .optional()
                        .error(error("promotion_code")),
                keeping(Kit.button("Apply")));
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
        names(parts, typed);
        if (TaxNumber.isAsked(session)) tax(parts, typed.tax());
        return parts;
    }

    /** {@code name_collection}; the name of a business with a tax number stands at that. */
    private void names(List<Content> parts, Typed typed) {
        if (NameCollection.asksIndividual(session)) {
            var part = text(NameCollection.FIELD, "Full name", typed.individual(), "name");
            parts.add(NameCollection.needsIndividual(session) ? part : part.optional());
        }
        if (NameCollection.asksBusiness(session) && !TaxNumber.isAsked(session)) {
            var name = typed.tax().business();
            var part = text(TaxNumber.BUSINESS, "Business name", name, "organization");
            parts.add(NameCollection.needsBusiness(session) ? part : part.optional());
        }
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
        parts.add(needed || NameCollection.needsBusiness(session) ? name : name.optional());
        for (var part : List.of(kind, number)) parts.add(needed ? part : part.optional());
    }

    /**
     * An address as its country writes it.
     *
     * @param street its fields down to the street
     * @param area city, state and postal code, side by side
     */
    record Place(List<Content> street, List<Content> area) {

        Place {
            street = List.copyOf(street);
            area = List.copyOf(area);
        }
    }

    /** The billing address, if the seller wants it. */
    Optional<Place> home() {
        if (!Typed.wantsHome(session)) return Optional.empty();
        var countries = new ArrayList<Field.Option>();
        countries.add(new Field.Option("", "Choose"));
        for (var country : Countries.all())
            countries.add(new Field.Option(country.code(), country.name()));
        var typed = Typed.of(session);
        var at = typed.home();
        var place = place(Typed.Home.PREFIX, "Name on the bill", "billing", at, countries);
        if (Typed.countries(session).isEmpty()) return Optional.of(place);
        boolean same = typed.billsDelivery(session);
        var street =
                new ArrayList<Content>(
                        List.of(
                                Kit.hidden(Typed.BILL_ASKED, "yes"),
                                Kit.checkbox(Typed.BILL_SAME, "The same as for delivery", same)));
        if (same) return Optional.of(new Place(street, List.of()));
        street.addAll(place.street());
        return Optional.of(new Place(street, place.area()));
    }

    private Place place(
            String prefix,
            String nameLabel,
            String fill,
            Typed.Home at,
            List<Field.Option> countries) {
        var street =
                List.<Content>of(
                        text(prefix + "name", nameLabel, at.name(), fill + " name"),
                        Kit.select(prefix + "country", "Country", countries)
                                .value(at.country())
                                .autocomplete(fill + " country")
                                .error(error(prefix + "country")),
                        text(prefix + "line1", "Street", at.line1(), fill + " address-line1"),
                        text(
                                        prefix + "line2",
                                        "Apartment, floor",
                                        at.line2(),
                                        fill + " address-line2")
                                .optional());
        var form = Countries.address(at.country());
        var area = new ArrayList<Content>();
        area.add(text(prefix + "city", form.city(), at.city(), fill + " address-level2"));
        form.state().ifPresent(label -> area.add(state(prefix + "state", label, fill, at, form)));
        form.postal()
                .map(label ->
                        text(prefix + "postal_code", label, at.postalCode(), fill + " postal-code"))
                .ifPresent(field -> area.add(form.needsPostalCode() ? field : field.optional()));
        return new Place(street, area);
    }

    private Field state(
            String name, String label, String fill, Typed.Home at, Countries.AddressForm form) {
        var field =
                form.regions().isEmpty()
                        ? Kit.field(name, label)
                        : Kit.select(name, label, states(form));
        var level = fill + " address-level1";
        return field.value(at.state()).autocomplete(level).error(error(name));
    }

    private static List<Field.Option> states(Countries.AddressForm form) {
        var options = new ArrayList<Field.Option>();
        options.add(new Field.Option("", "Choose"));
        for (var region : form.regions())
            options.add(new Field.Option(region.code(), region.name()));
        return options;
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

    /**
     * The cards that are there already.
     *
     * @param chosen empty: another one
     */
    List<Content> cards(Optional<PaymentMethod> chosen) {
        var offered = visits.cards(session);
        return SavedCards.shown(session, offered, chosen, templates, this::keeping);
    }

    /** The box by which the buyer finds the card again next time. */
    List<Content> keep() {
        if (session.isSetup() || !SavedCards.asksToKeep(session)) return List.of();
        var label = "Save this card with " + seller + " for next time";
        return List.of(Kit.checkbox(SavedCards.KEEP, label, Typed.of(session).keep()));
    }

    /** Where it is sent, if anywhere. */
    Optional<Place> delivery() {
        if (!session.body().path("shipping_address_collection").isObject()) return Optional.empty();
        var countries =
                Typed.countries(session).stream()
                        .map(code -> new Field.Option(code, Countries.name(code)))
                        .toList();
        var at = Typed.of(session).place(session);
        return Optional.of(place("", "Full name", "shipping", at, countries));
    }

    /** What the seller says of the address, and the ways of delivery to choose from. */
    List<Content> ways() {
        var parts = new ArrayList<Content>();
        if (session.body().path("shipping_address_collection").isObject())
            for (var words : wording().said(CustomText.SHIPPING))
                parts.add(templates.content("note.jte", Map.of("words", words)));
        var ways = visits.ways(session);
        var chosen = session.detail().path("shipping_choice").asText();
        if (!ways.isEmpty()) parts.add(Kit.cards("shipping", "Way of delivery", ways, chosen));
        return parts;
    }

    Field text(String name, String label, String value, String fill) {
        return Kit.field(name, label).value(value).autocomplete(fill).error(error(name));
    }

    /** What the page says besides its fields. */
    Wording wording() {
        return new Wording(templates, session, seller);
    }
}
