package hawker.payments;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What payments ask of the room that moves money between accounts, which stands above them. It
 * joins their transactions, so that a charge and what it owes to others are written together.
 */
public interface Sharing {

    /** Why money cannot be shared so: Stripe's parameter, code and message. */
    record Wrong(String param, String code, String message) {}

    /** What of a refund others give back. */
    record Back(boolean transfer, boolean fee) {
        static final Back NONE = new Back(false, false);

        boolean any() {
            return transfer || fee;
        }
    }

    /**
     * Whether the accounts named by a share may be given money; reads, so never in a transaction.
     */
    Optional<Wrong> wrong(AccountId account, Share share);

    /**
     * Money of a charge was captured; its share has names.
     *
     * @param availableOn the day until which the money waits; empty: it is available
     */
    void captured(Tx tx, Charge charge, Optional<LocalDate> availableOn);

    /** Brings home what is still under way of a charge, in transactions of its own. */
    void arrive(AccountId account, Charge charge);

    /**
     * A charge is refunded; takes back in proportion, cumulatively.
     *
     * @param charge as it was before the refund
     * @return the reversal's id, {@code trr_…}
     * @throws hawker.api.ApiError if the others do not have the money
     */
    Optional<String> refunded(Tx tx, Charge charge, Refund refund, Back back);

    /** No money goes anywhere. */
    Sharing NONE =
            new Sharing() {
                @Override
                public Optional<Wrong> wrong(AccountId account, Share share) {
                    return Optional.of(
                            new Wrong(
                                    "transfer_data[destination]",
                                    "resource_missing",
                                    "No such destination."));
                }

                @Override
                public void captured(Tx tx, Charge charge, Optional<LocalDate> availableOn) {
                    throw new IllegalStateException("nobody shares " + charge.id());
                }

                @Override
                public void arrive(AccountId account, Charge charge) {}

                @Override
                public Optional<String> refunded(Tx tx, Charge charge, Refund refund, Back back) {
                    throw new IllegalStateException("nobody shares " + charge.id());
                }
            };
}
