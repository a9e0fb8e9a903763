package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The transfers of one business fact, written together or not at all, never changed afterwards.
 *
 * @param id 24 characters ({@code ids.body(account)}); {@code txn_} before it is the id of the
 *     balance transaction
 * @param sourceId the fact's own id, as the API shows it ({@code ch_…}, {@code re_…}, {@code po_…})
 * @param leg 0, or a number where one fact posts the same kind more than once (captures of a
 *     charge)
 * @param effectiveOn the day in the books
 * @param postedAt when it was written
 * @param reverses the journal that this one corrects
 * @param link the twin journal in another account's book
 * @param planVersion version of the fee plan that its fee lines were computed with; 0 without fees
 */
public record Journal(
        String id,
        AccountId account,
        Kind kind,
        SourceType sourceType,
        String sourceId,
        int leg,
        LocalDate effectiveOn,
        Instant postedAt,
        Optional<String> reverses,
        Optional<String> link,
        int planVersion,
        List<Transfer> transfers) {

    /** More transfers than any template can need; a stored bound for every reader. */
    public static final int MOST_TRANSFERS = 32;

    public Journal {
        transfers = List.copyOf(transfers);
        if (id.length() != 24) throw new IllegalArgumentException("not a journal id: " + id);
        if (sourceId.isEmpty()) throw new IllegalArgumentException("a journal books a fact");
        if (leg < 0 || leg > Short.MAX_VALUE) throw new IllegalArgumentException("leg " + leg);
        if (transfers.isEmpty() || transfers.size() > MOST_TRANSFERS)
            throw new IllegalArgumentException(kind + " with " + transfers.size() + " transfers");
        for (var t : transfers)
            if (!kind.allows(t.debit(), t.credit()))
                throw new IllegalArgumentException(
                        kind + " does not go from " + t.debit() + " to " + t.credit());
        checkCurrenciesMeetInClearing(kind, transfers);
    }

    /** A journal of leg 0, effective on the day it is posted (UTC), without links. */
    public static Journal of(
            String id,
            AccountId account,
            Kind kind,
            SourceType sourceType,
            String sourceId,
            Instant postedAt,
            List<Transfer> transfers) {
        return new Journal(
                id,
                account,
                kind,
                sourceType,
                sourceId,
                0,
                postedAt.atZone(ZoneOffset.UTC).toLocalDate(),
                postedAt,
                Optional.empty(),
                Optional.empty(),
                0,
                transfers);
    }

    public Journal withLeg(int number) {
        return with(number, reverses, link, planVersion);
    }

    public Journal withPlan(int version) {
        return with(leg, reverses, link, version);
    }

    public Journal withLink(String twin) {
        return with(leg, reverses, Optional.of(twin), planVersion);
    }

    Journal reversing(String journalId) {
        return with(leg, Optional.of(journalId), link, planVersion);
    }

    private Journal with(
            int newLeg, Optional<String> newReverses, Optional<String> newLink, int newPlan) {
        return new Journal(
                id,
                account,
                kind,
                sourceType,
                sourceId,
                newLeg,
                effectiveOn,
                postedAt,
                newReverses,
                newLink,
                newPlan,
                transfers);
    }

    /** What this journal takes out of a pocket: debits less credits, negative if it puts in. */
    public Money takenFrom(Pocket pocket) {
        var taken = Money.zero(pocket.currency());
        for (var t : transfers) {
            if (t.debited().equals(pocket)) taken = taken.plus(t.amount());
            if (t.credited().equals(pocket)) taken = taken.minus(t.amount());
        }
        return taken;
    }

    /** Whether the seller pays a platform's fee by one of its transfers. */
    public boolean isApplicationFee(Transfer transfer) {
        return kind.paysApplicationFee()
                && transfer.debit().isMerchants()
                && transfer.credit() == Purpose.TRANSFER_IN_TRANSIT;
    }

    /** Whether it takes money that must be there first, so that only postBounded may post it. */
    public boolean isBounded() {
        return kind.bounded() && transfers.stream().anyMatch(t -> t.debit().floored());
    }

    private static void checkCurrenciesMeetInClearing(Kind kind, List<Transfer> transfers) {
        var currencies = transfers.stream().map(t -> t.amount().currency()).distinct().toList();
        if (currencies.size() == 1) return;
        for (var currency : currencies) {
            boolean meets =
                    transfers.stream()
                            .filter(t -> t.amount().currency().equals(currency))
                            .anyMatch(t ->
                                    t.debit() == Purpose.FX_CLEARING
                                            || t.credit() == Purpose.FX_CLEARING);
            if (!meets)
                throw new IllegalArgumentException(
                        kind + " mixes " + currencies + " outside the clearing pocket");
        }
    }
}
