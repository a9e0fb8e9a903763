package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.Optional;

/**
 * Revisions of final invoices: a draft with all that the original has, which is void as soon as the
 * revision is final. Until then the original stands, and may be paid; then the revision cannot be
 * made final any more. Invoices of subscriptions are not revised: what they bill is changed by the
 * subscription.
 */
final class Revising {

    private static final String FROM = "from_invoice";

    static final Param PARAM =
            Param.hash(
                    FROM,
                    Param.oneOf("action", "revision").required(),
                    Param.id("invoice").required());

    private static final String[] COPIED = {
        "account_tax_ids",
        "auto_advance",
        "collection_method",
        "custom_fields",
        "default_payment_method",
        "default_tax_rates",
        "description",
        "discounts",
        "due_date",
        "footer",
        "issuer",
        "metadata",
        "on_behalf_of",
        "payment_settings",
        "rendering",
        "shipping_cost",
        "amount_shipping",
        "shipping_details",
        "statement_descriptor"
    };

    private final Documents documents;
    private final Buyers buyers;
    private final Drafting drafting;
    private final Ending ending;

    Revising(Documents documents, Buyers buyers, Drafting drafting, Ending ending) {
        this.documents = documents;
        this.buyers = buyers;
        this.drafting = drafting;
        this.ending = ending;
    }

    /** The invoice that a request wants to revise; {@code params} has {@code from_invoice}. */
    Document original(Tx tx, AccountId account, Params params) {
        var asked = params.hash(FROM).orElseThrow();
        var id = asked.requiredText("invoice");
        var original =
                documents
                        .find(tx, account, Kind.INVOICE, id)
                        .orElseThrow(() ->
                                ApiError.missingReference("invoice", id, asked.nameOf("invoice")));
        checkRevisable(original, asked.nameOf("invoice"));
        for (var name : new String[] {"subscription", "pending_invoice_items_behavior"})
            if (params.has(name)) throw ApiError.parametersExclusive(name, FROM);
        var other =
                params.text("customer").filter(c -> !original.customer().equals(Optional.of(c)));
        if (other.isPresent())
            throw ApiError.parameterInvalid("customer", "The invoice is another customer's.");
        if (params.currency("currency").filter(c -> !c.equals(original.currency())).isPresent())
            throw ApiError.parameterInvalid(
                    "currency", "A revision has the currency of its original.");
        return original;
    }

    private static void checkRevisable(Document original, String param) {
        boolean unpaid = original.is("open") || original.is("uncollectible");
        if (!unpaid || original.body().path("amount_paid").asLong() > 0)
            throw ApiError.parameterInvalid(
                    param,
                    "Only open or uncollectible invoices of which nothing is paid can be revised."
                            + " The status of this one is "
                            + original.state()
                            + ".");
        if (original.parent().isPresent())
            throw ApiError.parameterInvalid(
                    param,
                    "Invoices of subscriptions cannot be revised: update the subscription instead.");
    }

    /** Writes all that the original has into a blank draft; its items are the draft's own. */
    void copy(Tx tx, Document draft, Document original, Cause cause) {
        var body = draft.body();
        for (var name : COPIED) body.set(name, original.body().path(name).deepCopy());
        body.putObject(FROM).put("action", "revision").put("invoice", original.id());
        for (var name : new String[] {"own_discounts", Paying.SHARES}) {
            JsonNode kept = original.detail().path(name);
            if (!kept.isMissingNode()) draft.detail().set(name, kept.deepCopy());
        }
        draft.detail().put("own_discounts", true);
        for (var line : Lines.of(original.body())) {
            var of = line.path("parent").path("invoice_item_details").path("invoice_item");
            drafting.take(tx, draft, copied(tx, original, of.asText(), cause), FROM);
            var made = Lines.of(body).getLast().path("id").asText();
            var told = original.detail().path("lines").path(line.path("id").asText());
            LineTaxes.carry(told, draft, made);
        }
    }

    private Document copied(Tx tx, Document original, String item, Cause cause) {
        var account = original.account();
        var old = documents.find(tx, account, Kind.INVOICE_ITEM, item).orElseThrow();
        var id = documents.newId(account, Kind.INVOICE_ITEM);
        var body = old.body().deepCopy().putNull("invoice");
        var now = documents.now(tx, original);
        body.put("date", Json.seconds(now));
        var detail = old.detail().deepCopy();
        var made = documents.put(tx, account, Kind.INVOICE_ITEM, id, now, body, detail);
        documents.tell(tx, made, cause, "invoiceitem.created");
        return made;
    }

    /**
     * Voids the original of a revision that becomes final, so that what it took of the customer's
     * balance can be used again.
     *
     * @return the customer as they are then
     */
    Customer replaced(Tx tx, Document draft, Customer customer, Cause cause) {
        var from = draft.body().path(FROM);
        if (!from.isObject()) return customer;
        var original =
                documents.held(tx, draft.account(), Kind.INVOICE, from.path("invoice").asText());
        checkRevisable(original, "id");
        var voided = ending.voided(tx, original, customer, cause);
        var body = voided.body().deepCopy().put("latest_revision", draft.id());
        var after = documents.change(tx, voided, body, voided.detail());
        documents.changed(tx, voided, after, cause, "invoice.updated");
        return buyers.held(tx, draft.account(), customer.id().text());
    }
}
