package hawker.customers;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** Rows of customers.ephemeral_key and session: what is handed out for a while, by its hash. */
final class HandedSql {

    void insert(Tx tx, Keys.Key key, String hash) {
        tx.update(
                """
                insert into customers.ephemeral_key (account_id, key_hash, key_id, customer_id,
                    version, created, expires)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                key.account(),
                hash,
                key.id(),
                key.customer().text(),
                key.version(),
                key.created(),
                key.expires());
    }

    /** The key of a customer who is still there. */
    Optional<Keys.Key> key(Tx tx, AccountId account, String hash) {
        return tx.one(
                """
                select k.* from customers.ephemeral_key k
                join customers.customer c on c.account_id = k.account_id
                    and c.customer_id = k.customer_id and c.deleted_at is null
                where k.account_id = ? and k.key_hash = ?
                """,
                HandedSql::key,
                account,
                hash);
    }

    Optional<Keys.Key> deleteKey(Tx tx, AccountId account, String id) {
        return tx.one(
                """
                delete from customers.ephemeral_key where account_id = ? and key_id = ?
                returning *
                """,
                HandedSql::key,
                account,
                id);
    }

    void insert(Tx tx, CustomerSession session, String hash) {
        tx.update(
                """
                insert into customers.session (account_id, secret_hash, customer_id, components,
                    created, expires)
                values (?, ?, ?, ?, ?, ?)
                """,
                session.account(),
                hash,
                session.customer().text(),
                Json.text(session.components()),
                session.created(),
                session.expires());
    }

    /** The session of a customer who is still there. */
    Optional<CustomerSession> session(Tx tx, AccountId account, String hash) {
        return tx.one(
                """
                select s.* from customers.session s
                join customers.customer c on c.account_id = s.account_id
                    and c.customer_id = s.customer_id and c.deleted_at is null
                where s.account_id = ? and s.secret_hash = ?
                """,
                row ->
                        new CustomerSession(
                                row.account("account_id"),
                                new Customer.Id(row.text("customer_id")),
                                Json.parse(row.text("components")),
                                row.time("created"),
                                row.time("expires")),
                account,
                hash);
    }

    int acrossPrune(Tx tx, Instant before) {
        return tx.update(
                        "/* across: prune-handed */ delete from customers.ephemeral_key"
                                + " where expires < ?",
                        before)
                + tx.update(
                        "/* across: prune-handed */ delete from customers.session where expires < ?",
                        before);
    }

    private static Keys.Key key(Row row) {
        return new Keys.Key(
                row.text("key_id"),
                row.account("account_id"),
                new Customer.Id(row.text("customer_id")),
                row.text("version"),
                row.time("created"),
                row.time("expires"));
    }
}
