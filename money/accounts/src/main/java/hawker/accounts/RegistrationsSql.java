package hawker.accounts;

import hawker.kernel.Currency;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/** Sign-ups that wait for their mail to be read, by the hash of the secret in it. */
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
