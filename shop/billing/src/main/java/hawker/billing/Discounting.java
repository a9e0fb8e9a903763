package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.customers.Discounts;
import hawker.hosted.Biller;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payments.Payments;
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

    /** In a discount's detail: what its coupon took off when it was made. */
    private static final String TERMS = "terms";

    private final Documents documents;
    private final DocumentsSql sql;
    private final Prices prices;
    private final Payments payments;

    Discounting(Documents documents, DocumentsSql sql, Prices prices, Payments payments) {
        this.documents = documents;
        this.sql = sql;
        this.prices = prices;
        this.payments = payments;
    }

    /**
     * Whose a discount is: one of these fields of it.
     *
     * @param subtotal what it will be taken off first, where that is known
     */
    record Owner(AccountId account, Customer customer, String field, String id, Money subtotal) {}

    /** Makes the discounts that parameters name, and gives their ids. */
    List<String> make(Tx tx, Owner owner, Params params, Currency currency) {
        var made = new ArrayList<String>();
        Prices.namedOnce(params.hashes("discounts"));
        for (var each : params.hashes("discounts")) {
            var known = each.text("discount");
            if (known.isPresent()) {
                if (documents
                        .find(tx, owner.account(), Kind.DISCOUNT, known.get())
                        .filter(d -> d.customer().equals(Optional.of(owner.customer().id().text())))
                        .isEmpty())
                    throw ApiError.missingReference(
                            "discount", known.get(), each.nameOf("discount"));
                made.add(known.get());
            } else made.add(make(tx, owner, each, currency, each.nameOf("coupon")).id());
        }
        return made;
    }

    /**
     * Writes the discounts of one item or line, if parameters say something of them.
     *
     * @param field of the discount that names the item
     * @param of what it comes to, in the currency that it is billed in
     */
    void own(
            Tx tx,
            Customer customer,
            String field,
            String id,
            ObjectNode body,
            Money of,
            Params params) {
        if (params.isUnset("discounts")) body.putArray("discounts");
        if (!params.has("discounts")) return;
        var owner = new Owner(customer.account(), customer, field, id, of);
        var made = make(tx, owner, params, of.currency());
        made.forEach(body.putArray("discounts")::add);
    }

    /** One discount, of a coupon or a promotion code. */
    private Document make(Tx tx, Owner owner, Params each, Currency currency, String param) {
        var id = documents.newId(owner.account(), Kind.DISCOUNT);
        var rebate = used(tx, owner, id, each, currency, param);
        return put(tx, owner, id, rebate.coupon(), code(rebate), Optional.empty());
    }

    /**
     * Uses up once what parameters name, a coupon or a promotion code.
     *
     * @param subject for which it is used: the discount, or the schedule that agrees on it
     */
    Rebate used(Tx tx, Owner owner, String subject, Params each, Currency currency, String param) {
        var account = owner.account();
        var code = each.text("promotion_code");
        var text = code.orElseGet(() -> each.requiredText("coupon"));
        var found =
                code.isPresent()
                        ? byCode(tx, owner, text)
                        : prices.pricing().coupon(tx, account, new Coupon.Id(text), currency);
        if (!(found instanceof Rebate.Found.Usable(var rebate)))
            throw Prices.refused(((Rebate.Found.Refused) found).reason(), text, param);
        if (!prices.pricing().redeem(tx, account, subject, rebate))
            throw Prices.refused(Rebate.Refusal.OVER, text, param);
        return rebate;
    }

    private static Optional<String> code(Rebate rebate) {
        return rebate.code().map(c -> c.id().text());
    }

    /** A discount by terms that were agreed before, and used up then. */
    Document agreed(Tx tx, Owner owner, Coupon coupon, Optional<String> code) {
        var id = documents.newId(owner.account(), Kind.DISCOUNT);
        return put(tx, owner, id, coupon, code, Optional.empty());
    }

    /** What a session has used up already becomes discounts; gives their ids. */
    List<String> sold(Tx tx, Owner owner, String session, List<Biller.Off> rebates) {
        var made = new ArrayList<String>();
        for (var off : rebates)
            made.add(
                    put(
                                    tx,
                                    owner,
                                    documents.newId(owner.account(), Kind.DISCOUNT),
                                    off.coupon(),
                                    off.promotionCode(),
                                    Optional.of(session))
                            .id());
        return made;
    }

    private Document put(
            Tx tx,
            Owner owner,
            String id,
            Coupon coupon,
            Optional<String> code,
            Optional<String> session) {
        var now = documents.now(tx, owner.account(), owner.customer().testClock());
        var body =
                JsonFields.nulls(
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
        Json.put(body, "promotion_code", code);
        Json.put(body, "checkout_session", session);
        body.putObject("source").put("coupon", coupon.id().text()).put("type", "coupon");
        body.put("start", Json.seconds(now));
        coupon.months().ifPresent(m -> body.put("end", Json.seconds(end(now, m))));
        var detail = Json.object().put("duration", coupon.duration());
        detail.set(TERMS, coupon.terms());
        return documents.put(tx, owner.account(), Kind.DISCOUNT, id, now, body, detail);
    }

    private static Instant end(Instant start, int months) {
        return start.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    /** The discounts of an invoice: its own, else its subscription's, else its customer's. */
    List<Totals.Off> running(Tx tx, Document draft, Customer customer) {
        var ids = new ArrayList<>(JsonFields.texts(draft.body().path("discounts")));
        if (ids.isEmpty() && !draft.detail().path("own_discounts").asBoolean()) {
            draft.parent()
                    .flatMap(id -> documents.find(tx, draft.account(), Kind.SUBSCRIPTION, id))
                    .ifPresent(s -> ids.addAll(JsonFields.texts(s.body().path("discounts"))));
            if (ids.isEmpty())
                ofCustomer(tx, draft.account(), customer.id().text())
                        .ifPresent(found -> ids.add(found.id()));
        }
        var offs = running(tx, draft, ids);
        var shown = draft.body().putArray("discounts");
        offs.forEach(off -> shown.add(off.discount()));
        return offs;
    }

    /** The discounts of one line, which are taken off before the invoice's; the line shows them. */
    List<Totals.Off> own(Tx tx, Document draft, ObjectNode line) {
        var offs = running(tx, draft, JsonFields.texts(line.path("discounts")));
        var shown = line.putArray("discounts");
        offs.forEach(off -> shown.add(off.discount()));
        return offs;
    }

    private List<Totals.Off> running(Tx tx, Document draft, List<String> ids) {
        var offs = new ArrayList<Totals.Off>();
        for (var id : ids)
            documents
                    .find(tx, draft.account(), Kind.DISCOUNT, id)
                    .filter(d -> runs(d, draft.created()) || isOfOriginal(d, draft))
                    .flatMap(discount -> off(tx, discount))
                    .filter(off -> off.coupon().isIn(draft.currency()))
                    .ifPresent(offs::add);
        return offs;
    }

    /** A revision has the discounts that its original has used up. */
    private static boolean isOfOriginal(Document discount, Document draft) {
        var original = draft.body().path("from_invoice").path("invoice");
        return original.isTextual() && original.equals(discount.detail().path("by"));
    }

    /** Whether it still takes something off. */
    static boolean runs(Document discount, Instant at) {
        return JsonFields.time(discount.body(), "end").map(at::isBefore).orElse(true)
                && !discount.detail().path("used").asBoolean();
    }

    /** The coupon of a discount, whatever became of either. */
    Optional<Coupon> coupon(Tx tx, AccountId account, String discount) {
        return documents
                .find(tx, account, Kind.DISCOUNT, discount)
                .flatMap(found -> off(tx, found))
                .map(Totals.Off::coupon);
    }

    /** By the terms it was made with: another coupon may have got its coupon's id since. */
    private Optional<Totals.Off> off(Tx tx, Document discount) {
        var terms = discount.detail().path(TERMS);
        var coupon =
                terms.isObject()
                        ? Optional.of(Coupon.of(terms))
                        : prices.coupon(
                                tx,
                                discount.account(),
                                discount.body().path("source").path("coupon").asText());
        return coupon.map(found -> new Totals.Off(discount.id(), found));
    }

    /**
     * Notes that an invoice used its discounts: what counts once, and took something off, is over.
     */
    void used(Tx tx, Document invoice, Cause cause) {
        for (var off : JsonFields.objects(invoice.body().path("total_discount_amounts"))) {
            if (off.path("amount").asLong() <= 0) continue;
            var id = off.path("discount").asText();
            var found = documents.lock(tx, invoice.account(), Kind.DISCOUNT, id);
            if (found.isEmpty() || !found.get().detail().path("duration").asText().equals("once"))
                continue;
            var discount = found.get();
            var detail = discount.detail().deepCopy().put("used", true).put("by", invoice.id());
            documents.change(tx, discount, discount.body(), detail);
            if (discount.detail().path("whole").asBoolean())
                documents.tell(tx, discount, cause, "customer.discount.deleted");
        }
    }

    /** Ends discounts, and gives the last one. */
    Optional<Document> end(Tx tx, AccountId account, List<String> ids, Cause cause) {
        var last = Optional.<Document>empty();
        for (var id : ids) {
            var found = documents.lock(tx, account, Kind.DISCOUNT, id);
            if (found.isEmpty()) continue;
            documents.delete(tx, found.get());
            documents.tell(tx, found.get(), cause, "customer.discount.deleted");
            last = found;
        }
        return last;
    }

    // ---- what the customers' room asks ----

    @Override
    public Map<String, ObjectNode> of(Tx tx, AccountId account, Collection<String> customers) {
        var found = new HashMap<String, ObjectNode>();
        for (var customer : customers)
            ofCustomer(tx, account, customer)
                    .ifPresent(discount -> found.put(customer, Documents.shown(discount)));
        return found;
    }

    private Optional<Document> ofCustomer(Tx tx, AccountId account, String customer) {
        return sql.ofCustomer(tx, account, Kind.DISCOUNT, customer).stream()
                .filter(d -> d.detail().path("whole").asBoolean())
                .filter(d -> runs(d, documents.now()))
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
        before.ifPresent(old -> documents.delete(tx, old));
        var param = byCode ? "promotion_code" : "coupon";
        var owner = new Owner(account, customer, "customer", id, Money.zero(currency(customer)));
        var found = byCode ? byCode(tx, owner, text) : usable(tx, account, text);
        if (!(found instanceof Rebate.Found.Usable(var rebate)))
            throw Prices.refused(((Rebate.Found.Refused) found).reason(), text, param);
        var made = agreed(tx, owner, rebate.coupon(), code(rebate));
        var whole =
                documents.change(
                        tx, made, made.body(), made.detail().deepCopy().put("whole", true));
        if (!prices.pricing().redeem(tx, account, made.id(), rebate))
            throw Prices.refused(Rebate.Refusal.OVER, text, param);
        if (before.isPresent())
            documents.changed(tx, before.get(), whole, cause, "customer.discount.updated");
        else documents.tell(tx, whole, cause, "customer.discount.created");
    }

    private static boolean isOf(Document discount, String text) {
        return discount.body().path("source").path("coupon").asText().equals(text)
                || discount.body().path("promotion_code").asText().equals(text);
    }

    private static Currency currency(Customer customer) {
        return customer.standing().currency().orElse(Currency.USD);
    }

    private Rebate.Found byCode(Tx tx, Owner owner, String code) {
        var customer = owner.customer().id().text();
        var first = !hasBought(tx, owner.account(), customer);
        var purchase = new Purchase(owner.subtotal(), Optional.of(customer), first);
        return prices.pricing()
                .promotionCode(tx, owner.account(), new PromotionCode.Id(code), purchase);
    }

    /**
     * Whether a customer was billed before (with what is final and not void), or paid otherwise.
     */
    boolean hasBought(Tx tx, AccountId account, String customer) {
        if (payments.hasPaid(tx, account, customer)) return true;
        return sql.ofCustomer(tx, account, Kind.INVOICE, customer).stream()
                .anyMatch(invoice -> !invoice.is("draft") && !invoice.is("void"));
    }

    /** A customer's coupon may be in any currency: it counts on invoices in that one. */
    private Rebate.Found usable(Tx tx, AccountId account, String id) {
        var currency =
                prices.coupon(tx, account, id)
                        .map(Coupon::off)
                        .map(off ->
                                off instanceof Coupon.Off.Fixed(var amounts)
                                        ? amounts.keySet().iterator().next()
                                        : Currency.USD)
                        .orElse(Currency.USD);
        return prices.pricing().coupon(tx, account, new Coupon.Id(id), currency);
    }

    @Override
    public boolean delete(Tx tx, AccountId account, String customer) {
        var found = ofCustomer(tx, account, customer);
        if (found.isEmpty()) return false;
        documents.delete(tx, found.get());
        documents.tell(tx, found.get(), Cause.NONE, "customer.discount.deleted");
        return true;
    }
}
