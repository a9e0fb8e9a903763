package hawker.accounts;

import hawker.kernel.Currency;
import hawker.kernel.UserId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** Sign-ups and new passwords that wait for a mail to be read, by the hash of its secret. */
final class RegistrationsSql {

    void insert(String name, Tx tx, Registering.Pending pending) {
        var person = pending.person();
        var shop = pending.shop();
        tx.update(
                """
                insert into accounts.registrations (
                    name, handle, person_name, email, password_hash, shop_handle, shop_name,
                    shop_country, shop_currency, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                name,
                person.handle(),
                person.name(),
                person.email(),
                pending.passwordHash(),
                shop.map(NewAccount::handle),
                shop.map(NewAccount::name),
                shop.map(NewAccount::country),
                shop.map(s -> s.currency().code()),
                pending.expires());
    }

    Optional<Registering.Pending> find(String name, Tx tx) {
        return tx.one(
                """
                select handle, person_name, email, password_hash, shop_handle, shop_name,
                    shop_country, shop_currency, expires_at
                from accounts.registrations where name = ?
                """,
                RegistrationsSql::pending,
                name);
    }

    /** Uses it up; false if somebody else did. */
    boolean take(String name, Tx tx) {
        return tx.update("delete from accounts.registrations where name = ?", name) == 1;
    }

    int acrossPrune(Tx tx, Instant now) {
        return tx.update(
                "/* across: prune-registrations */"
                        + " delete from accounts.registrations where expires_at < ?",
                now);
    }

    void insertReset(String name, Tx tx, UserId person, Instant expires) {
        tx.update(
                "insert into accounts.resets (name, user_id, expires_at) values (?, ?, ?)",
                name,
                person,
                expires);
    }

    Optional<UserId> findReset(String name, Tx tx, Instant now) {
        return tx.one(
                "select user_id from accounts.resets where name = ? and expires_at > ?",
                row -> row.user("user_id"),
                name,
                now);
    }

    /** Uses it up; false if somebody else did. */
    boolean takeReset(String name, Tx tx) {
        return tx.update("delete from accounts.resets where name = ?", name) == 1;
    }

    int acrossPruneResets(Tx tx, Instant now) {
        return tx.update(
                "/* across: prune-resets */ delete from accounts.resets where expires_at < ?", now);
    }

    private static Registering.Pending pending(Row row) {
        // The password itself is nowhere: only its hash was kept.
        var person =
                new NewPerson(
                        row.text("handle"), row.text("person_name"), row.text("email"), "", false);
        var shop =
                row.maybeText("shop_handle")
                        .map(handle ->
                                NewAccount.of(
                                        handle,
                                        row.text("shop_name"),
                                        row.text("shop_country"),
                                        Currency.of(row.text("shop_currency")),
                                        row.text("email")));
        return new Registering.Pending(
                person, row.text("password_hash"), shop, row.time("expires_at"));
    }
}
