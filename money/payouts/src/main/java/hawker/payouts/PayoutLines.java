package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.ledger.EntryFilter;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Seal;
import hawker.payouts.Payout.Range;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.Optional;

/**
 * Which part of the book an automatic payout pays out: its range, with each release in it taken
 * apart into the sales of the day released.
 */
final class PayoutLines {

    private final TxRunner tx;
    private final Ledger ledger;
    private final ReleasesSql releases;

    PayoutLines(TxRunner tx, Ledger ledger, ReleasesSql releases) {
        this.tx = tx;
        this.ledger = ledger;
        this.releases = releases;
    }

    /** Empty for a payout that somebody asked for: it is an amount, not a part of the book. */
    Optional<EntryFilter.Part> of(Payout payout) {
        return payout.range()
                .map(range -> tx.readAccount(payout.account(), read -> part(read, payout, range)));
    }

    private EntryFilter.Part part(Tx read, Payout payout, Range range) {
        var account = payout.account();
        var currency = payout.amount().currency();
        var after = ledger.seal(read, account, range.afterSeal()).orElseThrow();
        var upTo = ledger.seal(read, account, range.upToSeal()).orElseThrow();
        var days =
                ledger.journals(read, account, Kind.FUNDS_RELEASED, after, upTo).stream()
                        .filter(r -> r.sourceId().endsWith(":" + currency))
                        .map(release -> day(read, account, release))
                        .toList();
        return new EntryFilter.Part(payout.id().text(), currency, after, upTo, days);
    }

    private EntryFilter.ReleasedDay day(Tx read, AccountId account, Journal journal) {
        var release =
                releases.find(read, account, Releasing.dayOf(journal), journal.leg()).orElseThrow();
        return new EntryFilter.ReleasedDay(
                release.day(),
                seal(read, account, release.afterSeal()),
                seal(read, account, release.upToSeal()));
    }

    private Seal seal(Tx read, AccountId account, long number) {
        return ledger.seal(read, account, number).orElseThrow();
    }
}
