package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of people: themselves, their sessions, and for whom they work. */
final class PeopleSql {

    /** A session as it stands. */
    record Session(Instant seenAt, Instant expiresAt) {}

    boolean insert(UserId id, Tx tx, Person person, String passwordHash) {
        return tx.update(
                        """
                        insert into accounts.people (
                            user_id, handle, name, email, password_hash, operator, created_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        id,
                        person.handle(),
                        person.name(),
                        person.email(),
                        passwordHash,
                        person.operator(),
                        person.created())
                == 1;
    }

    Optional<Person> find(UserId id, Tx tx) {
        return tx.one(
                """
                select user_id, handle, name, email, operator, created_at
                from accounts.people where user_id = ?
                """,
                PeopleSql::person,
                id);
    }

    Optional<String> passwordHash(UserId id, Tx tx) {
        return tx.one(
                "select password_hash from accounts.people where user_id = ?",
                row -> row.text("password_hash"),
                id);
    }

    void setPasswordHash(UserId id, Tx tx, String hash) {
        tx.update("update accounts.people set password_hash = ? where user_id = ?", hash, id);
    }

    void deleteSessions(UserId id, Tx tx) {
        tx.update("delete from accounts.sessions where user_id = ?", id);
    }

    void insertMembership(UserId id, Tx tx, Membership membership) {
        tx.update(
                """
                insert into accounts.memberships (user_id, account_id, role)
                values (?, ?, ?) on conflict do nothing
                """,
                id,
                membership.account(),
                membership.role().name());
    }

    void setRole(UserId id, Tx tx, AccountId account, Role role) {
        tx.update(
                "update accounts.memberships set role = ? where user_id = ? and account_id = ?",
                role.name(),
                id,
                account);
    }

    void deleteMembership(UserId id, Tx tx, AccountId account) {
        tx.update(
                "delete from accounts.memberships where user_id = ? and account_id = ?",
                id,
                account);
    }

    List<Membership> memberships(UserId id, Tx tx) {
        return tx.list(
                """
                select account_id, role from accounts.memberships
                where user_id = ? order by account_id
                """,
                row ->
                        new Membership(
                                id, row.account("account_id"), Role.valueOf(row.text("role"))),
                id);
    }

    void insertSession(UserId id, Tx tx, String hash, Instant at, Instant expires) {
        tx.update(
                """
                insert into accounts.sessions (user_id, token_hash, made_at, seen_at, expires_at)
                values (?, ?, ?, ?, ?)
                """,
                id,
                hash,
                at,
                at,
                expires);
    }

    Optional<Session> session(UserId id, Tx tx, String hash) {
        return tx.one(
                """
                select seen_at, expires_at from accounts.sessions
                where user_id = ? and token_hash = ?
                """,
                row -> new Session(row.time("seen_at"), row.time("expires_at")),
                id,
                hash);
    }

    void seen(UserId id, Tx tx, String hash, Instant at, Instant expires) {
        tx.update(
                """
                update accounts.sessions set seen_at = ?, expires_at = ?
                where user_id = ? and token_hash = ?
                """,
                at,
                expires,
                id,
                hash);
    }

    void deleteSession(UserId id, Tx tx, String hash) {
        tx.update("delete from accounts.sessions where user_id = ? and token_hash = ?", id, hash);
    }

    int acrossPruneSessions(Tx tx, Instant now) {
        return tx.update(
                "/* across: prune-sessions */ delete from accounts.sessions where expires_at < ?",
                now);
    }

    private static Person person(Row row) {
        return new Person(
                row.user("user_id"),
                row.text("handle"),
                row.text("name"),
                row.text("email"),
                row.flag("operator"),
                row.time("created_at"));
    }
}
