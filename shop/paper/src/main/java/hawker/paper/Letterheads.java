package hawker.paper;

import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.Optional;
import java.util.function.Function;

/** How sellers want to be named: what they say themselves, else what is known of them. */
public final class Letterheads {

    private final Platform platform;
    private final PaperSql sql;
    private final Function<AccountId, Optional<Letterhead>> known;

    Letterheads(Platform platform, PaperSql sql, Function<AccountId, Optional<Letterhead>> known) {
        this.platform = platform;
        this.sql = sql;
        this.known = known;
    }

    /** What the seller has said, to be changed. */
    public Optional<Letterhead> said(AccountId account) {
        return platform.tx().readAccount(account, tx -> said(tx, account));
    }

    /** The same, for what becomes final in this transaction. */
    public Optional<Letterhead> said(Tx tx, AccountId account) {
        return sql.find(tx, account);
    }

    /** Keeps what the seller says; it counts for what is printed of invoices finalized later. */
    public void keep(AccountId account, Letterhead letterhead) {
        var now = platform.clock().now();
        platform.tx().doInAccount(account, tx -> sql.put(tx, account, letterhead, now));
    }

    /** What is printed: what the seller has said, else what it told as a connected account. */
    public Letterhead of(AccountId account) {
        return said(account).or(() -> known.apply(account)).orElse(Letterhead.NONE);
    }
}
