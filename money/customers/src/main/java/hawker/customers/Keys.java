package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Caller;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import hawker.kernel.Ids;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ephemeral keys: for an hour a program on a phone sees one customer, and nothing else of the
 * seller. Only the hash of a key is kept; the account in it finds the row, the hash is the proof.
 */
final class Keys {

    static final Duration LIFE = Duration.ofHours(1);

    /**
     * A key without its secret.
     *
     * @param version of the API that the program speaks
     */
    record Key(
            String id,
            AccountId account,
            Customer.Id customer,
            String version,
            Instant created,
            Instant expires) {}

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final HandedSql sql;

    Keys(Platform platform, HandedSql sql) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.sql = sql;
    }

    /** The new key as the API shows it, this once with its secret. */
    ObjectNode create(Tx tx, AccountId account, Customer.Id customer, String version) {
        var now = clock.now();
        var mode = account.livemode() ? "ek_live" : "ek_test";
        var secret = ids.secret(mode, account);
        var key =
                new Key(
                        ids.ordinary("ephkey", account),
                        account,
                        customer,
                        version,
                        now,
                        now.plus(LIFE));
        sql.insert(tx, key, Secrets.sha256(secret));
        return json(key).put("secret", secret);
    }

    /** Ends a key; empty if there is none, or none any more. */
    Optional<Key> delete(Tx tx, AccountId account, String id) {
        return sql.deleteKey(tx, account, id).filter(key -> key.expires().isAfter(clock.now()));
    }

    /** Who stands behind a key that begins with ek_; empty if it is none or ran out. */
    Optional<Caller> authenticate(String secret) {
        var account = IdCodec.account(secret);
        if (account.isEmpty()) return Optional.empty();
        return tx.readAccount(
                        account.get(), tx -> sql.key(tx, account.get(), Secrets.sha256(secret)))
                .filter(key -> key.expires().isAfter(clock.now()))
                .map(key ->
                        Caller.ofCustomer(
                                key.account(), key.customer().text(), key.id(), key.version()));
    }

    static ObjectNode json(Key key) {
        return Json.object()
                .put("id", key.id())
                .put("object", "ephemeral_key")
                .put("created", Json.seconds(key.created()))
                .put("expires", Json.seconds(key.expires()))
                .put("livemode", key.account().livemode());
    }
}
