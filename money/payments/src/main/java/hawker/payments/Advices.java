package hawker.payments;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Advice;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the network has still to be told. Each is queued in the transaction that decided it and told
 * again and again until it is acknowledged ({@link Advising}): store and forward.
 */
final class Advices {

    /** Undo an attempt, known to the network or not. */
    static final String REVERSAL = "payments.reversal";

    /** Take money that was held. */
    static final String CAPTURE = "payments.capture";

    /** Give money back to a card. */
    static final String REFUND = "payments.refund";

    /** Ask what became of a refund that the network did not finish at once. */
    static final String REFUND_STATUS = "payments.refund_status";

    /** Try a refund again that waits for the seller's funds. */
    static final String REFUND_FUNDS = "payments.refund_funds";

    /** Nobody waits any longer for the account that a refund is to go to. */
    static final String REFUND_EXPIRES = "payments.refund_expires";

    /** How often a refund that waits for funds is tried, beside every release of funds. */
    static final Duration FUNDS_RETRY = Duration.ofMinutes(15);

    /**
     * What a queued advice says.
     *
     * @param charge the attempt it is about; empty for a refund of a cash balance
     * @param subject what is done: the refund for refunds, else the charge
     */
    record Told(Optional<Charge.Id> charge, String subject, Money amount) {

        String text() {
            var node = Json.object().put("subject", subject);
            charge.ifPresent(id -> node.put("charge", id.text()));
            return Json.text(
                    node.put("amount", amount.minor()).put("currency", amount.currency().code()));
        }

        static Told of(Charge.Id charge, Money amount) {
            return new Told(Optional.of(charge), charge.text(), amount);
        }

        static Told of(Job job) {
            var node = Json.parse(job.payload());
            return new Told(
                    Charge.Id.parse(node.path("charge").asText()),
                    node.path("subject").asText(),
                    Money.of(
                            node.path("amount").asLong(),
                            Currency.of(node.path("currency").asText())));
        }

        Advice advice(Job job) {
            var of = charge.orElseThrow().text();
            return switch (job.kind()) {
                case REVERSAL -> Advice.reversal(job.account(), job.id(), of, amount);
                case CAPTURE -> Advice.capture(job.account(), job.id(), of, amount, true);
                case REFUND -> Advice.refund(job.account(), subject, of, amount);
                default -> throw new IllegalArgumentException("no advice: " + job.kind());
            };
        }
    }

    private final Jobs jobs;
    private final TxRunner tx;
    private final Clock clock;
    private BiConsumer<Tx, AccountId> available = (tx, account) -> {};

    Advices(Platform platform) {
        this.jobs = platform.jobs();
        this.tx = platform.tx();
        this.clock = platform.clock();
    }

    /** Who tells that money is available; set once, before the first request. */
    void tellingAvailable(BiConsumer<Tx, AccountId> teller) {
        available = teller;
    }

    /** Money of a card whose network pays at once is available in this transaction. */
    void availableNow(Tx tx, AccountId account) {
        available.accept(tx, account);
    }

    /** The attempt's fate is unknown, or its hold is given up. */
    void reverse(Tx tx, AccountId account, Charge.Id charge, Money amount) {
        add(tx, account, "rev_" + charge, REVERSAL, Told.of(charge, amount));
    }

    /**
     * An approval turned up that nobody counts on. Told under another id, because the first
     * reversal may have been answered before the network made the approval.
     */
    void reverseAgain(AccountId account, Charge.Id charge, Money amount) {
        var told = Told.of(charge, amount);
        tx.doInAccount(account, tx -> add(tx, account, "rev2_" + charge, REVERSAL, told));
    }

    void capture(Tx tx, AccountId account, Charge.Id charge, Money amount) {
        add(tx, account, "cap_" + charge, CAPTURE, Told.of(charge, amount));
    }

    void refund(Tx tx, Refund refund) {
        var told = new Told(refund.charge(), refund.id().text(), refund.amount());
        add(tx, refund.account(), "adv_" + refund.id(), REFUND, told);
    }

    /** The refund waits for funds. */
    void retryFunds(Tx tx, Refund refund) {
        var told = new Told(refund.charge(), refund.id().text(), refund.amount());
        jobs.add(
                tx,
                refund.account(),
                "funds_" + refund.id(),
                REFUND_FUNDS,
                clock.now().plus(FUNDS_RETRY),
                told.text());
    }

    /** The refund waits for its customer's word. */
    void expire(Tx tx, Refund refund, Instant at) {
        var told = new Told(refund.charge(), refund.id().text(), refund.amount());
        jobs.add(tx, refund.account(), "expires_" + refund.id(), REFUND_EXPIRES, at, told.text());
    }

    private void add(Tx tx, AccountId account, String id, String kind, Told told) {
        jobs.add(tx, account, id, kind, clock.now(), told.text());
    }
}
