package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;

/** {@code /v1/invoices}: drafts are made and changed, invoices are found. */
final class InvoicesHttp {

    static final String BASE = "/v1/invoices";
    static final String ONE = BASE + "/{id}";

    private final Papers papers;
    private final Buyers buyers;
    private final Goods goods;
    private final Drafting drafting;
    private final Discounting discounting;
    private final Currencies currencies;

    InvoicesHttp(
            Papers papers,
            Buyers buyers,
            Goods goods,
            Drafting drafting,
            Discounting discounting,
            Currencies currencies) {
        this.papers = papers;
        this.buyers = buyers;
        this.goods = goods;
        this.drafting = drafting;
        this.discounting = discounting;
        this.currencies = currencies;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, InvoiceParams.CREATE, this::create),
                Operation.get(BASE, InvoiceParams.LIST, this::list),
                Operation.get(ONE, Shape.of(), call -> shown(papers.named(call, Kind.INVOICE))),
                Operation.post(ONE, InvoiceParams.UPDATE, this::update),
                Operation.delete(ONE, this::delete),
                Operation.get(ONE + "/lines", Shape.of(Param.paging()), this::lines));
    }

    private Answer create(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), params.requiredText("customer"));
            var currency =
                    params.currency("currency")
                            .or(() -> customer.standing().currency())
                            .orElseGet(() -> currencies.usual(call.account()));
            checkCurrency(customer, currency);
            var now = papers.now(tx, call.account(), clock(customer));
            var draft = drafting.blank(tx, customer, currency, now);
            params.text("subscription").ifPresent(id -> of(tx, draft, id, customer));
            fill(tx, call, draft, customer);
            var pending = params.text("pending_invoice_items_behavior").orElse("exclude");
            if (pending.equals("include")) drafting.takePending(tx, draft);
            drafting.addUp(tx, draft, customer);
            return shown(drafting.put(tx, draft, Cause.of(call)).orElseThrow());
        });
    }

    static java.util.Optional<String> clock(Customer customer) {
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

    private void of(Tx tx, Paper draft, String id, Customer customer) {
        var subscription =
                papers.find(tx, draft.account(), Kind.SUBSCRIPTION, id)
                        .filter(s ->
                                s.customer().equals(java.util.Optional.of(customer.id().text())))
                        .orElseThrow(() ->
                                ApiError.missingReference("subscription", id, "subscription"));
        InvoiceJson.ofSubscription(draft.body(), subscription);
    }

    /** What parameters say of a draft, all but its lines. */
    private void fill(Tx tx, Call call, Paper draft, Customer customer) {
        var params = call.params();
        var body = draft.body();
        InvoiceParams.fill(body, draft.detail(), params, papers.now(tx, draft));
        if (params.isUnset("default_payment_method")) body.putNull("default_payment_method");
        params.text("default_payment_method")
                .map(id -> buyers.own(tx, customer, id, "default_payment_method"))
                .ifPresent(method -> body.put("default_payment_method", method.id().text()));
        if (params.isUnset("default_tax_rates")) body.putArray("default_tax_rates");
        if (params.has("default_tax_rates"))
            body.putArray("default_tax_rates")
                    .addAll(
                            goods.shownRates(
                                    tx,
                                    call.account(),
                                    goods.rates(tx, call.account(), params, "default_tax_rates")));
        if (params.isUnset("discounts")) body.putArray("discounts");
        if (params.has("discounts")) {
            var owner = new Discounting.Owner(call.account(), customer, "invoice", draft.id());
            var made = discounting.make(tx, owner, params, draft.currency());
            made.forEach(body.putArray("discounts")::add);
        }
        Drafting.plan(draft, papers.now(tx, draft));
    }

    private Answer update(Call call) {
        var params = call.params();
        var seen = papers.named(call, Kind.INVOICE);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice = papers.held(tx, call.account(), Kind.INVOICE, seen.id());
            var next = copy(invoice);
            if (invoice.is("draft")) {
                fill(tx, call, next, customer);
                drafting.addUp(tx, next, customer);
            } else {
                checkFinal(call);
                Nodes.metadata(next.body(), params);
                params.flag("auto_advance")
                        .filter(flag -> invoice.is("open"))
                        .ifPresent(flag -> advance(next, flag, papers, tx));
                params.text("default_payment_method")
                        .map(id -> buyers.own(tx, customer, id, "default_payment_method"))
                        .ifPresent(m -> next.body().put("default_payment_method", m.id().text()));
            }
            var after = papers.change(tx, invoice, next.body(), next.detail());
            papers.changed(tx, invoice, after, Cause.of(call), "invoice.updated");
            return shown(after);
        });
    }

    private static void advance(Paper next, boolean flag, Papers papers, Tx tx) {
        next.body().put("auto_advance", flag);
        if (!flag) next.detail().remove("due");
        else if (!next.detail().has("due"))
            next.detail().put("due", Json.seconds(papers.now(tx, next)));
    }

    /** Of a finalized invoice only what is no part of the bill can be changed. */
    private static void checkFinal(Call call) {
        for (var param : InvoiceParams.UPDATE.params()) {
            var name = param.name();
            boolean free =
                    List.of(
                                    "metadata",
                                    "auto_advance",
                                    "default_payment_method",
                                    "payment_settings")
                            .contains(name);
            if (!free && (call.params().has(name) || call.params().isUnset(name)))
                throw ApiError.invalid(
                        "invoice_not_editable",
                        name,
                        "Finalized invoices can't be updated in this way");
        }
    }

    static Paper copy(Paper paper) {
        return new Paper(
                paper.account(),
                paper.kind(),
                paper.id(),
                paper.version(),
                paper.created(),
                paper.deleted(),
                paper.body().deepCopy(),
                paper.detail().deepCopy());
    }

    private Answer delete(Call call) {
        return call.write(tx -> {
            var invoice = papers.held(tx, call.account(), Kind.INVOICE, call.path("id"));
            if (!invoice.is("draft") || invoice.parent().isPresent())
                throw ApiError.invalid(
                        "You can only delete draft invoices that belong to no subscription. Void"
                                + " the invoice instead.");
            drafting.letGo(tx, invoice);
            papers.delete(tx, invoice);
            papers.tell(tx, invoice, Cause.of(call), "invoice.deleted");
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
        var wanted = new PapersSql.Wanted(like, states, params.range("created"));
        return Lists.answer(BASE, papers.list(call.account(), Kind.INVOICE, wanted, call.page()));
    }

    /** The lines stand in the invoice; they are paged here. */
    private Answer lines(Call call) {
        var invoice = papers.named(call, Kind.INVOICE);
        var all = Lines.of(invoice.body());
        var page = call.page();
        int from = page.after().map(id -> position(all, id, "starting_after") + 1).orElse(0);
        int to = page.before().map(id -> position(all, id, "ending_before")).orElse(all.size());
        if (page.before().isPresent()) from = Math.max(0, to - page.limit());
        int end = Math.min(to, from + page.limit());
        boolean more = page.before().isPresent() ? from > 0 : end < all.size();
        var url = BASE + "/" + invoice.id() + "/lines";
        return Answer.ok(Lists.of(url, all.subList(Math.min(from, end), end), more));
    }

    private static int position(List<ObjectNode> lines, String id, String param) {
        for (int i = 0; i < lines.size(); i++)
            if (lines.get(i).path("id").asText().equals(id)) return i;
        throw ApiError.missingReference("line item", id, param);
    }

    static Answer shown(Paper paper) {
        return Answer.ok(Papers.shown(paper));
    }
}
