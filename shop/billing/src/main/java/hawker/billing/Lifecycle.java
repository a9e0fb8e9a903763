package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.billing.DocumentsSql.Wanted;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a subscription: pure steps from state to state, each written and told.
 *
 * <pre>
 * incomplete ─ first invoice paid → active;  ─ 23 hours → incomplete_expired
 * trialing   ─ trial ends → active | paused | canceled
 * paused     ─ resumed → active ─ its time is over → canceled
 * active     ─ an invoice's payment fails, or is overdue → past_due ─ the latest is paid → active
 * past_due   ─ the last attempt fails → canceled | unpaid | past_due, as the seller has said ({@link Dunning})
 * unpaid     ─ invoices are made, and stay drafts ─ the latest is paid → active
 * any living ─ canceled by the seller, or its time is over → canceled
 * </pre>
 */
final class Lifecycle {

    /** How long a first invoice may wait for its payment (unverified: about a day). */
    static final Duration PATIENCE = Duration.ofHours(23);

    /** How long before its end a trial is told of (docs). */
    static final Duration WARNING = Duration.ofDays(3);

    private static final List<String> LIVING =
            List.of("incomplete", "trialing", "active", "past_due", "unpaid", "paused");

    /** In a subscription's detail: {@link #billedUntil}, where that is not the period's end. */
    private static final String UNTIL = "billed_until";

    private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");

    private final Documents documents;
    private final DocumentsSql sql;
    private final Dunning dunning;

    Lifecycle(Documents documents, DocumentsSql sql, Dunning dunning) {
        this.documents = documents;
        this.sql = sql;
        this.dunning = dunning;
    }

    static boolean isOver(Document subscription) {
        return OVER.contains(subscription.state());
    }

    /** Holds the subscription of an invoice, if it has one: subscriptions are locked first. */
    void lock(Tx tx, Document invoice) {
        invoice.parent()
                .ifPresent(id -> documents.lock(tx, invoice.account(), Kind.SUBSCRIPTION, id));
    }

    /** Writes a changed subscription, with the moment at which it is due again, and tells it. */
    Document save(
            Tx tx,
            Document before,
            ObjectNode body,
            ObjectNode detail,
            Cause cause,
            String... types) {
        plan(body, detail);
        var after = documents.change(tx, before, body, detail);
        documents.changed(tx, before, after, cause, types);
        return after;
    }

    /** An invoice is paid: what waited for it goes on. */
    void paid(Tx tx, Document invoice, Optional<String> method, Cause cause) {
        var found = of(tx, invoice);
        if (found.isEmpty() || isOver(found.get())) return;
        var subscription = found.get();
        var body = subscription.body().deepCopy();
        boolean latest = body.path("latest_invoice").asText().equals(invoice.id());
        boolean waits =
                latest && Set.of("incomplete", "past_due", "unpaid").contains(subscription.state());
        if (waits) body.put("status", "active");
        boolean kept =
                body.path("payment_settings")
                        .path("save_default_payment_method")
                        .asText()
                        .equals("on_subscription");
        if (kept) method.ifPresent(m -> body.put("default_payment_method", m));
        save(tx, subscription, body, subscription.detail().deepCopy(), cause, UPDATED);
    }

    /**
     * A method was detached: subscriptions that are charged by it are charged by what their
     * customer usually pays with from now on.
     */
    void methodGone(Tx tx, AccountId account, PaymentMethod.Id method) {
        methodGone(tx, account, "default_payment_method", method.text());
        var rest = method.text().substring("pm_".length());
        for (var form : List.of("pm_", "card_", "ba_", "src_"))
            methodGone(tx, account, Buyers.DEFAULT_SOURCE, form + rest);
    }

    private void methodGone(Tx tx, AccountId account, String place, String id) {
        var naming = new Wanted(Json.object().put(place, id), LIVING, Optional.empty());
        List<Document> some;
        do {
            some =
                    sql.list(
                            tx,
                            account,
                            Kind.SUBSCRIPTION,
                            naming,
                            PageRequest.first(100),
                            Optional.empty());
            for (var seen : some) {
                var held = documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
                if (isOver(held) || !held.body().path(place).asText().equals(id)) continue;
                var body = held.body().deepCopy();
                body.putNull(place);
                save(tx, held, body, held.detail().deepCopy(), Cause.NONE, UPDATED);
            }
        } while (!some.isEmpty());
    }

    /** A bank was told to pay the first invoice: the subscription begins. */
    void processing(Tx tx, Document invoice, Cause cause) {
        var found = of(tx, invoice);
        if (found.isEmpty() || !found.get().is("incomplete")) return;
        var body = found.get().body().deepCopy();
        body.put("status", "active");
        save(tx, found.get(), body, found.get().detail().deepCopy(), cause, UPDATED);
    }

    static final String UPDATED = "customer.subscription.updated";
    static final String DELETED = "customer.subscription.deleted";

    /**
     * Whether the program goes on with an invoice whose payment was under way and has failed. A
     * first one is tried by whoever begins the subscription; where that was a debit, it has begun
     * when the bank sends the debit back days later.
     */
    boolean isTakenUp(Tx tx, Document invoice) {
        boolean first =
                invoice.body().path("billing_reason").asText().equals("subscription_create");
        if (!first || !invoice.is("open") || Requesting.isSent(invoice)) return false;
        return of(tx, invoice)
                .filter(s -> !isOver(s) && !s.is("incomplete") && !s.is("unpaid"))
                .filter(s -> !s.body().path("pause_collection").isObject())
                .isPresent();
    }

    /** What a seller wants to become of what is not paid. */
    Dunning.Rules rules(Tx tx, AccountId account) {
        return dunning.rules(tx, account);
    }

    /**
     * An attempt to take an invoice's money has failed, or nobody has paid it in time.
     *
     * @param last if no other attempt will follow: what becomes of the subscription
     */
    void failed(Tx tx, Document invoice, Optional<Dunning.End> last, Cause cause) {
        var found = of(tx, invoice);
        if (found.isEmpty() || isOver(found.get()) || found.get().is("incomplete")) return;
        var subscription = found.get();
        switch (last.orElse(Dunning.End.PAST_DUE)) {
            case CANCELED -> cancel(tx, subscription, "payment_failed", cause);
            case UNPAID -> unpaid(tx, subscription, cause);
            case PAST_DUE -> late(tx, subscription, cause);
        }
    }

    private void late(Tx tx, Document subscription, Cause cause) {
        var body = subscription.body().deepCopy();
        if (subscription.is("active") || subscription.is("trialing"))
            body.put("status", "past_due");
        save(tx, subscription, body, subscription.detail().deepCopy(), cause, UPDATED);
    }

    /** From now on nothing is collected by itself: drafts stay drafts, and what is open waits. */
    private void unpaid(Tx tx, Document subscription, Cause cause) {
        var account = subscription.account();
        for (var seen : sql.ofParent(tx, account, Kind.INVOICE, subscription.id())) {
            if (!seen.is("draft") && !seen.is("open")) continue;
            documents.lock(tx, account, Kind.INVOICE, seen.id()).ifPresent(i -> rest(tx, i, cause));
        }
        var body = subscription.body().deepCopy().put("status", "unpaid");
        save(tx, subscription, body, subscription.detail().deepCopy(), cause, UPDATED);
    }

    /** The program leaves a locked invoice alone, if it is not at its end already. */
    void rest(Tx tx, Document invoice, Cause cause) {
        if (!invoice.is("draft") && !invoice.is("open")) return;
        var next = InvoicesHttp.copy(invoice);
        next.body().put("auto_advance", false);
        next.body().putNull("automatically_finalizes_at").putNull("next_payment_attempt");
        next.detail().remove("due");
        var after = documents.change(tx, invoice, next.body(), next.detail());
        documents.changed(tx, invoice, after, cause, "invoice.updated");
    }

    /**
     * Gives a subscription, and the schedule that leads it, the flexible billing mode. One that has
     * it may begin to show discounts apart, and not the other way.
     */
    Document migrate(Tx tx, Document seen, boolean itemized, Cause cause) {
        var account = seen.account();
        var schedule = seen.parent().flatMap(id -> documents.lock(tx, account, Kind.SCHEDULE, id));
        var before = documents.held(tx, account, Kind.SUBSCRIPTION, seen.id());
        if (isOver(before)) throw ApiError.invalid("A canceled subscription cannot be migrated.");
        boolean flexible =
                before.body().path("billing_mode").path("type").asText().equals("flexible");
        if (flexible && (!itemized || SubscriptionFields.isItemized(before.body())))
            throw ApiError.invalid(
                    "This subscription has the billing mode `flexible` already; it can only begin to"
                            + " itemize proration discounts.");
        var now = documents.now(tx, before);
        schedule.ifPresent(led -> {
            var after = documents.change(tx, led, flexible(led, itemized, now), led.detail());
            documents.changed(tx, led, after, cause, "subscription_schedule.updated");
        });
        var detail = before.detail().deepCopy();
        return save(tx, before, flexible(before, itemized, now), detail, cause, UPDATED);
    }

    private static ObjectNode flexible(Document document, boolean itemized, Instant now) {
        var body = document.body().deepCopy();
        SubscriptionFields.mode(body, true, itemized);
        JsonFields.object(body, "billing_mode").put("updated_at", Json.seconds(now));
        return body;
    }

    /** Ends a subscription now. */
    Document cancel(Tx tx, Document subscription, String reason, Cause cause) {
        var now = documents.now(tx, subscription);
        var body = subscription.body().deepCopy();
        body.put("status", "canceled");
        if (body.path("canceled_at").isNull()) body.put("canceled_at", Json.seconds(now));
        body.put("ended_at", Json.seconds(now));
        var details = JsonFields.object(body, "cancellation_details");
        if (!details.has("comment"))
            JsonFields.nulls(details, "comment", "feedback", "feedback_option");
        details.put("reason", reason);
        return save(tx, subscription, body, subscription.detail().deepCopy(), cause, DELETED);
    }

    private Optional<Document> of(Tx tx, Document invoice) {
        return invoice.parent()
                .flatMap(id -> documents.lock(tx, invoice.account(), Kind.SUBSCRIPTION, id));
    }

    /**
     * Of the period that runs something is given back: its draft, which is not asked for yet, is
     * collected, though the subscription is over.
     */
    void collect(Tx tx, Document subscription) {
        JsonFields.text(subscription.detail(), "billed")
                .flatMap(id -> documents.lock(tx, subscription.account(), Kind.INVOICE, id))
                .filter(invoice -> invoice.is("draft"))
                .ifPresent(draft -> {
                    var detail = draft.detail().deepCopy().put("last", true);
                    documents.change(tx, draft, draft.body(), detail);
                });
    }

    /** Writes down when something has to be done about a subscription next. */
    static void plan(ObjectNode body, ObjectNode detail) {
        // The period may have moved since it was said.
        if (body.path("cancel_at_period_end").asBoolean() && body.path("ended_at").isNull())
            body.put("cancel_at", Json.seconds(periodEnd(body)));
        var next = next(body, detail);
        if (next.isPresent()) detail.put("due", Json.seconds(next.get()));
        else detail.remove("due");
    }

    private static Optional<Instant> next(ObjectNode body, ObjectNode detail) {
        var cancels = JsonFields.time(body, "cancel_at").stream();
        var resumes =
                Stream.concat(
                        JsonFields.time(body.path("pause_collection"), "resumes_at").stream(),
                        JsonFields.time(body, SubscriptionFields.NEXT_PENDING).stream());
        return switch (body.path("status").asText()) {
            case "incomplete" -> JsonFields.time(body, "created").map(t -> t.plus(PATIENCE));
            case "trialing" -> {
                var end = JsonFields.time(body, "trial_end").orElseThrow();
                var warning =
                        detail.path("warned").asLong() == Json.seconds(end)
                                ? Stream.<Instant>empty()
                                : Stream.of(end.minus(WARNING));
                yield Stream.of(Stream.of(end), warning, cancels, resumes)
                        .flatMap(s -> s)
                        .min(Instant::compareTo);
            }
            case "active", "past_due", "unpaid" ->
                    Stream.of(Stream.of(periodEnd(body)), cancels, resumes)
                            .flatMap(s -> s)
                            .min(Instant::compareTo);
            case "paused" -> cancels.min(Instant::compareTo);
            default -> Optional.empty();
        };
    }

    /**
     * Until when the period that runs is billed: to its end, or to an end of the subscription
     * within it; to its beginning where it is free until the anchor.
     */
    static Instant billedUntil(Document subscription) {
        var end = periodEnd(subscription.body());
        return JsonFields.time(subscription.detail(), UNTIL).filter(end::isAfter).orElse(end);
    }

    /** Notes that of a period. */
    static void billed(ObjectNode detail, Instant until, Instant end) {
        if (until.isBefore(end)) detail.put(UNTIL, Json.seconds(until));
        else detail.remove(UNTIL);
    }

    /** Until when a period is to be billed: what ends within it is billed until then (docs). */
    static Instant ends(JsonNode body, Instant start, Instant end) {
        // The end of the period moves with the period.
        if (body.path("cancel_at_period_end").asBoolean()) return end;
        return JsonFields.time(body, "cancel_at")
                .filter(at -> at.isAfter(start) && at.isBefore(end))
                .orElse(end);
    }

    /** The end of the current period: all items have the same. */
    static Instant periodEnd(JsonNode body) {
        return JsonFields.time(body.path("items").path("data").path(0), "current_period_end")
                .orElseThrow();
    }

    static Instant periodStart(JsonNode body) {
        return JsonFields.time(body.path("items").path("data").path(0), "current_period_start")
                .orElseThrow();
    }
}
