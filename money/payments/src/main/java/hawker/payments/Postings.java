package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What payments write in the books: one pure function a posting template (kinds 1, 3, 10 and 11).
 * Journals are named by the fact they book, so the same capture or refund can be posted only once,
 * however often it is tried.
 */
final class Postings {

    private Postings() {}

    /**
     * Money of a charge is taken: the network owes the gross amount, the seller gets it less the
     * fee. It becomes available on the day that is named, or at once for cards whose network pays
     * at once. A platform's fee on a direct charge leaves with it, and waits as long.
     *
     * @param shared what of it goes to others
     * @param waitsUntil the day on which it becomes available, if not at once
     */
    static Journal captured(
            String journal,
            AccountId account,
            Charge.Id charge,
            Money gross,
            boolean fundsNow,
            Optional<Share.Named> shared,
            LocalDate waitsUntil,
            Instant at) {
        var kind = fundsNow ? Kind.CHARGE_CAPTURED_NOW : Kind.CHARGE_CAPTURED;
        var sellers = fundsNow ? Purpose.MERCHANT_AVAILABLE : Purpose.MERCHANT_PENDING;
        Optional<LocalDate> availableOn = fundsNow ? Optional.empty() : Optional.of(waitsUntil);
        var transfers = new ArrayList<Transfer>();
        transfers.add(new Transfer(Purpose.NETWORK_RECEIVABLE, sellers, gross, availableOn));
        transfers.add(new Transfer(sellers, Purpose.FEE_PROCESSING, Fees.of(gross), availableOn));
        shared.flatMap(named -> named.share().ownFee())
                .map(fee -> new Transfer(sellers, Purpose.TRANSFER_IN_TRANSIT, fee, availableOn))
                .ifPresent(transfers::add);
        var booked =
                Journal.of(journal, account, kind, SourceType.CAPTURE, charge.text(), at, transfers)
                        .withPlan(Fees.STANDARD.version());
        return shared.filter(named -> named.share().ownFee().isPresent())
                .flatMap(Share.Named::feeJournal)
                .map(booked::withLink)
                .orElse(booked);
    }

    /** The day until which the money of a capture waits; empty: it is available. */
    static Optional<LocalDate> availableOn(Journal captured) {
        return captured.transfers().getFirst().availableOn();
    }

    /** A buyer's bank has paid a debit: the money is there, and becomes available like a card's. */
    static Journal debitCollected(
            String journal,
            AccountId account,
            Charge.Id charge,
            Money gross,
            LocalDate waitsUntil,
            Instant at) {
        return collected(
                journal,
                account,
                Kind.DEBIT_COLLECTED,
                Purpose.SETTLEMENT_BANK,
                charge,
                gross,
                waitsUntil,
                at);
    }

    /** A customer's own money, sent before, pays. */
    static Journal cashApplied(
            String journal,
            AccountId account,
            Charge.Id charge,
            Money gross,
            LocalDate waitsUntil,
            Instant at) {
        return collected(
                journal,
                account,
                Kind.CASH_APPLIED,
                Purpose.CUSTOMER_CASH,
                charge,
                gross,
                waitsUntil,
                at);
    }

    private static Journal collected(
            String journal,
            AccountId account,
            Kind kind,
            Purpose from,
            Charge.Id charge,
            Money gross,
            LocalDate waitsUntil,
            Instant at) {
        var availableOn = Optional.of(waitsUntil);
        var transfers =
                List.of(
                        new Transfer(from, Purpose.MERCHANT_PENDING, gross, availableOn),
                        new Transfer(
                                Purpose.MERCHANT_PENDING,
                                Purpose.FEE_PROCESSING,
                                Fees.of(gross),
                                availableOn));
        return Journal.of(journal, account, kind, SourceType.CAPTURE, charge.text(), at, transfers)
                .withPlan(Fees.STANDARD.version());
    }

    /** A refund has reached the bank account: what was owed has left the bank. */
    static Journal bankRefundPaid(String journal, Refund refund, Instant at) {
        return Journal.of(
                journal,
                refund.account(),
                Kind.CLEARED_OUT,
                SourceType.BANK_DEBIT,
                refund.id().text(),
                at,
                List.of(
                        Transfer.of(
                                Purpose.NETWORK_PAYABLE,
                                Purpose.SETTLEMENT_BANK,
                                refund.amount())));
    }

    /** Money goes back to a card; bounded, so that it is only given out of what is there. */
    static Journal refunded(
            String journal, AccountId account, Refund.Id refund, Money amount, Instant at) {
        return Journal.of(
                journal,
                account,
                Kind.REFUND_PAID,
                SourceType.REFUND,
                refund.text(),
                at,
                List.of(Transfer.of(Purpose.MERCHANT_AVAILABLE, Purpose.NETWORK_PAYABLE, amount)));
    }

    /** The network refused the refund: the seller has the money again. */
    static Journal refundFailed(
            String journal, AccountId account, Refund.Id refund, Money amount, Instant at) {
        return Journal.of(
                journal,
                account,
                Kind.REFUND_FAILED,
                SourceType.REFUND,
                refund.text(),
                at,
                List.of(Transfer.of(Purpose.NETWORK_PAYABLE, Purpose.MERCHANT_AVAILABLE, amount)));
    }
}
