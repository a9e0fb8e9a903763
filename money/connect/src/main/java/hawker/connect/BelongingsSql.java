package hawker.connect;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** The rows of what belongs to a connected account: its people, and where it is paid out to. */
final class BelongingsSql {

    // People

    void insert(AccountId id, Tx tx, AccountPerson person) {
        tx.update(
                """
                insert into connect.person (
                    account_id, person_id, version, individual, details, metadata, created_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                person.id(),
                person.version(),
                person.individual(),
                Json.text(person.details()),
                Json.text(Json.metadata(person.metadata())),
                person.created());
    }

    void update(AccountId id, Tx tx, AccountPerson person) {
        tx.update(
                """
                update connect.person set version = ?, details = ?, metadata = ?
                where account_id = ? and person_id = ?
                """,
                person.version(),
                Json.text(person.details()),
                Json.text(Json.metadata(person.metadata())),
                id,
                person.id());
    }

    void deletePerson(AccountId id, Tx tx, String personId) {
        tx.update(
                "delete from connect.person where account_id = ? and person_id = ?", id, personId);
    }

    /** All of an account, newest first; an account has few. */
    List<AccountPerson> persons(AccountId id, Tx tx) {
        return tx.list(
                """
                select account_id, person_id, version, individual, details, metadata, created_at
                from connect.person where account_id = ? order by person_id desc
                """,
                BelongingsSql::person,
                id);
    }

    // Where it is paid out to

    void insert(AccountId id, Tx tx, ExternalAccount external) {
        tx.update(
                """
                insert into connect.external_account (
                    account_id, external_id, version, currency, is_default, status, account_number,
                    details, metadata, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                external.id(),
                external.version(),
                external.currency(),
                external.isDefault(),
                external.status(),
                external.accountNumber(),
                Json.text(external.details()),
                Json.text(Json.metadata(external.metadata())),
                external.created());
    }

    void update(AccountId id, Tx tx, ExternalAccount external) {
        tx.update(
                """
                update connect.external_account
                set version = ?, is_default = ?, status = ?, details = ?, metadata = ?
                where account_id = ? and external_id = ?
                """,
                external.version(),
                external.isDefault(),
                external.status(),
                Json.text(external.details()),
                Json.text(Json.metadata(external.metadata())),
                id,
                external.id());
    }

    /** No account of a currency is the default any more: another is about to be. */
    void noDefault(AccountId id, Tx tx, Currency currency) {
        tx.update(
                """
                update connect.external_account set is_default = false
                where account_id = ? and currency = ? and is_default
                """,
                id,
                currency);
    }

    void deleteExternal(AccountId id, Tx tx, String externalId) {
        tx.update(
                "delete from connect.external_account where account_id = ? and external_id = ?",
                id,
                externalId);
    }

    /** All of an account, newest first; an account has few. */
    List<ExternalAccount> externals(AccountId id, Tx tx) {
        return tx.list(
                """
                select account_id, external_id, version, currency, is_default, status,
                       account_number, details, metadata, created_at
                from connect.external_account where account_id = ? order by external_id desc
                """,
                BelongingsSql::external,
                id);
    }

    Optional<ExternalAccount> external(AccountId id, Tx tx, String externalId) {
        return externals(id, tx).stream().filter(e -> e.id().equals(externalId)).findFirst();
    }

    private static AccountPerson person(Row row) {
        return new AccountPerson(
                row.text("person_id"),
                row.account("account_id"),
                row.integer("version"),
                row.flag("individual"),
                ConnectSql.json(row, "details"),
                Json.metadata(row.text("metadata")),
                row.time("created_at"));
    }

    private static ExternalAccount external(Row row) {
        return new ExternalAccount(
                row.text("external_id"),
                row.account("account_id"),
                row.integer("version"),
                row.currency("currency"),
                row.flag("is_default"),
                row.text("status"),
                row.text("account_number"),
                ConnectSql.json(row, "details"),
                Json.metadata(row.text("metadata")),
                row.time("created_at"));
    }
}
