package hawker.billing;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Optional;

/** {@code /v1/invoiceitems}: what a customer's next invoice, or a draft, has on it. */
final class InvoiceItemsHttp {

    private static final String BASE = "/v1/invoiceitems";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CREATE =
            Shape.of(InvoiceItems.WHAT)
                    .plus(
                            Param.currency("currency"),
                            Param.id("customer"),
                            Param.id("invoice"),
                            Param.id("subscription"));

    private static final Shape UPDATE = Shape.of(InvoiceItems.WHAT);

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.id("invoice"),
                    Param.flag("pending"));

    private final Documents documents;
    private final Buyers buyers;
    private final Drafting drafting;
    private final InvoiceItems items;
    private final Currencies currencies;

    InvoiceItemsHttp(
            Documents documents,
            Buyers buyers,
            Drafting drafting,
            InvoiceItems items,
            Currencies currencies) {
        this.documents = documents;
        this.buyers = buyers;
        this.drafting = drafting;
        this.items = items;
        this.currencies = currencies;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(
                        ONE,
                        Shape.of(),
                        call -> InvoicesHttp.shown(documents.named(call, Kind.INVOICE_ITEM))),
                Operation.post(ONE, UPDATE, this::update),
                Operation.delete(ONE, this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var named = params.text("invoice").map(id -> draft(tx, call, id));
            var owner = params.text("customer").or(() -> named.flatMap(Document::customer));
            var customer =
                    buyers.held(
                            tx,
                            call.account(),
                            owner.orElseThrow(() -> ApiError.parameterMissing("customer")));
            var currency =
                    named.map(Document::currency)
                            .or(() -> params.currency("currency"))
                            .or(() -> customer.standing().currency())
                            .orElseGet(() -> currencies.usual(call.account()));
            var item = items.make(tx, customer, params, currency, Cause.of(call));
            named.ifPresent(seen -> onto(tx, call, item, seen, customer));
            return InvoicesHttp.shown(
                    documents.find(tx, call.account(), Kind.INVOICE_ITEM, item.id()).orElseThrow());
        });
    }

    private Document draft(Tx tx, Call call, String id) {
        var invoice =
                documents
                        .find(tx, call.account(), Kind.INVOICE, id)
                        .orElseThrow(() -> ApiError.missingReference("invoice", id, "invoice"));
        if (!invoice.is("draft"))
            throw ApiError.parameterInvalid(
                    "invoice",
                    "This invoice is no longer editable: it is " + invoice.state() + ".");
        return invoice;
    }

    private void onto(Tx tx, Call call, Document item, Document seen, Customer customer) {
        if (!seen.customer().equals(Optional.of(customer.id().text())))
            throw ApiError.parameterInvalid("invoice", "The invoice is another customer's.");
        var invoice = documents.held(tx, call.account(), Kind.INVOICE, seen.id());
        // It may have become final before its customer was held.
        checkDraft(invoice);
        var next = InvoicesHttp.copy(invoice);
        drafting.take(tx, next, item, "subscription");
        items.again(tx, invoice, next, customer, Cause.of(call));
    }

    private Answer update(Call call) {
        var seen = documents.named(call, Kind.INVOICE_ITEM);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice = invoice(tx, seen);
            invoice.ifPresent(InvoiceItemsHttp::checkDraft);
            var item = documents.held(tx, call.account(), Kind.INVOICE_ITEM, seen.id());
            var body = item.body().deepCopy();
            var detail = item.detail().deepCopy();
            items.fill(tx, call.params(), item, body, detail, Cause.of(call));
            var after = documents.change(tx, item, body, detail);
            invoice.ifPresent(before -> {
                var next = InvoicesHttp.copy(before);
                drafting.reattach(next, body, detail);
                items.again(tx, before, next, customer, Cause.of(call));
            });
            return InvoicesHttp.shown(after);
        });
    }

    /** The one it is on by now: it may have gone onto one before its customer was held. */
    private Optional<Document> invoice(Tx tx, Document seen) {
        return documents
                .find(tx, seen.account(), Kind.INVOICE_ITEM, seen.id())
                .flatMap(Document::parent)
                .map(id -> documents.held(tx, seen.account(), Kind.INVOICE, id));
    }

    private static void checkDraft(Document invoice) {
        if (!invoice.is("draft"))
            throw ApiError.invalid("The invoice item is on an invoice that is no longer editable.");
    }

    /** The invoice without the line of an item. */
    private static Document without(Document invoice, String item) {
        var next = InvoicesHttp.copy(invoice);
        for (var line : Lines.of(next.body())) {
            var from = line.path("parent").path("invoice_item_details").path("invoice_item");
            if (from.asText().equals(item)) Drafting.drop(next, line.path("id").asText());
        }
        return next;
    }

    private Answer delete(Call call) {
        var seen = documents.named(call, Kind.INVOICE_ITEM);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice = invoice(tx, seen);
            invoice.ifPresent(InvoiceItemsHttp::checkDraft);
            var item = documents.held(tx, call.account(), Kind.INVOICE_ITEM, seen.id());
            documents.delete(tx, item);
            documents.tell(tx, item, Cause.of(call), "invoiceitem.deleted");
            invoice.ifPresent(before ->
                    items.again(tx, before, without(before, item.id()), customer, Cause.of(call)));
            return Answer.deleted("invoiceitem", item.id());
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Json.object();
        for (var name : new String[] {"customer", "invoice"})
            params.text(name).ifPresent(text -> like.put(name, text));
        if (params.isTrue("pending")) like.putNull("invoice");
        var wanted = new DocumentsSql.Wanted(like, List.of(), params.range("created"));
        return Lists.answer(
                BASE, documents.list(call.account(), Kind.INVOICE_ITEM, wanted, call.page()));
    }
}
