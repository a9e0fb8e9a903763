package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Ids;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.Optional;

/** The room above that shares money, once it stands; until then nobody shares. */
final class Shared implements Sharing {

    private final Ids ids;
    private volatile Sharing above = NONE;

    Shared(Ids ids) {
        this.ids = ids;
    }

    void with(Sharing sharing) {
        above = sharing;
    }

    /** Draws the ids of what a charge in this account's book will owe to others. */
    Optional<Share.Named> named(AccountId account, Share share) {
        if (share.equals(Share.NONE)) return Optional.empty();
        var earner = share.earner(account);
        // A hold may be raised or captured with a fee that nobody named before.
        var may = share.platform().or(share::destination);
        return Optional.of(
                new Share.Named(
                        share,
                        may.map(who -> ids.ordinary("fee", earner)),
                        may.map(who -> ids.body(earner)),
                        share.destination().map(to -> ids.ordinary("tr", account))));
    }

    /** The share of a charge that failed: nothing comes of it. */
    static Optional<Share.Named> unnamed(Share share) {
        return share.equals(Share.NONE)
                ? Optional.empty()
                : Optional.of(
                        new Share.Named(
                                share, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Override
    public Optional<Wrong> wrong(AccountId account, Share share) {
        boolean asks = share.destination().isPresent() || share.onBehalfOf().isPresent();
        return asks ? above.wrong(account, share) : Optional.empty();
    }

    @Override
    public void captured(Tx tx, Charge charge, Optional<LocalDate> availableOn) {
        if (charge.facts().shared().filter(named -> named.share().moves()).isPresent())
            above.captured(tx, charge, availableOn);
    }

    @Override
    public void arrive(AccountId account, Charge charge) {
        if (charge.facts().shared().isPresent()) above.arrive(account, charge);
    }

    @Override
    public Optional<String> refunded(Tx tx, Charge charge, Refund refund, Back back) {
        return back.any() ? above.refunded(tx, charge, refund, back) : Optional.empty();
    }
}
