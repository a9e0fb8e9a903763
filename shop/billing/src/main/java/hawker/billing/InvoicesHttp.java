package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Search;
import hawker.api.SearchFields;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/invoices}: drafts are made and changed, invoices are found. */
final class InvoicesHttp {

    static final String BASE = "/v1/invoices";
    static final String ONE = BASE + "/{id}";

    private static final SearchFields FIELDS =
            new SearchFields()
                    .time("created", "created")
                    .token("currency", "body ->> 'currency'")
                    .token("customer", "customer")
                    .token(
                            "last_finalization_error_code",
                            "body #>> '{last_finalization_error,code}'")
                    .token(
                            "last_finalization_error_type",
                            "body #>> '{last_finalization_error,type}'")
                    .token("number", "body ->> 'number'")
                    .token("receipt_number", "body ->> 'receipt_number'")
                    .token("status", "state")
                    .token("subscription", "parent")
                    .number("total", "(body ->> 'total')::bigint")
                    .metadata("body -> 'metadata'");

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Drafting drafting;
    private final Paying paying;
    private final Revising revising;
    private final Currencies currencies;

    InvoicesHttp(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Drafting drafting,
            Paying paying,
            Revising revising,
            Currencies currencies) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.drafting = drafting;
        this.paying = paying;
        this.revising = revising;
        this.currencies = currencies;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, InvoiceFields.CREATE, this::create),
                Operation.get(BASE, InvoiceFields.LIST, this::list),
                Operation.get(ONE, Shape.of(), call -> shown(documents.named(call, Kind.INVOICE))),
                Operation.post(ONE, InvoiceFields.UPDATE, this::update),
                Operation.delete(ONE, this::delete),
                Operation.get(
                        BASE + "/search",
                        Search.SHAPE,
                        call -> documents.search(call, Kind.INVOICE, FIELDS, BASE + "/search")),
                Operation.get(ONE + "/lines", Shape.of(Param.paging()), this::lines));
    }

    private Answer create(Call call) {
        var params = call.params();
        var said = ShareTerms.of(call.platform(), call.account(), params);
        paying.checkShares(call.account(), said);
        paying.checkIssuer(call.account(), params.hash("issuer"));
        buyers.checkSellers(call.account(), Optional.of(params));
        return call.write(tx -> {
            var revised =
                    params.hash(Revising.PARAM.name())
                            .map(f -> revising.original(tx, call.account(), params));
            var owner = revised.flatMap(Document::customer).or(() -> params.text("customer"));
            var customer =
                    buyers.held(
                            tx,
                            call.account(),
                            owner.orElseThrow(() -> ApiError.parameterMissing("customer")));
            var currency =
                    revised.map(Document::currency)
                            .or(() -> params.currency("currency"))
                            .or(() -> customer.standing().currency())
                            .orElseGet(() -> currencies.usual(call.account()));
            checkCurrency(customer, currency);
            var now = documents.now(tx, call.account(), clock(customer));
            var draft = drafting.blank(tx, customer, currency, now);
            revised.ifPresent(original -> revising.copy(tx, draft, original, Cause.of(call)));
            params.text("subscription").ifPresent(id -> of(tx, draft, id, customer));
            shares(draft, revised.isPresent() ? said(draft, call) : said);
            fill(tx, call, draft, customer);
            var pending = params.text("pending_invoice_items_behavior").orElse("exclude");
            if (pending.equals("include")) drafting.takePending(tx, draft);
            drafting.addUp(tx, draft, customer);
            return shown(drafting.put(tx, draft, Cause.of(call)).orElseThrow());
        });
    }

    /** What is shared of a draft's payment after what a request says. */
    private static ShareTerms said(Document draft, Call call) {
        var before = ShareTerms.kept(draft.detail().path(Paying.SHARES));
        return before.changed(call.params(), call.account());
    }

    private static void shares(Document draft, ShareTerms terms) {
        var node = terms.node();
        if (node.isEmpty()) draft.detail().remove(Paying.SHARES);
        else draft.detail().set(Paying.SHARES, node);
        Json.put(draft.body(), "application", terms.application(draft.account()));
        Json.put(draft.body(), "on_behalf_of", terms.onBehalfOf().map(AccountId::text));
    }

    static Optional<String> clock(Customer customer) {
        return customer.testClock();
    }

    static void checkCurrency(Customer customer, Currency currency) {
        var other = customer.standing().currency().filter(c -> !c.equals(currency));
        if (other.isPresent() && customer.standing().balance() != 0)
            throw ApiError.parameterInvalid(
                    "currency",
                    "You cannot combine currencies on a single customer. This customer has had a"
                            + " balance with currency "
                            + other.get().code());
    }

    private void of(Tx tx, Document draft, String id, Customer customer) {
        var subscription =
                documents
                        .find(tx, draft.account(), Kind.SUBSCRIPTION, id)
                        .filter(s -> s.customer().equals(Optional.of(customer.id().text())))
                        .orElseThrow(() ->
                                ApiError.missingReference("subscription", id, "subscription"));
        InvoiceFields.ofSubscription(draft.body(), subscription);
    }

    /** What parameters say of a draft, all but its lines. */
    private void fill(Tx tx, Call call, Document draft, Customer customer) {
        var params = call.params();
        var body = draft.body();
        InvoiceFields.fill(body, draft.detail(), params, documents.now(tx, draft));
        buyers.methods(tx, body, customer, params);
        ShippingCost.fill(tx, call.account(), prices.pricing(), body, params, Cause.of(call));
        if (params.isUnset("default_tax_rates")) body.putArray("default_tax_rates");
        if (params.has("default_tax_rates"))
            body.putArray("default_tax_rates")
                    .addAll(
                            prices.shownRates(
                                    tx,
                                    call.account(),
                                    prices.rates(tx, call.account(), params, "default_tax_rates")));
        drafting.discounts(tx, draft, customer, params);
        Drafting.plan(draft, documents.now(tx, draft));
    }

    private Answer update(Call call) {
        var params = call.params();
        var seen = documents.named(call, Kind.INVOICE);
        paying.checkShares(call.account(), said(seen, call));
        paying.checkIssuer(call.account(), params.hash("issuer"));
        buyers.checkSellers(call.account(), Optional.of(params));
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice = documents.held(tx, call.account(), Kind.INVOICE, seen.id());
            var next = copy(invoice);
            if (invoice.is("draft")) {
                shares(next, said(invoice, call));
                fill(tx, call, next, customer);
                drafting.addUp(tx, next, customer);
            } else {
                checkFinal(call);
                JsonFields.metadata(next.body(), params);
                params.flag("auto_advance")
                        .filter(flag -> invoice.is("open"))
                        .ifPresent(flag -> advance(next, flag, documents, tx));
                buyers.methods(tx, next.body(), customer, params);
                if (params.has(PaymentSettings.NAME)) settings(tx, next, params);
            }
            var after = documents.change(tx, invoice, next.body(), next.detail());
            documents.changed(tx, invoice, after, Cause.of(call), "invoice.updated");
            return shown(after);
        });
    }

    /** What a final invoice may be paid by is changed in its payment as well. */
    private void settings(Tx tx, Document next, Params params) {
        PaymentSettings.fill(next.body(), params);
        if (next.is("open") || next.is("uncollectible")) paying.methodsChanged(tx, next);
    }

    private static void advance(Document next, boolean flag, Documents documents, Tx tx) {
        next.body().put("auto_advance", flag);
        if (!flag) next.body().putNull("next_payment_attempt");
        if (!flag) next.detail().remove("due");
        else if (!next.detail().has("due"))
            next.detail().put("due", Json.seconds(documents.now(tx, next)));
    }

    /** Of a finalized invoice only what is no part of the bill can be changed. */
    private static void checkFinal(Call call) {
        for (var param : InvoiceFields.UPDATE.params()) {
            var name = param.name();
            boolean free =
                    List.of(
                                    "metadata",
                                    "auto_advance",
                                    "default_payment_method",
                                    Buyers.DEFAULT_SOURCE,
                                    "payment_settings")
                            .contains(name);
            if (!free && (call.params().has(name) || call.params().isUnset(name)))
                throw ApiError.invalid(
                        "invoice_not_editable",
                        name,
                        "Finalized invoices can't be updated in this way");
        }
    }

    static Document copy(Document document) {
        return new Document(
                document.account(),
                document.kind(),
                document.id(),
                document.version(),
                document.created(),
                document.deleted(),
                document.body().deepCopy(),
                document.detail().deepCopy());
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            var invoice = documents.held(tx, call.account(), Kind.INVOICE, call.path("id"));
            if (!invoice.is("draft") || invoice.parent().isPresent())
                throw ApiError.invalid(
                        "You can only delete draft invoices that belong to no subscription. Void"
                                + " the invoice instead.");
            drafting.letGo(tx, invoice);
            documents.delete(tx, invoice);
            documents.tell(tx, invoice, Cause.of(call), "invoice.deleted");
            return Answer.deleted("invoice", invoice.id());
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Json.object();
        for (var name : new String[] {"customer", "collection_method"})
            params.text(name).ifPresent(text -> like.put(name, text));
        params.text("subscription")
                .ifPresent(id ->
                        like.putObject("parent")
                                .putObject("subscription_details")
                                .put("subscription", id));
        var states = params.text("status").map(List::of).orElse(List.of());
        var wanted =
                new DocumentsSql.Wanted(like, states, params.range("created"))
                        .within(params, Map.of("due_date", "{due_date}"));
        return Lists.answer(
                BASE, documents.list(call.account(), Kind.INVOICE, wanted, call.page()));
    }

    /** The lines stand in the invoice; they are paged here. */
    private Answer lines(Call call) {
        var invoice = documents.named(call, Kind.INVOICE);
        return lines(call, invoice, BASE + "/" + invoice.id() + "/lines");
    }

    static Answer lines(Call call, Document invoice, String url) {
        var all = Lines.of(invoice.body());
        var page = call.page();
        int from = page.after().map(id -> position(all, id, "starting_after") + 1).orElse(0);
        int to = page.before().map(id -> position(all, id, "ending_before")).orElse(all.size());
        if (page.before().isPresent()) from = Math.max(0, to - page.limit());
        int end = Math.min(to, from + page.limit());
        boolean more = page.before().isPresent() ? from > 0 : end < all.size();
        return Answer.ok(Lists.of(url, all.subList(Math.min(from, end), end), more));
    }

    private static int position(List<ObjectNode> lines, String id, String param) {
        for (int i = 0; i < lines.size(); i++)
            if (lines.get(i).path("id").asText().equals(id)) return i;
        throw ApiError.missingReference("line item", id, param);
    }

    static Answer shown(Document document) {
        return Answer.ok(Documents.shown(document));
    }
}
