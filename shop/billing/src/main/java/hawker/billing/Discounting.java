package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Coupon;
import hawker.pricing.PromotionCode;
import hawker.pricing.Purchase;
import hawker.pricing.Rebate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Discounts: a coupon on an invoice, a subscription or a customer, from a moment on. It answers the
 * customers' room what their discounts are.
 */
final class Discounting implements Discounts {

    /** Parameter of whatever takes discounts. */
    static final Param DISCOUNTS =
            Param.list(
                            "discounts",
                            Param.hash(
                                    "discount",
                                    Param.id("coupon"),
                                    Param.id("discount"),
                                    Param.id("promotion_code")))
                    .nullable();

    private final Papers papers;
    private final PapersSql sql;
    private final Goods goods;

    Discounting(Papers papers, PapersSql sql, Goods goods) {
        this.papers = papers;
        this.sql = sql;
        this.goods = goods;
    }

    /** Whose a discount is: one of these fields of it. */
    record Owner(AccountId account, Customer customer, String field, String id) {}

    /** Makes the discounts that parameters name, and gives their ids. */
    List<String> make(Tx tx, Owner owner, Params params, Currency currency) {
        var made = new ArrayList<String>();
        for (var each : params.hashes("discounts")) {
            var known = each.text("discount");
            if (known.isPresent()) {
                if (papers.find(tx, owner.account(), Kind.DISCOUNT, known.get()).isEmpty())
                    throw ApiError.missingReference(
                            "discount", known.get(), each.nameOf("discount"));
                made.add(known.get());
            } else made.add(make(tx, owner, each, currency, each.nameOf("coupon")).id());
        }
        return made;
    }

    /** One discount, of a coupon or a promotion code. */
    private Paper make(Tx tx, Owner owner, Params each, Currency currency, String param) {
        var account = owner.account();
        var code = each.text("promotion_code");
        var text = code.orElseGet(() -> each.requiredText("coupon"));
        var found =
                code.isPresent()
                        ? byCode(tx, account, owner.customer().id().text(), text, currency)
                        : goods.pricing().coupon(tx, account, new Coupon.Id(text), currency);
        if (!(found instanceof Rebate.Found.Usable(var rebate)))
            throw refused(((Rebate.Found.Refused) found).reason(), text, param);
        var paper = put(tx, owner, rebate);
        if (!goods.pricing().redeem(tx, account, paper.id(), rebate))
            throw refused(Rebate.Refusal.OVER, text, param);
        return paper;
    }

    private static ApiError refused(Rebate.Refusal reason, String id, String param) {
        return switch (reason) {
            case UNKNOWN -> ApiError.missingReference("coupon", id, param);
            case OVER ->
                    ApiError.invalid(
                            "coupon_expired", param, "Coupon expired: " + id + " is used up.");
            case OTHER_CURRENCY, TOO_SMALL, NOT_FIRST ->
                    ApiError.parameterInvalid(param, "This coupon cannot be used here.");
        };
    }

    private Paper put(Tx tx, Owner owner, Rebate rebate) {
        var now = papers.now(tx, owner.account(), owner.customer().testClock());
        var id = papers.newId(owner.account(), Kind.DISCOUNT);
        var body =
                Nodes.nulls(
                        Json.object(),
                        "checkout_session",
                        "customer_account",
                        "end",
                        "invoice",
                        "invoice_item",
                        "promotion_code",
                        "subscription",
                        "subscription_item");
        body.put("customer", owner.customer().id().text());
        if (!owner.field().equals("customer")) body.put(owner.field(), owner.id());
        rebate.code().ifPresent(code -> body.put("promotion_code", code.id().text()));
        body.putObject("source").put("coupon", rebate.coupon().id().text()).put("type", "coupon");
        body.put("start", Json.seconds(now));
        rebate.coupon().months().ifPresent(m -> body.put("end", Json.seconds(end(now, m))));
        var detail = Json.object().put("duration", rebate.coupon().duration());
        return papers.put(tx, owner.account(), Kind.DISCOUNT, id, now, body, detail);
    }

    private static Instant end(Instant start, int months) {
        return start.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    /** The discounts of an invoice: its own, else its subscription's, else its customer's. */
    List<Totals.Off> running(Tx tx, Paper draft, Customer customer) {
        var ids = new ArrayList<>(Nodes.texts(draft.body().path("discounts")));
        if (ids.isEmpty() && !draft.detail().path("own_discounts").asBoolean()) {
            draft.parent()
                    .flatMap(id -> papers.find(tx, draft.account(), Kind.SUBSCRIPTION, id))
                    .ifPresent(s -> ids.addAll(Nodes.texts(s.body().path("discounts"))));
            if (ids.isEmpty())
                ofCustomer(tx, draft.account(), customer.id().text())
                        .ifPresent(found -> ids.add(found.id()));
        }
        var offs = new ArrayList<Totals.Off>();
        for (var id : ids)
            papers.find(tx, draft.account(), Kind.DISCOUNT, id)
                    .filter(discount -> runs(discount, draft.created()))
                    .flatMap(discount -> off(tx, discount))
                    .filter(off -> off.coupon().isIn(draft.currency()))
                    .ifPresent(offs::add);
        var shown = draft.body().putArray("discounts");
        offs.forEach(off -> shown.add(off.discount()));
        return offs;
    }

    private static boolean runs(Paper discount, Instant at) {
        return Nodes.time(discount.body(), "end").map(at::isBefore).orElse(true)
                && !discount.detail().path("used").asBoolean();
    }

    private Optional<Totals.Off> off(Tx tx, Paper discount) {
        return goods.coupon(
                        tx,
                        discount.account(),
                        discount.body().path("source").path("coupon").asText())
                .map(coupon -> new Totals.Off(discount.id(), coupon));
    }

    /** Notes that an invoice used its discounts: what counts once is over. */
    void used(Tx tx, Paper invoice, Cause cause) {
        for (var id : Nodes.texts(invoice.body().path("discounts"))) {
            var found = papers.lock(tx, invoice.account(), Kind.DISCOUNT, id);
            if (found.isEmpty() || !found.get().detail().path("duration").asText().equals("once"))
                continue;
            var discount = found.get();
            var detail = discount.detail().deepCopy().put("used", true);
            papers.change(tx, discount, discount.body(), detail);
            boolean customers = Nodes.text(discount.body(), "subscription").isEmpty();
            if (customers && Nodes.text(discount.body(), "invoice").isEmpty())
                papers.tell(tx, discount, cause, "customer.discount.deleted");
        }
    }

    // ---- what the customers' room asks ----

    @Override
    public Map<String, ObjectNode> of(Tx tx, AccountId account, Collection<String> customers) {
        var found = new HashMap<String, ObjectNode>();
        for (var customer : customers)
            ofCustomer(tx, account, customer)
                    .ifPresent(discount -> found.put(customer, Papers.shown(discount)));
        return found;
    }

    private Optional<Paper> ofCustomer(Tx tx, AccountId account, String customer) {
        return sql.ofCustomer(tx, account, Kind.DISCOUNT, customer).stream()
                .filter(d -> d.detail().path("whole").asBoolean())
                .filter(d -> runs(d, papers.now()))
                .findFirst();
    }

    @Override
    public void set(
            Tx tx, Customer customer, boolean byCode, String text, hawker.customers.Cause by) {
        var account = customer.account();
        var cause = new Cause(by.request(), by.idempotencyKey());
        var id = customer.id().text();
        var before = ofCustomer(tx, account, id);
        if (before.filter(old -> isOf(old, text)).isPresent()) return;
        before.ifPresent(old -> papers.delete(tx, old));
        var param = byCode ? "promotion_code" : "coupon";
        var found =
                byCode ? byCode(tx, account, id, text, Currency.USD) : usable(tx, account, text);
        if (!(found instanceof Rebate.Found.Usable(var rebate)))
            throw refused(((Rebate.Found.Refused) found).reason(), text, param);
        var made = put(tx, new Owner(account, customer, "customer", id), rebate);
        var whole =
                papers.change(tx, made, made.body(), made.detail().deepCopy().put("whole", true));
        if (!goods.pricing().redeem(tx, account, made.id(), rebate))
            throw refused(Rebate.Refusal.OVER, text, param);
        if (before.isPresent())
            papers.changed(tx, before.get(), whole, cause, "customer.discount.updated");
        else papers.tell(tx, whole, cause, "customer.discount.created");
    }

    private static boolean isOf(Paper discount, String text) {
        return discount.body().path("source").path("coupon").asText().equals(text)
                || discount.body().path("promotion_code").asText().equals(text);
    }

    private Rebate.Found byCode(
            Tx tx, AccountId account, String customer, String id, Currency currency) {
        var purchase = new Purchase(Money.zero(currency), Optional.of(customer), true);
        return goods.pricing().promotionCode(tx, account, new PromotionCode.Id(id), purchase);
    }

    /** A customer's coupon may be in any currency: it counts on invoices in that one. */
    private Rebate.Found usable(Tx tx, AccountId account, String id) {
        var currency =
                goods.coupon(tx, account, id)
                        .map(Coupon::off)
                        .map(off ->
                                off instanceof Coupon.Off.Fixed(var amounts)
                                        ? amounts.keySet().iterator().next()
                                        : Currency.USD)
                        .orElse(Currency.USD);
        return goods.pricing().coupon(tx, account, new Coupon.Id(id), currency);
    }

    @Override
    public boolean delete(Tx tx, AccountId account, String customer) {
        var found = ofCustomer(tx, account, customer);
        if (found.isEmpty()) return false;
        papers.delete(tx, found.get());
        papers.tell(tx, found.get(), Cause.NONE, "customer.discount.deleted");
        return true;
    }
}
