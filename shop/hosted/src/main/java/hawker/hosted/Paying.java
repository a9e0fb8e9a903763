package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.Confirmation;
import hawker.payments.Notes;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Terms;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Coupon;
import hawker.pricing.Pricing;
import hawker.pricing.PromotionCode;
import hawker.pricing.Purchase;
import hawker.pricing.Rebate;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pays a session, from the page or without one.
 *
 * <pre>
 * 1  one transaction: the session is PAYING, its rebates are used up, its one intent is made
 * 2  payments.confirm, outside any transaction
 * 3  one transaction: COMPLETE and told, or open again and the rebates given back ({@link Settling})
 * </pre>
 *
 * Of two tabs, or a double click, the second finds the session PAYING and changes nothing. The
 * session keeps one intent for all its attempts, so that even two presses that both got through
 * would meet at that intent. After a crash between 1 and 3 the payment's event, or a job, comes to
 * step 3.
 */
final class Paying {

    static final String JOB = "hosted.settle";
    static final Duration LOOK_AFTER = Duration.ofMinutes(2);
    private static final int MOST_ATTEMPTS = 20;

    private final Platform platform;
    private final Pricing pricing;
    private final Lines lines;
    private final Payments payments;
    private final SessionsSql sql;
    private final Settling settling;
    private final Selling selling;
    private final LinkLimits limits;
    private final SavedCards cards;
    private final String origin;

    Paying(
            Platform platform,
            Pricing pricing,
            Lines lines,
            Payments payments,
            SessionsSql sql,
            Settling settling,
            Selling selling,
            LinkLimits limits,
            SavedCards cards,
            String origin) {
        this.platform = platform;
        this.pricing = pricing;
        this.lines = lines;
        this.payments = payments;
        this.sql = sql;
        this.settling = settling;
        this.selling = selling;
        this.limits = limits;
        this.cards = cards;
        this.origin = origin;
    }

    /** Step 1 came to an end of its own, or there is an intent to confirm. */
    private sealed interface Begun {
        record Ready(Session session, PaymentIntent intent) implements Begun {}

        record Ended(PayResult result) implements Begun {}
    }

    /** Rolls step 1 back. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient PayResult result;

        PayResult result() {
            return result;
        }

        Stopped(PayResult result) {
            super("", null, false, false);
            this.result = result;
        }
    }

    /**
     * @param expected what the buyer saw
     * @param buyer writes into the session's body who pays
     * @param address the buyer's, for the rules against fraud, where it is known
     */
    PayResult pay(
            AccountId account,
            Session.Id id,
            Optional<PaymentMethod.Id> method,
            Money expected,
            Consumer<ObjectNode> buyer,
            Optional<String> address) {
        Begun begun;
        try {
            begun =
                    platform.tx()
                            .inAccount(
                                    account, tx -> begin(tx, account, id, method, expected, buyer));
        } catch (Stopped stopped) {
            return stopped.result;
        }
        return switch (begun) {
            case Begun.Ended(var result) -> result;
            case Begun.Ready(var session, var intent) ->
                    settling.settle(
                            session, confirm(session, intent, method.orElseThrow(), address));
        };
    }

    private Confirmation confirm(
            Session session,
            PaymentIntent intent,
            PaymentMethod.Id method,
            Optional<String> address) {
        var request = Confirmation.Request.onSession(method, origin + session.path() + "/return");
        return payments.confirm(
                session.account(), intent.id(), address.map(request::from).orElse(request));
    }

    private Begun begin(
            Tx tx,
            AccountId account,
            Session.Id id,
            Optional<PaymentMethod.Id> method,
            Money expected,
            Consumer<ObjectNode> buyer) {
        var session = sql.lock(tx, account, id).orElseThrow();
        if (session.state() == Session.State.COMPLETE)
            return new Begun.Ended(new PayResult.Complete(session));
        if (session.state() == Session.State.PAYING)
            return new Begun.Ended(new PayResult.Checking());
        if (!session.isOpen(platform.clock().now())) return new Begun.Ended(new PayResult.Over());
        if (!session.total().equals(expected) || session.savesCard())
            return new Begun.Ended(new PayResult.Changed(session));
        if (session.attempts() >= MOST_ATTEMPTS) throw declined("There were too many tries.");
        var changed = addedUp(tx, session);
        if (changed.isPresent()) return new Begun.Ended(new PayResult.Changed(changed.get()));
        redeem(tx, session);
        var body = session.body().deepCopy();
        buyer.accept(body);
        var detail = selling.withCustomer(tx, session, body);
        cards.pressed(tx, session, detail, method);
        var known = session.with(body, detail);
        if (session.total().isZero()) {
            // A code made it free after a card was declined: that card is not charged any more.
            giveUp(tx, session);
            var free = known.withoutIntent();
            sql.update(tx, free);
            return new Begun.Ended(
                    new PayResult.Complete(
                            settling.complete(tx, free, "no_payment_required", Optional.empty())));
        }
        if (method.isEmpty()) throw declined("Enter the card to pay with.");
        return switch (intent(tx, known)) {
            case Change.Refused(var reason, var message) -> throw declined(message);
            case Change.Done(var intent) -> {
                var paying = session.paying(intent.id().text(), body, detail);
                sql.update(tx, paying);
                lookAfter(tx, paying);
                yield new Begun.Ready(paying, intent);
            }
        };
    }

    static Stopped declined(String says) {
        return new Stopped(new PayResult.Declined("", Optional.empty(), says));
    }

    private void lookAfter(Tx tx, Session session) {
        platform.jobs()
                .add(
                        tx,
                        session.account(),
                        session.id() + "-" + session.attempts(),
                        JOB,
                        platform.clock().now().plus(LOOK_AFTER),
                        session.id().text());
    }

    /**
     * The session at another total, if it costs something else by now: a coupon can be deleted and
     * another one made under its name. While the buyer authenticates the price stands, and what is
     * sold is sold by the terms that it was added up with.
     */
    Optional<Session> addedUp(Tx tx, Session session) {
        if (session.state() == Session.State.ACTION) return Optional.empty();
        var body = session.body().deepCopy();
        var detail = session.detail().deepCopy();
        lines.addUp(tx, session.account(), body, detail);
        var now = session.with(body, detail);
        if (now.total().equals(session.total())) return Optional.empty();
        SessionJson.discounts(body, detail);
        sql.update(tx, now);
        return Optional.of(now);
    }

    /**
     * Takes what there is only so often: a place of the link's, and the rebates. One that ran out
     * since it was entered is not given.
     */
    void redeem(Tx tx, Session session) {
        // While the buyer authenticates it is used up already: by this very session.
        if (session.state() == Session.State.ACTION) return;
        if (!limits.reserve(tx, session))
            throw declined("This was sold as often as it may be, and is not open any more.");
        for (var rebate : session.detail().path("rebates")) {
            var found = found(tx, session, rebate);
            if (!(found instanceof Rebate.Found.Usable(var usable)))
                throw declined(
                        SessionJson.says(((Rebate.Found.Refused) found).reason())
                                + " Take it off to go on.");
            if (!pricing.redeem(tx, session.account(), session.id().text(), usable))
                throw declined(SessionJson.says(Rebate.Refusal.OVER) + " Take it off to go on.");
        }
    }

    private Rebate.Found found(Tx tx, Session session, JsonNode rebate) {
        var account = session.account();
        var currency = session.total().currency();
        if (!rebate.has("promotion_code"))
            return pricing.coupon(
                    tx, account, new Coupon.Id(rebate.path("coupon").asText()), currency);
        return pricing.promotionCode(
                tx,
                account,
                new PromotionCode.Id(rebate.path("promotion_code").asText()),
                purchase(tx, session));
    }

    Purchase purchase(Tx tx, Session session) {
        var account = session.account();
        var subtotal = lines.subtotal(tx, account, session.detail(), session.total().currency());
        return selling.purchase(tx, account, subtotal, Selling.customer(session));
    }

    /** Nothing is to be paid any more: what was to be paid with is given up. */
    void giveUp(Tx tx, Session session) {
        living(session)
                .ifPresent(intent ->
                        payments.cancel(
                                tx,
                                session.account(),
                                intent.id(),
                                PaymentIntent.Reason.ABANDONED));
    }

    private Optional<PaymentIntent> living(Session session) {
        return session.intent()
                .flatMap(PaymentIntent.Id::parse)
                .flatMap(id -> payments.find(session.account(), id))
                .filter(i -> !(i.state() instanceof PaymentIntent.State.Canceled));
    }

    /** The session's intent at its total; a new one if there is none that is alive. */
    private Change intent(Tx tx, Session session) {
        var account = session.account();
        var known = living(session);
        if (known.isEmpty()) return payments.create(tx, account, terms(session));
        var usage = usage(session);
        if (known.get().amount().equals(session.total())
                && known.get().terms().futureUsage().equals(usage))
            return new Change.Done(known.get());
        if (!known.get().amount().currency().equals(session.total().currency())) {
            // The buyer chose another currency after a card was declined.
            giveUp(tx, session);
            return payments.create(tx, account, terms(session));
        }
        return payments.update(
                tx,
                account,
                known.get().id(),
                old ->
                        old.withAmount(session.total())
                                .withFutureUsage(usage)
                                .withShare(ShareTerms.of(session.detail(), session.total())));
    }

    private static Terms terms(Session session) {
        var wanted = session.detail().path("intent");
        var notes =
                new Notes(
                        session.isSubscription()
                                ? Optional.of("Subscription creation")
                                : text(wanted, "description"),
                        wanted.path("metadata").isObject()
                                ? Json.metadata(wanted.path("metadata").toString())
                                : java.util.Map.of(),
                        text(wanted, "receipt_email"),
                        shipping(wanted.path("shipping")),
                        text(wanted, "statement_descriptor"),
                        text(wanted, "statement_descriptor_suffix"),
                        text(wanted, "transfer_group"),
                        Optional.empty(),
                        MethodOptions.told(session));
        var capture =
                MethodOptions.capture(session)
                        .or(() -> text(wanted, "capture_method"))
                        .map(c -> Terms.Capture.valueOf(c.toUpperCase(Locale.ROOT)))
                        .orElse(Terms.Capture.AUTOMATIC);
        return Terms.of(session.total())
                .withCapture(capture)
                .withMethods(MethodOptions.methods(session))
                .withFutureUsage(usage(session))
                .withCustomer(Selling.customer(session))
                .withShare(ShareTerms.of(session.detail(), session.total()))
                .withNotes(notes);
    }

    /** What the card is kept for: the seller's wish goes before the buyer's. */
    private static Optional<Terms.FutureUsage> usage(Session session) {
        if (session.isSubscription()) return Optional.of(Terms.FutureUsage.OFF_SESSION);
        return MethodOptions.futureUsage(session)
                .or(() -> text(session.detail().path("intent"), "setup_future_usage"))
                .map(u -> Terms.FutureUsage.valueOf(u.toUpperCase(Locale.ROOT)))
                .or(() ->
                        SavedCards.isKeptByBuyer(session)
                                ? Optional.of(Terms.FutureUsage.ON_SESSION)
                                : Optional.empty());
    }

    private static Optional<Notes.Shipping> shipping(JsonNode to) {
        if (!to.isObject()) return Optional.empty();
        var address = to.path("address");
        return Optional.of(
                new Notes.Shipping(
                        text(to, "name"),
                        text(to, "phone"),
                        text(to, "carrier"),
                        text(to, "tracking_number"),
                        new Billing.Address(
                                text(address, "line1"),
                                text(address, "line2"),
                                text(address, "city"),
                                text(address, "state"),
                                text(address, "postal_code"),
                                text(address, "country"))));
    }

    private static Optional<String> text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
