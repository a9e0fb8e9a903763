package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draft invoices: made, filled with what waits for the customer, and added up after each change, so
 * that a draft always shows what it would come to.
 */
final class Drafting {

    /** How long a draft that goes on by itself waits for the seller (docs: about an hour). */
    static final Duration WAITS = Duration.ofHours(1);

    private final Accounts accounts;
    private final Documents documents;
    private final DocumentsSql sql;
    private final Buyers buyers;
    private final Prices prices;
    private final Discounting discounting;

    Drafting(
            Accounts accounts,
            Documents documents,
            DocumentsSql sql,
            Buyers buyers,
            Prices prices,
            Discounting discounting) {
        this.accounts = accounts;
        this.documents = documents;
        this.sql = sql;
        this.buyers = buyers;
        this.prices = prices;
        this.discounting = discounting;
    }

    /** A draft that is not written yet. */
    Document blank(Tx tx, Customer customer, Currency currency, Instant now) {
        var account = customer.account();
        var id = documents.newId(account, Kind.INVOICE);
        var body =
                InvoiceFields.blank(
                        id,
                        accounts.find(account).orElseThrow(),
                        buyers.shown(tx, customer),
                        currency,
                        now);
        body.put("id", id);
        buyers.numbers(body, customer);
        return new Document(account, Kind.INVOICE, id, 0, now, false, body, Json.object());
    }

    /** Puts the customer's waiting items of the draft's currency on it. */
    void takePending(Tx tx, Document draft) {
        var customer = draft.customer().orElseThrow();
        for (var item : sql.pending(tx, draft.account(), customer, draft.currency().code()))
            if (goes(draft, item)) put(tx, draft, item);
    }

    /** What waits for such a draft comes to, in minor units. */
    long waiting(Tx tx, Document draft) {
        var customer = draft.customer().orElseThrow();
        long sum = 0;
        for (var item : sql.pending(tx, draft.account(), customer, draft.currency().code()))
            if (goes(draft, item)) sum += item.body().path("amount").asLong();
        return sum;
    }

    /** Puts an item on a draft, where it must go: a subscription's onto that subscription's. */
    void take(Tx tx, Document draft, Document item, String param) {
        if (!goes(draft, item))
            throw ApiError.parameterInvalid(
                    param, "The invoice item is for the invoices of another subscription.");
        put(tx, draft, item);
    }

    private static boolean goes(Document draft, Document item) {
        var owner =
                JsonFields.text(
                        item.body().path("parent").path("subscription_details"), "subscription");
        return owner.isEmpty() || owner.equals(draft.parent());
    }

    private void put(Tx tx, Document draft, Document item) {
        var body = item.body().deepCopy();
        body.put("invoice", draft.id());
        documents.change(tx, item, body, item.detail());
        attach(draft, body, item.detail());
    }

    /** The line of an item. */
    void attach(Document draft, ObjectNode item, ObjectNode detail) {
        var line = line(draft, item);
        var rates = JsonFields.objects(item.path("tax_rates")).stream();
        Lines.add(
                draft.body(),
                draft.detail(),
                line,
                detail.path("product").asText(""),
                rates.map(rate -> rate.path("id").asText()).toList());
        if (detail.path(Lines.GIVEN).isObject())
            JsonFields.object(JsonFields.object(draft.detail(), "lines"), line.path("id").asText())
                    .set(Lines.GIVEN, detail.path(Lines.GIVEN).deepCopy());
    }

    /** Writes the line of an item anew, in its place. */
    void reattach(Document draft, ObjectNode item, ObjectNode detail) {
        var lines = JsonFields.array(JsonFields.object(draft.body(), "lines"), "data");
        for (int i = 0; i < lines.size(); i++) {
            var old = lines.get(i);
            var of = old.path("parent").path("invoice_item_details").path("invoice_item");
            if (!of.equals(item.path("id"))) continue;
            attach(draft, item, detail);
            var id = old.path("id").asText();
            var line = (ObjectNode) lines.remove(lines.size() - 1);
            var kept = JsonFields.object(draft.detail(), "lines");
            var before = kept.path(id).deepCopy();
            kept.set(id, kept.remove(line.path("id").asText()));
            LineTaxes.carry(before, draft, id);
            lines.set(i, line.put("id", id));
            return;
        }
    }

    /** Takes a line off a draft. */
    static void drop(Document draft, String id) {
        var lines = JsonFields.array(JsonFields.object(draft.body(), "lines"), "data");
        for (int i = lines.size() - 1; i >= 0; i--)
            if (lines.get(i).path("id").asText().equals(id)) lines.remove(i);
        JsonFields.object(draft.detail(), "lines").remove(id);
    }

    private ObjectNode line(Document draft, ObjectNode item) {
        var line = Json.object();
        line.put("id", documents.newId(draft.account(), "il"));
        line.put("object", "line_item");
        for (var name : new String[] {"amount", "currency", "description"})
            line.set(name, item.path(name));
        line.putArray("discount_amounts");
        line.set("discountable", item.path("discountable"));
        line.set("discounts", item.path("discounts").deepCopy());
        line.put("invoice", draft.id());
        line.put("livemode", draft.account().livemode());
        line.set("metadata", item.path("metadata").deepCopy());
        Lines.ofItem(line, item);
        line.set("period", item.path("period").deepCopy());
        line.putArray("pretax_credit_amounts");
        line.set("pricing", item.path("pricing").deepCopy());
        line.set("quantity", item.path("quantity"));
        line.set("quantity_decimal", item.path("quantity_decimal"));
        Json.put(line, "subscription", draft.parent());
        line.set("subtotal", item.path("amount"));
        line.putArray("taxes");
        return line;
    }

    /**
     * Adds up: lines, discounts, taxes, and what the customer's balance makes of it. Of a draft the
     * balance is only shown; it is used when the invoice is finalized.
     */
    void addUp(Tx tx, Document draft, Customer customer) {
        var body = draft.body();
        var usual = JsonFields.objects(body.path("default_tax_rates")).stream();
        var usualRates = usual.map(rate -> rate.path("id").asText()).toList();
        var parts = new ArrayList<Totals.Part>();
        for (var line : Lines.of(body)) {
            var kept = draft.detail().path("lines").path(line.path("id").asText());
            var own = JsonFields.texts(kept.path("rates"));
            var rates = prices.rates(tx, draft.account(), own.isEmpty() ? usualRates : own);
            var told = LineTaxes.of(tx, prices, draft, kept);
            var product = kept.path("product").asText();
            var discounts = discounting.own(tx, draft, line);
            parts.add(new Totals.Part(line, product, rates, told, Lines.given(kept), discounts));
        }
        LineTaxes.check(parts);
        var shipping = ShippingCost.part(body, prices.rates(tx, draft.account(), usualRates));
        Totals.addUp(body, parts, discounting.running(tx, draft, customer), shipping);
        shipping.ifPresent(part ->
                ShippingCost.taxed(body, part, JsonFields.objects(body.path("default_tax_rates"))));
        issuer(draft);
        balance(body, customer);
    }

    /** An invoice bears the name of who issues it. */
    private void issuer(Document draft) {
        var account = draft.account();
        var issuer =
                AccountId.parse(draft.body().path("issuer").path("account").asText(""))
                        .map(id -> id.inMode(account.livemode()))
                        .orElse(account);
        accounts.find(issuer)
                .ifPresent(a -> {
                    draft.body().put("account_name", a.name());
                    draft.body().put("account_country", a.country());
                });
    }

    private static void balance(ObjectNode body, Customer customer) {
        long total = body.path("total").asLong();
        boolean same =
                customer.standing()
                        .currency()
                        .map(c -> c.code().equals(body.path("currency").asText()))
                        .orElse(false);
        long start = same ? customer.standing().balance() : 0;
        long due = Math.max(0, Math.addExact(total, start));
        body.put("starting_balance", start);
        body.put("amount_due", due);
        body.put("amount_remaining", due);
    }

    /** Writes the discounts of a draft, if parameters say something of them. */
    void discounts(Tx tx, Document draft, Customer customer, Params params) {
        if (params.isUnset("discounts")) draft.body().putArray("discounts");
        if (!params.has("discounts")) return;
        var owner =
                new Discounting.Owner(
                        draft.account(), customer, "invoice", draft.id(), draft.money("subtotal"));
        var made = discounting.make(tx, owner, params, draft.currency());
        made.forEach(draft.body().putArray("discounts")::add);
    }

    /** Notes that a final invoice used its discounts. */
    void used(Tx tx, Document open, Cause cause) {
        discounting.used(tx, open, cause);
    }

    /** Writes a new draft, and tells of it; empty if its period has been invoiced already. */
    Optional<Document> put(Tx tx, Document draft, Cause cause) {
        var made =
                documents.putOnce(
                        tx,
                        draft.account(),
                        Kind.INVOICE,
                        draft.id(),
                        draft.created(),
                        draft.body(),
                        draft.detail());
        made.ifPresent(document -> documents.tell(tx, document, cause, "invoice.created"));
        return made;
    }

    /** When a draft goes on by itself, if it does. */
    static void plan(Document draft, Instant now) {
        if (!draft.body().path("auto_advance").asBoolean()) {
            draft.body().putNull("automatically_finalizes_at");
            draft.detail().remove("due");
            return;
        }
        long at = Json.seconds(now.plus(WAITS));
        if (draft.body().path("automatically_finalizes_at").isNumber())
            at = draft.body().path("automatically_finalizes_at").asLong();
        draft.body().put("automatically_finalizes_at", at);
        draft.detail().put("due", at);
    }

    /** Lets go of the items of a draft that is thrown away: they wait again. */
    void letGo(Tx tx, Document draft) {
        for (var item : sql.ofParent(tx, draft.account(), Kind.INVOICE_ITEM, draft.id())) {
            var body = item.body().deepCopy();
            body.putNull("invoice");
            documents.change(tx, item, body, item.detail());
        }
    }

    /** Writes what a customer is now into their drafts, the newest hundred. */
    void follow(Tx tx, AccountId account, String id) {
        var customer = buyers.living(tx, account, id);
        if (customer.isEmpty()) return;
        var shown = buyers.shown(tx, customer.get());
        var wanted =
                new DocumentsSql.Wanted(
                        Json.object().put("customer", id), List.of("draft"), Optional.empty());
        var page = PageRequest.first(100);
        for (var draft : sql.list(tx, account, Kind.INVOICE, wanted, page, Optional.empty())) {
            var held = documents.held(tx, account, Kind.INVOICE, draft.id());
            var body = held.body().deepCopy();
            buyers.numbers(body, customer.get());
            Buyers.describe(body, shown);
            var after = documents.change(tx, held, body, held.detail());
            documents.changed(tx, held, after, Cause.NONE, "invoice.updated");
        }
    }

    List<Document> items(Tx tx, Document draft) {
        return sql.ofParent(tx, draft.account(), Kind.INVOICE_ITEM, draft.id());
    }
}
