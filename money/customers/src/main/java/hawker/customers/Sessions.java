package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import hawker.kernel.Ids;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.Optional;

/** Customer sessions: a page shows what was saved of one customer to whoever holds the secret. */
public final class Sessions {

    static final Duration LIFE = Duration.ofMinutes(30);

    private static final String PREFIX = "cuss_secret";

    /** A new session, this once with its secret. */
    record Made(CustomerSession session, String secret) {}

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final HandedSql sql;

    Sessions(Platform platform, HandedSql sql) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.sql = sql;
    }

    Made create(Tx tx, AccountId account, Customer.Id customer, ObjectNode components) {
        var now = clock.now();
        var secret = ids.secret(PREFIX, account);
        var session = new CustomerSession(account, customer, components, now, now.plus(LIFE));
        sql.insert(tx, session, Secrets.sha256(secret));
        return new Made(session, secret);
    }

    /** The session of an account by what its page holds; empty when it ran out or is another's. */
    public Optional<CustomerSession> bySecret(AccountId account, String secret) {
        if (!IdCodec.account(secret).equals(Optional.of(account))) return Optional.empty();
        return tx.readAccount(account, tx -> sql.session(tx, account, Secrets.sha256(secret)))
                .filter(session -> session.expires().isAfter(clock.now()));
    }

    /** Forgets what ran out, keys too. */
    int prune() {
        var before = clock.now();
        return tx.acrossAccounts("prune-handed", tx -> sql.acrossPrune(tx, before));
    }
}
