package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** How many units there are, and promises of them. */
public final class Stock {

    /**
     * Keeps units for a buyer for 15 minutes, all of them or none. Units the same holder already
     * keeps are given back first, so that asking again with other lines is the way to change them.
     */
    public Taken hold(AccountId account, String holder, List<LineRequest> lines) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes a holder's holds the right to be charged: they expire no more. False, and nothing
     * changes, if there are none or one of them is over.
     */
    public boolean pin(Tx tx, AccountId account, String holder) {
        throw new UnsupportedOperationException();
    }

    /** The payment was declined: pinned holds are active again for 15 minutes. */
    public void unpin(Tx tx, AccountId account, String holder) {
        throw new UnsupportedOperationException();
    }

    /** The buyer is still there: active holds last 15 minutes from now, at most 60 in all. */
    public void extend(Tx tx, AccountId account, String holder) {
        throw new UnsupportedOperationException();
    }

    /**
     * The holds are sold: held becomes committed. True if it did or had done so before, false if
     * the holds are no longer there (nothing changes then).
     */
    public boolean commit(Tx tx, AccountId account, String holder) {
        throw new UnsupportedOperationException();
    }

    /** Gives active and pinned holds back; nothing if there are none. */
    public void release(Tx tx, AccountId account, String holder) {
        throw new UnsupportedOperationException();
    }

    /** A holder's holds in every state, oldest first. */
    public List<Hold> holds(AccountId account, String holder) {
        throw new UnsupportedOperationException();
    }

    /** Sold units leave the shop; the actor is the order. */
    public void ship(Tx tx, AccountId account, List<LineRequest> lines, String order) {
        throw new UnsupportedOperationException();
    }

    /** An order is cancelled before it was sent: its units can be sold again. */
    public void uncommit(Tx tx, AccountId account, List<LineRequest> lines) {
        throw new UnsupportedOperationException();
    }

    /** Sent units come back fit for sale. */
    public void giveBack(Tx tx, AccountId account, List<LineRequest> lines, String order) {
        throw new UnsupportedOperationException();
    }

    /** Counts: from now on this many lie there. Empty if there is no such variant. */
    public Optional<StockLevel> setOnHand(
            AccountId account, Variant.Id variant, int onHand, String actor) {
        throw new UnsupportedOperationException();
    }

    /** Units came or went; refused (empty) if fewer than none would lie there. */
    public Optional<StockLevel> adjust(
            AccountId account,
            Variant.Id variant,
            int delta,
            Movement.Reason reason,
            String actor) {
        throw new UnsupportedOperationException();
    }

    public Optional<StockLevel> level(AccountId account, Variant.Id variant) {
        throw new UnsupportedOperationException();
    }

    /** What came and went, newest first. */
    public List<Movement> movements(AccountId account, Variant.Id variant, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Counted variants of active products with at most this many available, fewest first. */
    public List<StockLevel> low(AccountId account, int atMost, int limit) {
        throw new UnsupportedOperationException();
    }
}
