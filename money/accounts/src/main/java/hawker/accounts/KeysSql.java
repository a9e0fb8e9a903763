package hawker.accounts;

import hawker.api.ApiKeyKind;
import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API keys, under the number of the mode they act in. */
final class KeysSql {

    private static final String COLUMNS =
            "key_id, kind, name, hint, public_key, rights, created_at, expires_at";

    void insert(AccountId account, Tx tx, ApiKey key, String hash) {
        tx.update(
                """
                insert into accounts.api_keys (
                    account_id, key_hash, key_id, kind, name, hint, public_key, rights, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                hash,
                key.id(),
                key.kind().name(),
                key.name(),
                key.hint(),
                key.publicKey(),
                key.rights().toArray(String[]::new),
                key.created());
    }

    Optional<ApiKey> byHash(AccountId account, Tx tx, String hash) {
        return tx.one(
                "select "
                        + COLUMNS
                        + " from accounts.api_keys where account_id = ? and key_hash = ?",
                KeysSql::key,
                account,
                hash);
    }

    /** All keys that work now or will expire later, newest first. */
    List<ApiKey> all(AccountId account, Tx tx, Instant now) {
        return tx.list(
                "select "
                        + COLUMNS
                        + """
                         from accounts.api_keys
                        where account_id = ? and (expires_at is null or expires_at > ?)
                        order by key_id desc
                        """,
                KeysSql::key,
                account,
                now);
    }

    /** Ends a key at a time, unless it ends earlier; false if there is no such key. */
    boolean expire(AccountId account, Tx tx, String keyId, Instant at) {
        return tx.update(
                        """
                        update accounts.api_keys set expires_at = least(coalesce(expires_at, ?), ?)
                        where account_id = ? and key_id = ?
                        """,
                        at,
                        at,
                        account,
                        keyId)
                == 1;
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.text("key_id"),
                ApiKeyKind.valueOf(row.text("kind")),
                row.text("name"),
                row.text("hint"),
                row.maybeText("public_key"),
                Set.copyOf(row.texts("rights")),
                row.time("created_at"),
                row.maybeTime("expires_at"));
    }
}
