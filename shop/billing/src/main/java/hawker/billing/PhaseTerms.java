package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Coupon;
import java.util.Optional;

/**
 * Discounts and thresholds of phases and their items. They are agreed when the schedule says them:
 * what a coupon takes off is kept then, and it is used up once for the schedule, however often its
 * phases name it. They are in force when the phase begins; a discount that runs then goes on.
 */
final class PhaseTerms {

    /**
     * In a schedule's detail: the terms of coupons by {@link #key}. Where there is none the
     * schedule was made by an older program, whose phases said nothing of discounts.
     */
    private static final String AGREED = "coupons";

    private static final String DISCOUNTS = "discounts";
    private static final String COUPON = "coupon";
    private static final String CODE = "promotion_code";
    private static final String DISCOUNT = "discount";
    private static final String THRESHOLDS = "billing_thresholds";

    private final Documents documents;
    private final Discounting discounting;

    PhaseTerms(Documents documents, Discounting discounting) {
        this.documents = documents;
        this.discounting = discounting;
    }

    /**
     * The schedule whose phases are written.
     *
     * @param detail of the schedule, where terms are kept
     */
    record Schedule(Customer customer, String id, ObjectNode detail) {}

    /**
     * What a phase says of one of its items.
     *
     * @param said the item, as the schedule has it
     * @param kept terms of the schedule's coupons
     * @param same whether it said the same before, so that nothing begins anew
     */
    record Item(JsonNode said, JsonNode kept, boolean same) {}

    /** Marks a schedule as one whose phases say what is taken off. */
    static ObjectNode kept(ObjectNode detail) {
        return JsonFields.object(detail, AGREED);
    }

    static boolean speaks(Document schedule) {
        return schedule.detail().has(AGREED);
    }

    /** What a stored item says, where its schedule says anything. */
    static Optional<Item> of(Document schedule, ObjectNode item, Optional<ObjectNode> before) {
        if (!speaks(schedule)) return Optional.empty();
        boolean same =
                before.map(b -> b.path(DISCOUNTS).equals(item.path(DISCOUNTS))).orElse(false);
        return Optional.of(new Item(item, schedule.detail().path(AGREED), same));
    }

    private static String key(JsonNode said) {
        return said.path(CODE).isTextual()
                ? "code:" + said.path(CODE).asText()
                : "coupon:" + said.path(COUPON).asText();
    }

    /** Writes the discounts that parameters name, and agrees on them. */
    void agree(Tx tx, Schedule schedule, ObjectNode into, Params params, Money subtotal) {
        var said = into.putArray(DISCOUNTS);
        var customer = schedule.customer();
        var account = customer.account();
        var owner = new Discounting.Owner(account, customer, "schedule", schedule.id(), subtotal);
        Prices.namedOnce(params.hashes(DISCOUNTS));
        for (var each : params.hashes(DISCOUNTS)) {
            var node = JsonFields.nulls(said.addObject(), COUPON, DISCOUNT, CODE);
            var known = each.text(DISCOUNT);
            if (known.isPresent()) {
                node.put(DISCOUNT, theirs(tx, customer, known.get(), each.nameOf(DISCOUNT)));
                continue;
            }
            each.text(CODE)
                    .ifPresentOrElse(
                            code -> node.put(CODE, code),
                            () -> node.put(COUPON, each.requiredText(COUPON)));
            // What was agreed before is not asked again: its coupon may be gone by now.
            if (kept(schedule.detail()).has(key(node))) continue;
            var rebate =
                    discounting.used(
                            tx,
                            owner,
                            schedule.id(),
                            each,
                            subtotal.currency(),
                            each.nameOf(node.path(CODE).isTextual() ? CODE : COUPON));
            kept(schedule.detail()).set(key(node), rebate.coupon().terms());
        }
    }

    private String theirs(Tx tx, Customer customer, String id, String param) {
        return documents
                .find(tx, customer.account(), Kind.DISCOUNT, id)
                .filter(d -> d.customer().equals(Optional.of(customer.id().text())))
                .map(Document::id)
                .orElseThrow(() -> ApiError.missingReference("discount", id, param));
    }

    /** A phase begins, or says something else: writes what the subscription has now. */
    void begin(
            Tx tx,
            Customer customer,
            String id,
            ObjectNode body,
            Document schedule,
            JsonNode phase) {
        if (!speaks(schedule)) return;
        thresholds(body, schedule, phase);
        var of = Subscribing.subtotal(body);
        var owner = new Discounting.Owner(customer.account(), customer, "subscription", id, of);
        var kept = schedule.detail().path(AGREED);
        body.set(DISCOUNTS, begun(tx, owner, phase.path(DISCOUNTS), kept, body.path(DISCOUNTS)));
    }

    /** The same of a new subscription and all its items. */
    void first(
            Tx tx,
            Customer customer,
            String id,
            ObjectNode body,
            Document schedule,
            ObjectNode phase) {
        begin(tx, customer, id, body, schedule, phase);
        var said = JsonFields.objects(phase.path("items")).iterator();
        for (var item : Beginning.items(body))
            of(schedule, said.next(), Optional.empty())
                    .ifPresent(of -> begin(tx, customer, item, of, MissingNode.getInstance()));
    }

    /** Writes the thresholds of a phase, else the schedule's, into a subscription. */
    static void thresholds(ObjectNode body, Document schedule, JsonNode phase) {
        if (!speaks(schedule)) return;
        var own = phase.path(THRESHOLDS);
        var usual = schedule.body().path(ScheduleFields.SETTINGS).path(THRESHOLDS);
        if (own.isObject()) body.set(THRESHOLDS, own.deepCopy());
        else if (usual.isObject()) body.set(THRESHOLDS, usual.deepCopy());
        else body.putNull(THRESHOLDS);
    }

    /**
     * The same for an item of the subscription.
     *
     * @param now the discounts it has already
     */
    void begin(Tx tx, Customer customer, ObjectNode item, Item said, JsonNode now) {
        item.set(THRESHOLDS, said.said().path(THRESHOLDS).deepCopy());
        if (said.same() && !now.isMissingNode()) {
            item.set(DISCOUNTS, now.deepCopy());
            return;
        }
        item.set(DISCOUNTS, own(tx, customer, "subscription_item", item, said, now));
    }

    /** The discounts that a new item of an invoice has of its phase. */
    ArrayNode own(
            Tx tx, Customer customer, String field, ObjectNode item, Item said, JsonNode now) {
        var price = item.path("price").isObject() ? item.path("price") : item;
        var currency = JsonFields.currency(price);
        long each = item.has("amount") ? item.path("amount").asLong() : unit(item);
        var owner =
                new Discounting.Owner(
                        customer.account(),
                        customer,
                        field,
                        item.path("id").asText(),
                        Money.of(Math.max(0, each), currency));
        return begun(tx, owner, said.said().path(DISCOUNTS), said.kept(), now);
    }

    private static long unit(ObjectNode item) {
        return item.path("price").path("unit_amount").asLong() * item.path("quantity").asLong();
    }

    private ArrayNode begun(
            Tx tx, Discounting.Owner owner, JsonNode said, JsonNode kept, JsonNode now) {
        var ids = Json.object().putArray(DISCOUNTS);
        for (var each : said)
            if (each.path(DISCOUNT).isTextual()) ids.add(each.path(DISCOUNT).asText());
            else ids.add(goesOn(tx, owner, each, now).orElseGet(() -> made(tx, owner, each, kept)));
        return ids;
    }

    /** One of those that run already, of the same coupon or code. */
    private Optional<String> goesOn(
            Tx tx, Discounting.Owner owner, JsonNode said, JsonNode running) {
        var at = documents.now(tx, owner.account(), owner.customer().testClock());
        for (var id : JsonFields.texts(running)) {
            var found = documents.find(tx, owner.account(), Kind.DISCOUNT, id);
            boolean goes =
                    found.filter(d -> isOf(d, said))
                            .filter(d -> Discounting.runs(d, at))
                            .isPresent();
            if (goes) return Optional.of(id);
        }
        return Optional.empty();
    }

    private static boolean isOf(Document discount, JsonNode said) {
        var code = discount.body().path(CODE);
        return said.path(CODE).isTextual()
                ? code.equals(said.path(CODE))
                : code.isNull()
                        && discount.body().path("source").path(COUPON).equals(said.path(COUPON));
    }

    private String made(Tx tx, Discounting.Owner owner, JsonNode said, JsonNode kept) {
        var coupon = Coupon.of((ObjectNode) kept.path(key(said)));
        return discounting.agreed(tx, owner, coupon, JsonFields.text(said, CODE)).id();
    }

    /** Discounts that a subscription or an item has, as a phase names them. */
    static void copy(JsonNode from, ObjectNode into) {
        into.set(THRESHOLDS, from.path(THRESHOLDS).deepCopy());
        var said = into.putArray(DISCOUNTS);
        for (var id : JsonFields.texts(from.path(DISCOUNTS)))
            said.addObject().putNull(COUPON).put(DISCOUNT, id).putNull(CODE);
    }
}
