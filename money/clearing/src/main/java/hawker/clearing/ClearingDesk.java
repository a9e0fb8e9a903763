package hawker.clearing;

import hawker.kernel.AccountId;
import hawker.platform.TxRunner;
import java.util.List;

/** The door: files and differences, for whoever looks after the books. */
public final class ClearingDesk {

    private final TxRunner tx;
    private final ClearingSql sql;
    private final Reading reading;

    ClearingDesk(TxRunner tx, ClearingSql sql, Reading reading) {
        this.tx = tx;
        this.sql = sql;
        this.reading = reading;
    }

    /** Reads what the network has sent, instead of within ten minutes. */
    public void read() {
        reading.run();
    }

    /** The newest files, the newest first. */
    public List<ClearedDay> days(int limit) {
        return tx.onSingle(read -> sql.files(read, limit));
    }

    /** Differences of one account that nothing has explained yet, the oldest first. */
    public List<Difference> open(AccountId account) {
        return tx.readAccount(account, read -> sql.open(read, account));
    }

    /** Those of all accounts, the newest first. */
    public List<Difference> open(int limit) {
        return tx.readAcross("clearing-differences", read -> sql.acrossOpen(read, limit));
    }
}
