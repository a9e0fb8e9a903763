package hawker.transfers;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Money on its way from one account's book to another's.
 *
 * @param id how the sender's statement names it: {@code tr_…}, {@code pyr_…}
 * @param arrivesAs how the receiver's statement names it: {@code py_…}, {@code trr_…}
 * @param availableOn the day until which it waits on both sides; empty if it is available
 * @param outJournal the sender's journal
 * @param inJournal the receiver's journal, named before it is written
 * @param fee of a payment's transfer: what its receiver pays of it; of a fee: itself
 * @param notes what is written on the payment that arrives: JSON of description and metadata
 */
record Movement(
        String id,
        Sort sort,
        AccountId from,
        AccountId to,
        String arrivesAs,
        Money amount,
        Optional<LocalDate> availableOn,
        String outJournal,
        String inJournal,
        State state,
        Instant sentAt,
        Optional<Fee> fee,
        Optional<String> notes) {

    /** Nothing is written on what arrives. */
    Movement(
            String id,
            Sort sort,
            AccountId from,
            AccountId to,
            String arrivesAs,
            Money amount,
            Optional<LocalDate> availableOn,
            String outJournal,
            String inJournal,
            State state,
            Instant sentAt,
            Optional<Fee> fee) {
        this(
                id,
                sort,
                from,
                to,
                arrivesAs,
                amount,
                availableOn,
                outJournal,
                inJournal,
                state,
                sentAt,
                fee,
                Optional.empty());
    }

    /**
     * A platform's fee.
     *
     * @param id {@code fee_…}
     * @param journal the platform's journal, named before it is written
     * @param charge what it is paid for, as its payer sees it
     */
    record Fee(String id, Money amount, String journal, String charge) {}

    /** What moves, and which kinds book it on both sides. */
    enum Sort {
        TRANSFER(Kind.TRANSFER_OUT, Kind.TRANSFER_IN),
        REVERSAL(Kind.REVERSAL_OUT, Kind.REVERSAL_IN),
        /** The money of a payment for its destination. */
        DESTINATION(Kind.DESTINATION_OUT, Kind.TRANSFER_IN),
        /** A platform's fee; it leaves with the journal of what it is paid for. */
        FEE(Kind.CHARGE_CAPTURED, Kind.APPLICATION_FEE_IN),
        FEE_REFUND(Kind.FEE_REFUND_OUT, Kind.FEE_REFUND_IN);

        final Kind out;
        final Kind in;

        Sort(Kind out, Kind in) {
            this.out = out;
            this.in = in;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it is. */
    enum State {
        /** Out of the sender's balance. */
        SENT,
        /** In the receiver's balance, and the sender's book knows it. */
        ARRIVED,
        /** The receiver could not take it: the sender has it again. */
        RETURNED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Movement {
        if (from.equals(to)) throw new IllegalArgumentException("a movement has two ends");
        if (from.livemode() != to.livemode())
            throw new IllegalArgumentException("money never crosses modes");
    }
}
