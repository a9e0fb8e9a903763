package hawker.clearing;

import hawker.clearing.ClearingSql.Left;
import hawker.kernel.AccountId;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.platform.TxRunner;
import java.util.ArrayList;
import java.util.List;

/** I6: of a settled day nothing is left between us and the network. */
final class ClearingInvariants implements Invariant {

    private final TxRunner tx;
    private final ClearingSql sql;

    ClearingInvariants(TxRunner tx, ClearingSql sql) {
        this.tx = tx;
        this.sql = sql;
    }

    @Override
    public String id() {
        return "I6";
    }

    @Override
    public String says() {
        return "of a settled day nothing is left between us and the network";
    }

    @Override
    public List<Finding> check(AccountId account) {
        var findings = new ArrayList<Finding>();
        tx.doInAccount(
                account,
                read -> {
                    for (var open : sql.open(read, account))
                        if (!open.remains().isZero()) findings.add(listed(account, open));
                    for (var left : sql.left(read, account))
                        if (!left.left().equals(left.listed()))
                            findings.add(unexplained(account, left));
                });
        return findings;
    }

    private static Finding listed(AccountId account, Difference open) {
        return new Finding(
                "I6",
                account,
                open.subject(),
                open.remains().text() + " of " + open.day() + " is in no file of the network");
    }

    private static Finding unexplained(AccountId account, Left left) {
        return new Finding(
                "I6",
                account,
                (left.pays() ? "receivable " : "payable ") + left.left().currency().code(),
                left.left().text()
                        + " is left of the days through "
                        + left.through()
                        + ", "
                        + left.listed().text()
                        + " of it is listed");
    }
}
