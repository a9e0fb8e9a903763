package hawker.covering;

import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.network.Bank;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the room; its schema is "covering". */
public final class CoveringModule {

    /** The chore that looks at all who are short; it runs every hour. */
    public static final String CHORE = "covering-look";

    private static final Logger log = LoggerFactory.getLogger(CoveringModule.class);
    private static final int ACCOUNTS_A_PAGE = 500;

    /** What may make an account short, or fill it again. */
    private static final List<String> HEARD =
            List.of(
                    "balance.available",
                    "charge.dispute.created",
                    "charge.dispute.updated",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.closed",
                    "charge.refunded",
                    "payout.failed",
                    "topup.succeeded");

    private final Platform platform;
    private final CoveringSql sql = new CoveringSql();
    private final Looking looking;
    private final CoveringInvariants invariants;

    private CoveringModule(Platform platform, Connect connect, Ledger ledger, Bank bank) {
        this.platform = platform;
        var debits = new Debits(platform, connect, ledger, bank, sql);
        debits.start();
        looking =
                new Looking(
                        platform,
                        connect,
                        ledger,
                        sql,
                        debits,
                        new Reserves(platform, ledger, sql));
        invariants = new CoveringInvariants(platform.tx(), ledger, sql);
    }

    public static CoveringModule open(
            Platform platform, Connect connect, Ledger ledger, Bank bank) {
        var module = new CoveringModule(platform, connect, ledger, bank);
        platform.events()
                .subscribe("covering", HEARD, event -> module.looking.look(event.account()));
        platform.chores().every(Duration.ofHours(1), CHORE, module::lookAtAll);
        return module;
    }

    /**
     * Everybody who is short, or for whom something is set aside: what was due is done, what was
     * missed is caught up. A crash may lie between an account's book and its platform's.
     */
    void lookAtAll() {
        eachOf(sql::acrossShort);
        eachOf(sql::acrossCovered);
    }

    /** A page of accounts behind a number. */
    private interface Accounts {
        List<AccountId> after(Tx tx, long number, int limit);
    }

    private void eachOf(Accounts accounts) {
        long after = 0;
        while (true) {
            long from = after;
            var page =
                    platform.tx()
                            .readAcross(
                                    "covering", tx -> accounts.after(tx, from, ACCOUNTS_A_PAGE));
            if (page.isEmpty()) return;
            for (var account : page) look(account);
            after = page.getLast().number();
        }
    }

    /** One account's trouble must not keep the others waiting. */
    private void look(AccountId account) {
        try {
            looking.look(account);
        } catch (RuntimeException e) {
            log.error("What {} is short of could not be looked at", account, e);
        }
    }

    /** What was collected from an account's bank for its shortfalls, oldest first. */
    List<Debit> debits(AccountId account) {
        return platform.tx().readAccount(account, tx -> sql.debits(tx, account));
    }

    /** I14 and I15, for the ledger's audit. */
    public List<Invariant> invariants() {
        return invariants.all();
    }
}
