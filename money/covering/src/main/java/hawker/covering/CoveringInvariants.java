package hawker.covering;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What banks owe and what platforms set aside, against the books. */
final class CoveringInvariants {

    private final TxRunner tx;
    private final Ledger ledger;
    private final CoveringSql sql;

    CoveringInvariants(TxRunner tx, Ledger ledger, CoveringSql sql) {
        this.tx = tx;
        this.ledger = ledger;
        this.sql = sql;
    }

    List<Invariant> all() {
        return List.of(
                new Agreeing(
                        "I14",
                        "what banks owe for shortfalls is the debits on their way",
                        Purpose.BANK_DEBIT_RECEIVABLE,
                        sql::underWay),
                new Agreeing(
                        "I15",
                        "what a platform set aside is what it did for its accounts",
                        Purpose.MERCHANT_RESERVE,
                        sql::reserved));
    }

    /** A pocket of the book holds what this room's rows say. */
    private final class Agreeing implements Invariant {

        private final String id;
        private final String says;
        private final Purpose pocket;
        private final BiFunction<Tx, AccountId, Map<Currency, Money>> rows;

        Agreeing(
                String id,
                String says,
                Purpose pocket,
                BiFunction<Tx, AccountId, Map<Currency, Money>> rows) {
            this.id = id;
            this.says = says;
            this.pocket = pocket;
            this.rows = rows;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String says() {
            return says;
        }

        @Override
        public List<Finding> check(AccountId account) {
            // A step may commit between two reads: only what stays wrong is wrong.
            var first = findings(account);
            return first.isEmpty() ? first : findings(account);
        }

        private List<Finding> findings(AccountId account) {
            return tx.inAccount(account, read -> findings(read, account));
        }

        private List<Finding> findings(Tx read, AccountId account) {
            var told = rows.apply(read, account);
            var found = new ArrayList<Finding>();
            for (var currency : ledger.balances(read, account).currencies()) {
                var booked = ledger.balance(read, account, pocket, currency);
                var said = told.getOrDefault(currency, Money.zero(currency));
                if (!booked.equals(said))
                    found.add(
                            new Finding(
                                    id,
                                    account,
                                    currency.code(),
                                    booked.text() + " booked, " + said.text() + " in rows"));
            }
            return found;
        }
    }
}
