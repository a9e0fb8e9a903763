package hawker.accounts;

import hawker.api.ApiKeyKind;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of accounts, their members and bank accounts, always under the live number; and of API
 * keys.
 */
final class AccountsSql {

    private static final String COLUMNS =
            """
            account_id, handle, name, country, currency, email, charges_enabled, payouts_enabled,
            about, logo, banner, accent, support_email, returns, closed, api_version, created_at
            """;

    private static final String KEY_COLUMNS =
            "key_id, kind, name, hint, public_key, rights, created_at, expires_at";

    boolean insert(AccountId id, Tx tx, Account account) {
        return tx.update(
                        """
                        insert into accounts.accounts (
                            account_id, handle, name, country, currency, email, charges_enabled,
                            payouts_enabled, about, logo, banner, accent, support_email, returns,
                            api_version, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """,
                        id,
                        account.handle(),
                        account.name(),
                        account.country(),
                        account.currency(),
                        account.email(),
                        account.chargesEnabled(),
                        account.payoutsEnabled(),
                        account.about(),
                        account.logo(),
                        account.banner(),
                        account.accent(),
                        account.supportEmail(),
                        account.returns(),
                        account.apiVersion(),
                        account.created())
                == 1;
    }

    Optional<Account> find(AccountId id, Tx tx) {
        return tx.one(
                "select " + COLUMNS + " from accounts.accounts where account_id = ?",
                AccountsSql::account,
                id);
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Account> lock(AccountId id, Tx tx) {
        return tx.one(
                "select " + COLUMNS + " from accounts.accounts where account_id = ? for update",
                AccountsSql::account,
                id);
    }

    /** Marks an account as opened by a platform. */
    void setConnected(AccountId id, Tx tx) {
        tx.update("update accounts.accounts set connected = true where account_id = ?", id);
    }

    void enable(AccountId id, Tx tx, boolean charges, boolean payouts) {
        tx.update(
                """
                update accounts.accounts set charges_enabled = ?, payouts_enabled = ?
                where account_id = ?
                """,
                charges,
                payouts,
                id);
    }

    /** Sellers' own accounts in order of their numbers, from the one behind {@code after}. */
    List<Account> acrossAll(Tx tx, long after, int limit) {
        return tx.list(
                "/* across: account-directory */ select "
                        + COLUMNS
                        + " from accounts.accounts where account_id > ? and not connected"
                        + " order by account_id limit ?",
                AccountsSql::account,
                after,
                limit);
    }

    void setProfile(AccountId id, Tx tx, Profile profile) {
        tx.update(
                """
                update accounts.accounts set name = ?, about = ?, logo = ?, banner = ?, accent = ?,
                    support_email = ?, returns = ?, closed = ?
                where account_id = ?
                """,
                profile.name(),
                profile.about(),
                profile.logo(),
                profile.banner(),
                profile.accent(),
                profile.supportEmail(),
                profile.returns(),
                profile.closed(),
                id);
    }

    void insertMember(AccountId id, Tx tx, UserId person, Role role, Instant since) {
        tx.update(
                """
                insert into accounts.members (account_id, user_id, role, since)
                values (?, ?, ?, ?) on conflict do nothing
                """,
                id,
                person,
                role.name(),
                since);
    }

    List<Membership> members(AccountId id, Tx tx) {
        return tx.list(
                "select user_id, role from accounts.members where account_id = ? order by since",
                row -> new Membership(row.user("user_id"), id, Role.valueOf(row.text("role"))),
                id);
    }

    /** The same, and nobody else changes them before the transaction ends. */
    List<Membership> lockMembers(AccountId id, Tx tx) {
        // New members have no row yet: the account's own row is what is locked.
        tx.one(
                "select handle from accounts.accounts where account_id = ? for update",
                row -> row.text("handle"),
                id);
        return members(id, tx);
    }

    void setRole(AccountId id, Tx tx, UserId person, Role role) {
        tx.update(
                "update accounts.members set role = ? where account_id = ? and user_id = ?",
                role.name(),
                id,
                person);
    }

    void deleteMember(AccountId id, Tx tx, UserId person) {
        tx.update("delete from accounts.members where account_id = ? and user_id = ?", id, person);
    }

    void insertBankAccount(AccountId id, Tx tx, BankAccount bank, Instant at) {
        tx.update(
                """
                insert into accounts.bank_accounts (
                    account_id, bank_account_id, country, currency, holder, routing, account_number,
                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                bank.id(),
                bank.country(),
                bank.currency(),
                bank.holder(),
                bank.routing(),
                bank.accountNumber(),
                at);
    }

    /** Of a connected account, whose bank accounts the room connect remembers. */
    void deleteBankAccounts(AccountId id, Tx tx) {
        tx.update("delete from accounts.bank_accounts where account_id = ?", id);
    }

    /** The newest one: bank accounts are replaced, never changed. */
    Optional<BankAccount> bankAccount(AccountId id, Tx tx) {
        return tx.one(
                """
                select bank_account_id, country, currency, holder, routing, account_number
                from accounts.bank_accounts where account_id = ?
                order by bank_account_id desc limit 1
                """,
                AccountsSql::bank,
                id);
    }

    // API keys, under the number of the mode they act in

    void insertKey(AccountId account, Tx tx, ApiKey key, String hash) {
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

    Optional<ApiKey> keyByHash(AccountId account, Tx tx, String hash) {
        return tx.one(
                "select "
                        + KEY_COLUMNS
                        + " from accounts.api_keys where account_id = ? and key_hash = ?",
                AccountsSql::key,
                account,
                hash);
    }

    /** All keys that work now or will expire later, newest first. */
    List<ApiKey> keys(AccountId account, Tx tx, Instant now) {
        return tx.list(
                "select "
                        + KEY_COLUMNS
                        + """
                         from accounts.api_keys
                        where account_id = ? and (expires_at is null or expires_at > ?)
                        order by key_id desc
                        """,
                AccountsSql::key,
                account,
                now);
    }

    /** Ends a key at a time, unless it ends earlier; false if there is no such key. */
    boolean expireKey(AccountId account, Tx tx, String keyId, Instant at) {
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

    boolean acrossAnyLiveKey(Tx tx) {
        return tx.one(
                        """
                        /* across: live-keys */ select 1 as one from accounts.api_keys
                        where account_id % 2 = 0 limit 1
                        """,
                        row -> row.integer("one"))
                .isPresent();
    }

    private static BankAccount bank(Row row) {
        return new BankAccount(
                row.text("bank_account_id"),
                row.text("country"),
                row.currency("currency"),
                row.text("holder"),
                row.text("routing"),
                row.text("account_number"));
    }

    private static Account account(Row row) {
        return new Account(
                row.account("account_id"),
                row.text("handle"),
                row.text("name"),
                row.text("country"),
                row.currency("currency"),
                row.text("email"),
                row.flag("charges_enabled"),
                row.flag("payouts_enabled"),
                row.text("about"),
                row.maybeText("logo"),
                row.maybeText("banner"),
                row.maybeText("accent"),
                row.maybeText("support_email"),
                row.text("returns"),
                row.maybeText("closed"),
                row.text("api_version"),
                row.time("created_at"));
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
