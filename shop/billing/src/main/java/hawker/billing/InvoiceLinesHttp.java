package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;

/**
 * The lines of drafts, many at once or one. A line is an invoice item's or a subscription's; the
 * first is changed with its item, of the second only what is no price.
 */
final class InvoiceLinesHttp {

    private static final Param ADDED =
            Param.list(
                            "lines",
                            Param.hash(
                                    "line",
                                    Shape.of(Prices.WHAT)
                                            .plus(LineTaxes.PARAM, Param.id("invoice_item"))
                                            .params()
                                            .toArray(Param[]::new)))
                    .required();

    private static final Param CHANGED =
            Param.list(
                            "lines",
                            Param.hash(
                                    "line",
                                    Shape.of(Prices.WHAT)
                                            .plus(LineTaxes.PARAM, Param.id("id").required())
                                            .params()
                                            .toArray(Param[]::new)))
                    .required();

    private static final Param REMOVED =
            Param.list(
                            "lines",
                            Param.hash(
                                    "line",
                                    Param.oneOf("behavior", "delete", "unassign").required(),
                                    Param.id("id").required()))
                    .required();

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Drafting drafting;
    private final Discounting discounting;
    private final InvoiceItems items;

    InvoiceLinesHttp(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Drafting drafting,
            Discounting discounting,
            InvoiceItems items) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.drafting = drafting;
        this.discounting = discounting;
        this.items = items;
    }

    List<Operation> operations() {
        var one = InvoicesHttp.ONE;
        var metadata = Param.open("invoice_metadata").nullable();
        return List.of(
                Operation.post(one + "/add_lines", Shape.of(metadata, ADDED), this::add),
                Operation.post(one + "/update_lines", Shape.of(metadata, CHANGED), this::update),
                Operation.post(one + "/remove_lines", Shape.of(metadata, REMOVED), this::remove),
                Operation.post(
                        one + "/lines/{line}",
                        Shape.of(Prices.WHAT).plus(LineTaxes.PARAM),
                        this::updateOne));
    }

    /** What is done with a draft while it and its customer are held. */
    private interface Change {
        void on(Tx tx, Document next, Customer customer, Cause cause);
    }

    private Document change(Tx tx, Call call, Change change) {
        var cause = Cause.of(call);
        var seen = documents.named(call, Kind.INVOICE);
        var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
        var before = documents.held(tx, call.account(), Kind.INVOICE, seen.id());
        if (!before.is("draft"))
            throw ApiError.invalid(
                    "invoice_not_editable",
                    "id",
                    "Finalized invoices can't be updated in this way");
        var next = InvoicesHttp.copy(before);
        change.on(tx, next, customer, cause);
        metadata(next.body(), call.params());
        items.again(tx, before, next, customer, cause);
        return documents.find(tx, call.account(), Kind.INVOICE, seen.id()).orElseThrow();
    }

    private static void metadata(ObjectNode body, Params params) {
        if (params.isUnset("invoice_metadata")) body.putObject("metadata");
        params.open("invoice_metadata")
                .ifPresent(sent -> {
                    var metadata = JsonFields.object(body, "metadata");
                    sent.forEach((key, value) -> {
                        if (value.isEmpty()) metadata.remove(key);
                        else metadata.put(key, value);
                    });
                });
    }

    private Answer add(Call call) {
        return call.write(tx ->
                InvoicesHttp.shown(
                        change(
                                tx,
                                call,
                                (of, next, customer, cause) -> {
                                    for (var line : call.params().hashes("lines")) {
                                        var item =
                                                line.has("invoice_item")
                                                        ? waiting(of, next, line)
                                                        : items.make(
                                                                of,
                                                                customer,
                                                                line,
                                                                next.currency(),
                                                                cause);
                                        drafting.take(of, next, item, line.nameOf("invoice_item"));
                                        var made = Lines.of(next.body()).getLast();
                                        LineTaxes.tell(of, prices, next, made, line, cause);
                                    }
                                })));
    }

    /** An item of the same customer and currency that no invoice has yet. */
    private Document waiting(Tx tx, Document draft, Params line) {
        var id = line.requiredText("invoice_item");
        var param = line.nameOf("invoice_item");
        var item =
                documents
                        .lock(tx, draft.account(), Kind.INVOICE_ITEM, id)
                        .filter(found -> found.customer().equals(draft.customer()))
                        .orElseThrow(() -> ApiError.missingReference("invoice item", id, param));
        if (item.parent().isPresent() || !item.currency().equals(draft.currency()))
            throw ApiError.parameterInvalid(
                    param, "The invoice item is on another invoice, or in another currency.");
        return item;
    }

    private Answer update(Call call) {
        return call.write(tx ->
                InvoicesHttp.shown(
                        change(
                                tx,
                                call,
                                (of, next, customer, cause) -> {
                                    for (var line : call.params().hashes("lines"))
                                        update(
                                                of,
                                                next,
                                                found(
                                                        next,
                                                        line.requiredText("id"),
                                                        line.nameOf("id")),
                                                customer,
                                                line,
                                                cause);
                                })));
    }

    private Answer updateOne(Call call) {
        return call.write(tx -> {
            var id = call.path("line");
            var after =
                    change(
                            tx,
                            call,
                            (of, next, customer, cause) ->
                                    update(
                                            of,
                                            next,
                                            found(next, id, "id"),
                                            customer,
                                            call.params(),
                                            cause));
            return Answer.ok(found(after, id, "id"));
        });
    }

    private static ObjectNode found(Document invoice, String id, String param) {
        for (var line : Lines.of(invoice.body()))
            if (line.path("id").asText().equals(id)) return line;
        throw ApiError.missingReference("line item", id, param);
    }

    private void update(
            Tx tx, Document draft, ObjectNode line, Customer customer, Params params, Cause cause) {
        LineTaxes.tell(tx, prices, draft, line, params, cause);
        var of = line.path("parent").path("invoice_item_details").path("invoice_item");
        if (of.isTextual()) {
            var item = documents.held(tx, draft.account(), Kind.INVOICE_ITEM, of.asText());
            var body = item.body().deepCopy();
            var detail = item.detail().deepCopy();
            items.fill(tx, params, item, body, detail, cause);
            documents.change(tx, item, body, detail);
            drafting.reattach(draft, body, detail);
            return;
        }
        if (InvoiceItems.isAboutAmount(params))
            throw ApiError.parameterInvalid(
                    params.nameOf("amount"),
                    "The amount of a subscription's line is changed by its subscription.");
        JsonFields.texts(line, params, "description");
        params.flag("discountable").ifPresent(flag -> line.put("discountable", flag));
        JsonFields.metadata(line, params);
        var id = line.path("id").asText();
        var worth = JsonFields.worth(line);
        discounting.own(tx, customer, "invoice_item", id, line, worth, params);
        if (params.has("tax_rates") || params.isUnset("tax_rates")) {
            var rates = prices.rates(tx, draft.account(), params, "tax_rates");
            var kept =
                    JsonFields.object(
                            JsonFields.object(draft.detail(), "lines"), line.path("id").asText());
            rates.forEach(kept.putArray("rates")::add);
        }
    }

    private Answer remove(Call call) {
        return call.write(tx ->
                InvoicesHttp.shown(
                        change(
                                tx,
                                call,
                                (of, next, customer, cause) -> {
                                    for (var line : call.params().hashes("lines"))
                                        remove(of, next, line, cause);
                                })));
    }

    private void remove(Tx tx, Document draft, Params params, Cause cause) {
        var line = found(draft, params.requiredText("id"), params.nameOf("id"));
        var of = line.path("parent").path("invoice_item_details").path("invoice_item");
        boolean deletes = params.requiredText("behavior").equals("delete");
        if (!of.isTextual() && !deletes)
            throw ApiError.parameterInvalid(
                    params.nameOf("behavior"),
                    "Only lines that are invoice items can be unassigned.");
        if (of.isTextual()) {
            var item = documents.held(tx, draft.account(), Kind.INVOICE_ITEM, of.asText());
            if (deletes) {
                documents.delete(tx, item);
                documents.tell(tx, item, cause, "invoiceitem.deleted");
            } else {
                var body = item.body().deepCopy().putNull("invoice");
                documents.change(tx, item, body, item.detail());
            }
        }
        Drafting.drop(draft, line.path("id").asText());
    }
}
