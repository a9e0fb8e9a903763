package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Job;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.setups.SetupIntent;
import hawker.setups.SetupIntent.State;
import hawker.setups.SetupIntent.Terms;
import hawker.setups.SetupResult;
import hawker.setups.SetupResult.Refusal;
import hawker.setups.Setups;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the card of a session that has nothing to charge it for now, in the same three steps as
 * {@link Paying}: the session is PAYING, the issuer is asked outside any transaction, the session
 * is COMPLETE or open again. In mode setup the setup intent is made with the session, and no rebate
 * is used up; a subscription that begins with a trial gets it at the first press.
 */
final class Saving {

    static final String JOB = "hosted.saved";
    private static final int MOST_ATTEMPTS = 20;

    private final Platform platform;
    private final Setups setups;
    private final Vault vault;
    private final SessionsSql sql;
    private final Settling settling;
    private final Paying paying;
    private final Selling selling;
    private final SavedCards cards;
    private final String origin;

    Saving(
            Platform platform,
            Setups setups,
            Vault vault,
            SessionsSql sql,
            Settling settling,
            Paying paying,
            Selling selling,
            SavedCards cards,
            String origin) {
        this.platform = platform;
        this.setups = setups;
        this.vault = vault;
        this.sql = sql;
        this.settling = settling;
        this.paying = paying;
        this.selling = selling;
        this.cards = cards;
        this.origin = origin;
    }

    /** The setup intent of a session that is being made. */
    SetupIntent.Id open(Tx tx, AccountId account, Params params) {
        var data = params.hash("setup_intent_data");
        return open(
                tx,
                account,
                params.text("customer"),
                data.flatMap(d -> d.text("description")),
                data.flatMap(Params::metadata).orElse(Map.of()),
                MethodOptions.authenticating(params));
    }

    private SetupIntent.Id open(
            Tx tx,
            AccountId account,
            Optional<String> customer,
            Optional<String> description,
            Map<String, String> metadata,
            Optional<String> authenticating) {
        var usual = Terms.USUAL;
        var terms =
                new Terms(
                        customer,
                        description,
                        metadata,
                        usual.usage(),
                        false,
                        true,
                        usual.types(),
                        authenticating
                                .map(how -> how.toUpperCase(Locale.ROOT))
                                .map(SetupIntent.Authenticating::valueOf)
                                .orElse(usual.authenticating()),
                        Optional.empty(),
                        Optional.empty(),
                        usual.options());
        return switch (setups.create(tx, account, terms)) {
            case SetupResult.Done(var intent) -> intent.id();
            case SetupResult.Declined declined ->
                    throw new IllegalStateException("nobody was asked yet: " + declined);
            case SetupResult.Refused(var reason, var message) -> throw ApiError.invalid(message);
        };
    }

    /**
     * @param shown what the buyer saw: {@link Session#shown}
     * @param buyer writes into the session's body whose card it is
     */
    PayResult save(
            AccountId account,
            Session.Id id,
            Optional<PaymentMethod.Id> method,
            String shown,
            Consumer<ObjectNode> buyer) {
        var card = method.flatMap(pm -> vault.find(account, pm));
        if (card.isEmpty())
            return new PayResult.Declined("", Optional.empty(), "Enter the card to save.");
        platform.tx().doInAccount(account, tx -> know(tx, account, id, buyer));
        Begun begun;
        try {
            var kept = card.map(PaymentMethod::id);
            begun =
                    platform.tx()
                            .inAccount(account, tx -> begin(tx, account, id, kept, shown, buyer));
        } catch (Paying.Stopped stopped) {
            return stopped.result();
        }
        if (begun.ended().isPresent()) return begun.ended().get();
        var session = begun.session();
        var back = origin + session.path() + "/return";
        return settle(session, setups.confirm(account, intent(session), card, Optional.of(back)));
    }

    /**
     * Makes a customer of the buyer, where one is wanted, before the setup intent is that
     * customer's: setups look for customers outside this room's transaction.
     */
    private void know(Tx tx, AccountId account, Session.Id id, Consumer<ObjectNode> buyer) {
        var session = sql.lock(tx, account, id).orElseThrow();
        if (session.state() != Session.State.OPEN || !session.savesCard()) return;
        var body = session.body().deepCopy();
        buyer.accept(body);
        var detail = selling.withCustomer(tx, session, body);
        if (!detail.equals(session.detail())) sql.update(tx, session.with(session.body(), detail));
    }

    /** Step 1 ended of its own, or the session is to be gone on with. */
    private record Begun(Session session, Optional<PayResult> ended) {}

    private Begun begin(
            Tx tx,
            AccountId account,
            Session.Id id,
            Optional<PaymentMethod.Id> method,
            String shown,
            Consumer<ObjectNode> buyer) {
        var session = sql.lock(tx, account, id).orElseThrow();
        if (session.state() == Session.State.COMPLETE)
            return new Begun(session, Optional.of(new PayResult.Complete(session)));
        if (session.state() == Session.State.PAYING)
            return new Begun(session, Optional.of(new PayResult.Checking()));
        if (!session.isOpen(platform.clock().now()))
            return new Begun(session, Optional.of(new PayResult.Over()));
        if (!session.savesCard() || !session.shown().equals(shown))
            return new Begun(session, Optional.of(new PayResult.Changed(session)));
        if (session.attempts() >= MOST_ATTEMPTS)
            return new Begun(
                    session,
                    Optional.of(
                            new PayResult.Declined(
                                    "", Optional.empty(), "There were too many tries.")));
        var changed = session.isSetup() ? Optional.<Session>empty() : paying.addedUp(tx, session);
        if (changed.isPresent())
            return new Begun(session, Optional.of(new PayResult.Changed(changed.get())));
        var body = session.body().deepCopy();
        buyer.accept(body);
        var detail = session.detail().deepCopy();
        cards.pressed(tx, session, detail, method);
        var asking = session.paying(wanted(tx, session).text(), body, detail);
        sql.update(tx, asking);
        platform.jobs()
                .add(
                        tx,
                        account,
                        asking.id() + "-" + asking.attempts(),
                        JOB,
                        platform.clock().now().plus(Paying.LOOK_AFTER),
                        asking.id().text());
        return new Begun(asking, Optional.empty());
    }

    /** The intent that keeps the card; a subscription has none before its first press. */
    private SetupIntent.Id wanted(Tx tx, Session session) {
        if (session.isSetup()) return intent(session);
        paying.redeem(tx, session);
        var there = session.intent().flatMap(SetupIntent.Id::parse);
        if (there.isPresent()) return there.get();
        paying.giveUp(tx, session);
        return open(
                tx,
                session.account(),
                Selling.customer(session),
                Optional.of("Subscription creation"),
                Map.of(),
                MethodOptions.authenticating(session));
    }

    private static SetupIntent.Id intent(Session session) {
        return new SetupIntent.Id(session.intent().orElseThrow());
    }

    /** The buyer comes back from his bank. */
    PayResult returned(Session session) {
        if (session.state() != Session.State.ACTION) return new PayResult.Checking();
        return settle(session, setups.afterAction(session.account(), intent(session)));
    }

    private PayResult settle(Session session, SetupResult result) {
        return platform.tx().inAccount(session.account(), tx -> settle(tx, session, result));
    }

    private PayResult settle(Tx tx, Session before, SetupResult result) {
        var session = sql.lock(tx, before.account(), before.id()).orElseThrow();
        if (session.state() == Session.State.COMPLETE) return new PayResult.Complete(session);
        return switch (result) {
            case SetupResult.Done(var intent) -> settle(tx, session, intent);
            case SetupResult.Declined(var intent, var failure) ->
                    settling.open(
                            tx, session, failure.code(), failure.declineCode(), failure.message());
            case SetupResult.Refused(var reason, var message) ->
                    reason == Refusal.IN_PROGRESS
                            ? new PayResult.Checking()
                            : settling.open(tx, session, "", Optional.empty(), message);
        };
    }

    private PayResult settle(Tx tx, Session session, SetupIntent intent) {
        return switch (intent.state()) {
            case State.Succeeded kept -> new PayResult.Complete(complete(tx, session, intent));
            case State.RequiresAction(var method, var challenge) ->
                    new PayResult.NeedsAction(
                            settling.to(tx, session, Session.State.ACTION), challenge.url());
            case State.RequiresDeposits(var method, var deposits) ->
                    new PayResult.NeedsAction(
                            settling.to(tx, session, Session.State.ACTION), deposits.page());
            case State.RequiresPaymentMethod none -> again(tx, session);
            case State.RequiresConfirmation none -> again(tx, session);
            case State.Canceled none -> again(tx, session);
        };
    }

    private PayResult again(Tx tx, Session session) {
        return settling.open(tx, session, "", Optional.empty(), "Please try once more.");
    }

    private Session complete(Tx tx, Session session, SetupIntent kept) {
        return settling.complete(tx, session, "no_payment_required", kept.method());
    }

    /** A card was kept, perhaps by somebody else than this room; or the bank gave up waiting. */
    void heard(Event event) {
        var account = event.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx ->
                                sql.ofIntent(tx, account, event.subject())
                                        .flatMap(found -> sql.lock(tx, account, found.id()))
                                        .filter(Saving::isUnderWay)
                                        .filter(Session::savesCard)
                                        .ifPresent(session -> heard(tx, session)));
    }

    private void heard(Tx tx, Session session) {
        var intent = found(session);
        if (intent.state() instanceof State.Succeeded) complete(tx, session, intent);
        boolean waits = session.state() == Session.State.ACTION;
        if (waits && intent.state() instanceof State.RequiresPaymentMethod) again(tx, session);
    }

    private static boolean isUnderWay(Session session) {
        return switch (session.state()) {
            case OPEN, PAYING, ACTION -> true;
            case COMPLETE, EXPIRED -> false;
        };
    }

    /** The job behind each attempt: brings the session where its intent is. */
    void lookAfter(Job job) {
        var account = job.account();
        platform.tx()
                .doInAccount(
                        account,
                        tx -> {
                            var id = new Session.Id(job.payload());
                            var session = sql.lock(tx, account, id).orElseThrow();
                            boolean mine = job.id().equals(session.id() + "-" + session.attempts());
                            if (mine && session.state() == Session.State.PAYING)
                                settle(tx, session, found(session));
                            platform.jobs().finish(tx, job);
                        });
    }

    private SetupIntent found(Session session) {
        return setups.find(session.account(), intent(session)).orElseThrow();
    }

    /** Whether nothing can be kept by the session's intent any more. */
    boolean giveUp(Session session) {
        var id = intent(session);
        var result = setups.cancel(session.account(), id, SetupIntent.Reason.ABANDONED);
        return result instanceof SetupResult.Done
                || found(session).state() instanceof State.Canceled;
    }

    /** A session in mode setup has nothing to add up. */
    static ObjectNode unpaid(ObjectNode body, Params params) {
        for (var name : List.of("amount_subtotal", "amount_total", "total_details", "discounts"))
            body.putNull(name);
        Json.put(body, "currency", params.currency("currency").map(c -> c.code()));
        return body.put("mode", "setup").put("payment_status", "no_payment_required");
    }
}
