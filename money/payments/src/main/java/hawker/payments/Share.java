package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.util.Optional;

/**
 * What of a payment goes to others than its seller (docs: Connect charges).
 *
 * <ul>
 *   <li>A <b>direct</b> charge lies in the book of a connected account; the platform that acts for
 *       it gets the fee.
 *   <li>A <b>destination</b> charge lies in the platform's book; the connected account is sent the
 *       money, or a part of it, and pays the fee back out of it.
 * </ul>
 *
 * @param platform who acts for the seller; empty if the seller acts itself
 * @param fee the platform's share
 * @param destination whom the money is for
 * @param part how much of it, if not all
 * @param onBehalfOf the account whose business it is
 */
public record Share(
        Optional<AccountId> platform,
        Optional<Money> fee,
        Optional<AccountId> destination,
        Optional<Money> part,
        Optional<AccountId> onBehalfOf) {

    /** All of it is the seller's. */
    public static final Share NONE =
            new Share(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /**
     * A share with the ids of what will come of it, drawn when the charge is made.
     *
     * @param fee {@code fee_…}, in the platform's book; drawn wherever a fee may still be named, so
     *     that {@link #earned} says whether there is one
     * @param feeJournal the journal that will bring it there
     * @param transfer {@code tr_…}
     */
    public record Named(
            Share share,
            Optional<String> fee,
            Optional<String> feeJournal,
            Optional<String> transfer) {

        /** The id of the fee, where one is taken. */
        public Optional<String> earned() {
            return share.fee().isPresent() ? fee : Optional.empty();
        }

        /** The same with the amounts that its capture settled. */
        Named settled(Share amounts) {
            return new Named(amounts, fee, feeJournal, transfer);
        }
    }

    /** Whether money goes to anybody else. */
    boolean moves() {
        return fee.isPresent() || destination.isPresent();
    }

    /** The fee that the charge's own book pays: only a direct charge does. */
    Optional<Money> ownFee() {
        return destination.isPresent() ? Optional.empty() : fee;
    }

    /** Who gets the fee of a charge in this account's book. */
    public AccountId earner(AccountId account) {
        return destination.isPresent() ? account : platform.orElse(account);
    }

    Share with(Optional<Money> otherFee, Optional<Money> otherPart) {
        return new Share(platform, otherFee, destination, otherPart, onBehalfOf);
    }
}
