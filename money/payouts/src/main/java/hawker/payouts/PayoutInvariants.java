package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.Pocket;
import hawker.ledger.Purpose;
import hawker.ledger.Waiting;
import hawker.payouts.Payout.Range;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold of releases and payouts; the ledger's audit looks at it each minute. */
final class PayoutInvariants {

    private static final int DAYS_BACK = 14;
    private static final int PAYOUTS_BACK = 5;

    private final TxRunner tx;
    private final Clock clock;
    private final Ledger ledger;
    private final PayoutsSql sql;

    PayoutInvariants(TxRunner tx, Clock clock, Ledger ledger, PayoutsSql sql) {
        this.tx = tx;
        this.clock = clock;
        this.ledger = ledger;
        this.sql = sql;
    }

    List<Invariant> all() {
        return List.of(new Released(), new AddsUp());
    }

    /** Today's release may still be to come; those of the days before must have been. */
    private final class Released implements Invariant {

        @Override
        public String id() {
            return "I7";
        }

        @Override
        public String says() {
            return "nothing is pending that should have become available before today";
        }

        @Override
        public List<Finding> check(AccountId account) {
            var yesterday = clock.today().minusDays(1);
            return ledger
                    .waiting(
                            account,
                            Purpose.MERCHANT_PENDING,
                            yesterday.minusDays(DAYS_BACK),
                            yesterday)
                    .stream()
                    .map(waiting -> finding(account, waiting))
                    .toList();
        }

        private Finding finding(AccountId account, Waiting waiting) {
            return new Finding(
                    id(),
                    account,
                    waiting.availableOn().toString(),
                    waiting.amount() + " still pending");
        }
    }

    /** Ranges are sealed, so this needs no lock and never changes its mind. */
    private final class AddsUp implements Invariant {

        @Override
        public String id() {
            return "I8";
        }

        @Override
        public String says() {
            return "a payout and what it carries on is what came over and what was gained";
        }

        @Override
        public List<Finding> check(AccountId account) {
            return tx.readAccount(account, read -> check(read, account));
        }

        private List<Finding> check(Tx read, AccountId account) {
            var found = new ArrayList<Finding>();
            for (var currency : sql.currencies(read, account)) {
                var newest = sql.automatic(read, account, currency, PAYOUTS_BACK + 1);
                for (int i = 0; i < Math.min(PAYOUTS_BACK, newest.size()); i++) {
                    var before =
                            i + 1 < newest.size()
                                    ? newest.get(i + 1).range()
                                    : Optional.<Range>empty();
                    var payout = newest.get(i);
                    wrong(read, payout, before)
                            .map(says -> new Finding(id(), account, payout.id().text(), says))
                            .ifPresent(found::add);
                }
            }
            return found;
        }

        private Optional<String> wrong(Tx read, Payout payout, Optional<Range> before) {
            var range = payout.range().orElseThrow();
            long touches = before.map(Range::upToSeal).orElse(0L);
            if (range.afterSeal() != touches)
                return Optional.of("range begins at " + range.afterSeal() + ", not at " + touches);
            long carried = before.map(Range::carriedOut).orElse(0L);
            if (range.carriedIn() != carried)
                return Optional.of(range.carriedIn() + " came over, " + carried + " was carried");
            var owed = gained(read, payout, range).minor() + range.carriedIn();
            var given = payout.amount().minor() + range.carriedOut();
            return owed == given
                    ? Optional.empty()
                    : Optional.of(given + " paid and carried, " + owed + " gained");
        }

        private Money gained(Tx read, Payout payout, Range range) {
            var account = payout.account();
            return ledger.gained(
                    read,
                    account,
                    new Pocket(Purpose.MERCHANT_AVAILABLE, payout.amount().currency()),
                    ledger.seal(read, account, range.afterSeal()).orElseThrow(),
                    ledger.seal(read, account, range.upToSeal()).orElseThrow());
        }
    }
}
