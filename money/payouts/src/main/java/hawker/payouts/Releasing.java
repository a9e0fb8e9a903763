package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.ledger.Waiting;
import hawker.payouts.ReleasesSql.Release;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the sales of a day available: one journal a day and currency moves their sum from pending
 * to available. A sale's day lies after the day of the sale, so a day is complete when it comes;
 * should something of it arrive late, it is released as the next leg.
 *
 * <p>Each leg covers the sales between two seals, and the seals of a day's legs touch. So it is
 * known for ever which sale was released when, without marking it.
 */
final class Releasing {

    /** How far behind the newest released day late sales are still looked for. */
    private static final int LATE_DAYS = 7;

    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);

    private final Platform platform;
    private final Ledger ledger;
    private final ReleasesSql sql;
    private final Happenings happenings;

    Releasing(Platform platform, Ledger ledger, ReleasesSql sql, Happenings happenings) {
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
        this.happenings = happenings;
    }

    /** Releases everything that is due on or before a day and is still pending. */
    void release(AccountId account, LocalDate through) {
        var newest = platform.tx().readAccount(account, read -> sql.newestDay(read, account));
        var from = newest.map(day -> day.minusDays(LATE_DAYS)).orElse(FIRST_DAY);
        var days =
                ledger.waiting(account, Purpose.MERCHANT_PENDING, from, through).stream()
                        .map(Waiting::availableOn)
                        .distinct()
                        .toList();
        if (days.isEmpty()) return;
        ledger.settled(account);
        platform.tx().doInAccount(account, tx -> releaseAll(tx, account, days));
    }

    private void releaseAll(Tx tx, AccountId account, List<LocalDate> days) {
        var upTo = ledger.seal(tx, account);
        boolean any = false;
        for (var day : days) {
            var last = sql.last(tx, account, day);
            long after = last.map(Release::upToSeal).orElse(0L);
            if (after == upTo.number()) continue;
            int leg = last.map(release -> release.leg() + 1).orElse(0);
            var from = ledger.seal(tx, account, after).orElseThrow();
            var sums =
                    ledger
                            .waitingFor(tx, account, Purpose.MERCHANT_PENDING, day, from, upTo)
                            .values()
                            .stream()
                            .filter(sum -> !sum.isZero())
                            .toList();
            if (sums.isEmpty()) continue;
            for (var sum : sums) ledger.post(tx, journal(account, day, leg, sum));
            var release = new Release(day, leg, after, upTo.number());
            sql.insert(tx, account, release, platform.clock().now());
            any = true;
        }
        if (any) happenings.balanceAvailable(tx, account);
    }

    private Journal journal(AccountId account, LocalDate day, int leg, Money sum) {
        var transfers = new ArrayList<Transfer>();
        if (sum.isPositive())
            transfers.add(
                    Transfer.of(Purpose.MERCHANT_PENDING, Purpose.MERCHANT_AVAILABLE, sum, day));
        else
            transfers.add(
                    Transfer.of(
                            Purpose.MERCHANT_AVAILABLE,
                            Purpose.MERCHANT_PENDING,
                            sum.negated(),
                            day));
        return Journal.of(
                        platform.ids().body(account),
                        account,
                        Kind.FUNDS_RELEASED,
                        SourceType.RELEASE_DAY,
                        source(day, sum.currency().code()),
                        platform.clock().now(),
                        transfers)
                .withLeg(leg);
    }

    /** The name of a day's release in the ledger: {@code 2026-11-24:usd}. */
    static String source(LocalDate day, String currency) {
        return day + ":" + currency;
    }

    /** The day in the name of a release. */
    static LocalDate dayOf(Journal release) {
        var source = release.sourceId();
        return LocalDate.parse(source.substring(0, source.indexOf(':')));
    }
}
