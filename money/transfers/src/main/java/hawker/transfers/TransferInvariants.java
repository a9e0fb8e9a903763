package hawker.transfers;

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
import java.util.TreeMap;

/** I9: what is in transit in a book is what was sent from it and has not arrived. */
final class TransferInvariants {

    private final TxRunner tx;
    private final Ledger ledger;
    private final MovementsSql sql;

    TransferInvariants(TxRunner tx, Ledger ledger, MovementsSql sql) {
        this.tx = tx;
        this.ledger = ledger;
        this.sql = sql;
    }

    List<Invariant> all() {
        return List.of(
                new Invariant() {
                    @Override
                    public String id() {
                        return "I9";
                    }

                    @Override
                    public String says() {
                        return "money in transit is what was sent and has not arrived";
                    }

                    @Override
                    public List<Finding> check(AccountId account) {
                        // A step may commit between two reads: only what stays wrong is wrong.
                        var first = findings(account);
                        return first.isEmpty() ? first : findings(account);
                    }
                });
    }

    private List<Finding> findings(AccountId account) {
        return tx.inAccount(account, read -> findings(read, account));
    }

    private List<Finding> findings(Tx read, AccountId account) {
        var sent = new TreeMap<Currency, Money>();
        for (var movement : sql.underWay(account, read))
            sent.merge(movement.amount().currency(), movement.amount(), Money::plus);
        var findings = new ArrayList<Finding>();
        for (var currency : ledger.balances(read, account).currencies()) {
            var booked = ledger.balance(read, account, Purpose.TRANSFER_IN_TRANSIT, currency);
            var underWay = sent.getOrDefault(currency, Money.zero(currency));
            if (!booked.equals(underWay))
                findings.add(
                        new Finding(
                                "I9",
                                account,
                                currency.code(),
                                booked.text() + " in transit, " + underWay.text() + " sent"));
        }
        return findings;
    }
}
