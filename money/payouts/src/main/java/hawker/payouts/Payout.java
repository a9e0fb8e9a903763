package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.SourceType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Money on its way to a seller's bank account.
 *
 * <p>Its life: PENDING (booked out of the available balance, the bank does not know yet) →
 * IN_TRANSIT (the bank has taken it) → PAID, or FAILED, which puts the money back. A pending one
 * may be CANCELED as long as the bank may not know of it.
 *
 * @param version counts its changes, from 1
 * @param arrivesOn when the money should be there, or was
 * @param destination the bank account, {@code ba_…}
 * @param journalId the journal that booked it out
 * @param bankReference what the bank calls it
 * @param range what an automatic payout pays out; empty for one that somebody asked for
 * @param way how the money goes
 */
public record Payout(
        Id id,
        AccountId account,
        int version,
        Money amount,
        Status status,
        Instant createdAt,
        LocalDate arrivesOn,
        String destination,
        String bankLast4,
        Optional<String> description,
        Optional<String> statementDescriptor,
        Map<String, String> metadata,
        String journalId,
        Optional<Failure> failure,
        Optional<String> bankReference,
        Optional<Range> range,
        Way way) {

    /** {@code po_…} */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Where a payout is in its life. */
    public enum Status {
        PENDING,
        IN_TRANSIT,
        PAID,
        FAILED,
        CANCELED;

        /** As the API writes it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Why the money did not arrive.
     *
     * @param code {@code account_closed}, {@code no_account} … (docs: payout failure codes)
     * @param journalId the journal that put the money back; empty for a reversal, which took none
     */
    public record Failure(String code, String message, Optional<String> journalId) {}

    /**
     * What an automatic payout pays out: what was carried over from the one before, and what the
     * available money gained between two seals; what cannot be paid in full units is carried on.
     * {@code amount + carriedOut = carriedIn + gained}.
     *
     * @param afterSeal number of the seal at which the payout before ended
     */
    public record Range(
            LocalDate day, long afterSeal, long upToSeal, long carriedIn, long carriedOut) {}

    /**
     * How the money goes.
     *
     * @param fee of an instant payout, which is there within minutes; empty for usual ones
     * @param original the payout that this one takes back: its money comes from the bank
     * @param reversedBy the payout that takes this one back
     */
    public record Way(Optional<Fee> fee, Optional<Id> original, Optional<Id> reversedBy) {

        static final Way USUAL = new Way(Optional.empty(), Optional.empty(), Optional.empty());

        static Way instant(Fee fee) {
            return new Way(Optional.of(fee), Optional.empty(), Optional.empty());
        }

        static Way back(Id original) {
            return new Way(Optional.empty(), Optional.of(original), Optional.empty());
        }
    }

    /**
     * What the seller pays for speed.
     *
     * @param journalId the journal that took it
     */
    public record Fee(Money amount, String journalId) {}

    public Payout {
        metadata = Map.copyOf(metadata);
    }

    public boolean isAutomatic() {
        return range.isPresent();
    }

    public boolean isInstant() {
        return way.fee().isPresent();
    }

    /** Whether it takes another payout back: the money comes in. */
    public boolean isReversal() {
        return way.original().isPresent();
    }

    /** Whether it goes to a debit card and not to a bank account. */
    boolean isToCard() {
        return destination.startsWith("card_");
    }

    /** The next version, taken back by another payout, or by none after all. */
    Payout reversedBy(Optional<Id> other) {
        return new Payout(
                id,
                account,
                version + 1,
                amount,
                status,
                createdAt,
                arrivesOn,
                destination,
                bankLast4,
                description,
                statementDescriptor,
                metadata,
                journalId,
                failure,
                bankReference,
                range,
                new Way(way.fee(), way.original(), other));
    }

    /** The next version, with other metadata. */
    Payout withMetadata(Map<String, String> other) {
        return new Payout(
                id,
                account,
                version + 1,
                amount,
                status,
                createdAt,
                arrivesOn,
                destination,
                bankLast4,
                description,
                statementDescriptor,
                other,
                journalId,
                failure,
                bankReference,
                range,
                way);
    }

    /** As what it stands in the ledger. */
    SourceType sourceType() {
        return isAutomatic() ? SourceType.PAYOUT : SourceType.MANUAL_PAYOUT;
    }
}
