package hawker.checkout;

import gg.jte.Content;
import hawker.accounts.Countries;
import hawker.kernel.Money;
import hawker.look.Choices;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of the checkout page, filled with what was typed and what is wrong with it. */
final class CheckoutForm {

    private final CheckoutSession session;
    private final Bill bill;
    private final String seller;
    private final List<FormProblem> problems;

    CheckoutForm(CheckoutSession session, Bill bill, String seller, List<FormProblem> problems) {
        this.session = session;
        this.bill = bill;
        this.seller = seller;
        this.problems = problems;
    }

    Content contact() {
        return Kit.field("email", "E-mail")
                .type("email")
                .autocomplete("email")
                .value(session.details().email())
                .hint("For the receipt and news of this order.")
                .error(error("email"));
    }

    Content country() {
        var options =
                Countries.all().stream().map(c -> new Field.Option(c.code(), c.name())).toList();
        return Kit.select("country", "Country", options)
                .value(session.details().to().country())
                .autocomplete("shipping country")
                .error(error("country"));
    }

    /** Name and street; nothing if nothing is sent. */
    List<Content> street() {
        if (!isSent()) return List.of();
        var to = session.details().to();
        return List.of(
                Kit.field("name", "Full name")
                        .autocomplete("shipping name")
                        .value(to.name())
                        .error(error("name")),
                Kit.field("line1", "Street and number")
                        .autocomplete("shipping address-line1")
                        .value(to.line1())
                        .error(error("line1")),
                Kit.field("line2", "Apartment, floor")
                        .optional()
                        .autocomplete("shipping address-line2")
                        .value(to.line2()));
    }

    /** City, state and postal code, as the country writes them. */
    List<Content> area() {
        var fields = new ArrayList<Content>();
        if (isSent())
            fields.add(
                    Kit.field("city", Countries.address(session.details().to().country()).city())
                            .autocomplete("shipping address-level2")
                            .value(session.details().to().city())
                            .error(error("city")));
        state().ifPresent(fields::add);
        if (isSent()) postalCode().ifPresent(fields::add);
        return fields;
    }

    /** A choice where taxes need it, a field where only carriers do. */
    private Optional<Content> state() {
        var to = session.details().to();
        var form = Countries.address(to.country());
        if (form.state().isEmpty()) return Optional.empty();
        if (form.regions().isEmpty() && !isSent()) return Optional.empty();
        var options = new ArrayList<Field.Option>();
        options.add(new Field.Option("", "Choose"));
        for (var region : form.regions())
            options.add(new Field.Option(region.code(), region.name()));
        var label = form.state().get();
        var field =
                form.regions().isEmpty()
                        ? Kit.field("state", label)
                        : Kit.select("state", label, options);
        return Optional.of(
                field.value(to.state())
                        .autocomplete("shipping address-level1")
                        .error(error("state")));
    }

    private Optional<Content> postalCode() {
        var to = session.details().to();
        var form = Countries.address(to.country());
        return form.postal()
                .map(label -> {
                    var field =
                            Kit.field("postal_code", label)
                                    .autocomplete("shipping postal-code")
                                    .value(to.postalCode())
                                    .error(error("postal_code"));
                    return form.needsPostalCode() ? field : field.optional();
                });
    }

    /** The ways of delivery as cards. */
    Content ways() {
        if (!bill.needsShipping()) return Kit.nothing();
        if (bill.ways().isEmpty()) return Kit.text(seller + " does not deliver to this country.");
        var choices =
                bill.ways().stream()
                        .map(way ->
                                new Choices.Choice(
                                        way.key(), way.title(), way.detail(), price(way)))
                        .toList();
        var chosen = bill.delivery().map(ShippingRate::key).orElse("");
        return Kit.cards("shipping", "Delivery by " + seller, choices, chosen)
                .error(error("shipping"));
    }

    private String price(ShippingRate way) {
        var price = way.priceFor(bill.totals().items());
        return price.isZero() ? "Free" : price.text();
    }

    /** Goods, delivery, tax, total. */
    Content receipt() {
        var totals = bill.totals();
        var lines = new ArrayList<Kit.BillLine>();
        lines.add(new Kit.BillLine("Subtotal", "", totals.items()));
        bill.delivery()
                .ifPresent(way ->
                        lines.add(new Kit.BillLine("Delivery", way.title(), totals.shipping())));
        if (!totals.tax().isZero()) lines.add(tax(totals.taxIncluded(), totals.tax()));
        return Kit.receipt(lines, "Total", totals.total());
    }

    private Kit.BillLine tax(boolean included, Money tax) {
        var name = included ? "Tax, included" : "Tax";
        return new Kit.BillLine(name, bill.totals().taxLabel(), tax);
    }

    /** Above the form, if more than one thing is wrong. */
    Content summaryOfErrors() {
        if (problems.size() < 2) return Kit.nothing();
        return Kit.errorSummary(
                problems.stream().map(p -> new Link(p.says(), "#f-" + p.field())).toList());
    }

    String cardError() {
        return error("payment_method").orElse("");
    }

    private boolean isSent() {
        return bill.needsShipping();
    }

    private Optional<String> error(String field) {
        return problems.stream()
                .filter(p -> p.field().equals(field))
                .map(FormProblem::says)
                .findFirst();
    }
}
