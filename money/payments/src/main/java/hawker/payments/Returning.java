package hawker.payments;

import hawker.kernel.Ids;
import hawker.ledger.Ledger;
import hawker.network.AdviceAnswer;
import hawker.network.CardNetwork;
import hawker.network.DebitRail;
import hawker.network.RefundStatus;
import hawker.payments.Advices.Told;
import hawker.platform.Job;
import hawker.platform.Tx;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.Optional;

/**
 * Sends a refund back the way its payment came: through the card's network, to the bank account, or
 * into the customer's cash balance.
 */
final class Returning {

    private final Reading reading;
    private final Vault vault;
    private final CardNetwork network;
    private final DebitRail rail;
    private final Transferring transferring;
    private final Ledger ledger;
    private final Ids ids;

    Returning(
            Reading reading,
            Vault vault,
            CardNetwork network,
            DebitRail rail,
            Transferring transferring,
            Ledger ledger,
            Ids ids) {
        this.reading = reading;
        this.vault = vault;
        this.network = network;
        this.rail = rail;
        this.transferring = transferring;
        this.ledger = ledger;
        this.ids = ids;
    }

    private Instrument way(Job job, Told told) {
        return named(job, told)
                .map(PaymentMethod::instrument)
                .orElseGet(() ->
                        reading.charge(job.account(), told.charge().orElseThrow())
                                .orElseThrow()
                                .facts()
                                .instrument());
    }

    /** The bank account that the customer has named for it. */
    private Optional<PaymentMethod> named(Job job, Told told) {
        return reading.refund(job.account(), new Refund.Id(told.subject()))
                .flatMap(Refund::asking)
                .flatMap(Refund.Asking::goesTo)
                .map(id -> vault.find(job.account(), id).orElseThrow());
    }

    /** Sends; again under the same id until there is an answer. */
    AdviceAnswer send(Job job, Told told) {
        return switch (way(job, told)) {
            case CardDisplay ignored -> network.advise(told.advice(job));
            case Instrument.BankAccount ignored -> toBank(job, told);
            case Instrument.Promised ignored -> toBank(job, told);
            case Instrument.CustomerBalance ignored ->
                    new AdviceAnswer.Accepted(told.subject(), false);
        };
    }

    private AdviceAnswer toBank(Job job, Told told) {
        var method = named(job, told).orElseGet(() -> paidBy(job, told));
        var order = new DebitRail.Order(job.account(), told.subject(), method, told.amount());
        return switch (rail.giveBack(order)) {
            case DebitRail.Ordered.Taken(var reference, var askAt) ->
                    new AdviceAnswer.Accepted(reference, true);
            case DebitRail.Ordered.Refused(var code, var message) ->
                    new AdviceAnswer.Refused(code, message);
            case DebitRail.Ordered.Unknown(var reason) -> new AdviceAnswer.Unknown(reason);
        };
    }

    private PaymentMethod paidBy(Job job, Told told) {
        var charge = reading.charge(job.account(), told.charge().orElseThrow()).orElseThrow();
        return vault.find(job.account(), charge.method()).orElseThrow();
    }

    /** How it stands; empty if nobody knows it. */
    Optional<RefundStatus> status(Job job, Told told) {
        return switch (way(job, told)) {
            case CardDisplay ignored -> network.refundStatus(job.account(), told.subject());
            case Instrument.BankAccount ignored -> atBank(job, told);
            case Instrument.Promised ignored -> atBank(job, told);
            case Instrument.CustomerBalance ignored ->
                    Optional.of(
                            new RefundStatus(
                                    RefundStatus.State.SUCCEEDED,
                                    Optional.empty(),
                                    Optional.empty()));
        };
    }

    private Optional<RefundStatus> atBank(Job job, Told told) {
        return rail.result(job.account(), told.subject()).map(Returning::status);
    }

    private static RefundStatus status(DebitRail.Result result) {
        return switch (result) {
            case DebitRail.Result.Pending(var again) ->
                    new RefundStatus(
                            RefundStatus.State.PENDING, Optional.empty(), Optional.of(again));
            case DebitRail.Result.Done(var at) ->
                    new RefundStatus(
                            RefundStatus.State.SUCCEEDED, Optional.empty(), Optional.empty());
            case DebitRail.Result.Failed(var at, var code, var message) ->
                    new RefundStatus(
                            RefundStatus.State.FAILED, Optional.of("unknown"), Optional.empty());
        };
    }

    /** It has arrived: what was owed is paid. Once for each refund, however often it is told. */
    void arrived(Tx tx, Job job, Told told, Refund refund) {
        switch (way(job, told)) {
            case CardDisplay ignored -> {} // the clearing file will say so
            case Instrument.BankAccount ignored -> paidByBank(tx, refund);
            case Instrument.Promised ignored -> paidByBank(tx, refund);
            case Instrument.CustomerBalance ignored -> transferring.refunded(tx, refund);
        }
    }

    private void paidByBank(Tx tx, Refund refund) {
        ledger.post(
                tx, Postings.bankRefundPaid(ids.body(refund.account()), refund, refund.created()));
    }
}
