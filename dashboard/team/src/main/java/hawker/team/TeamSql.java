package hawker.team;

import hawker.accounts.Role;
import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements of the room; accounts stand under their live numbers. */
final class TeamSql {

    private static final int SHOWN = 50;

    /**
     * An address is invited once: another invitation takes the place of the first.
     *
     * @param evenOwners whether in the place of an owner's too, while that works
     * @return false if an owner's stays
     */
    boolean invite(Tx tx, Invitation invitation, String secretHash, boolean evenOwners) {
        int written =
                tx.update(
                        """
                        insert into team.invitation (account_id, invitation_id, secret_hash, email, role,
                            invited_by, created, expires)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, email) do update set
                            secret_hash = excluded.secret_hash, role = excluded.role,
                            invited_by = excluded.invited_by, expires = excluded.expires
                        where ? or invitation.role <> ? or invitation.expires <= ?
                        """,
                        invitation.account(),
                        invitation.id(),
                        secretHash,
                        invitation.email(),
                        invitation.role().name(),
                        invitation.by(),
                        invitation.created(),
                        invitation.expires(),
                        evenOwners,
                        Role.OWNER.name(),
                        invitation.created());
        return written == 1;
    }

    List<Invitation> invitations(Tx tx, AccountId account) {
        return tx.list(
                "select * from team.invitation where account_id = ? order by invitation_id",
                TeamSql::invitation,
                account);
    }

    Optional<Invitation> bySecret(Tx tx, AccountId account, String secretHash) {
        return tx.one(
                "select * from team.invitation where account_id = ? and secret_hash = ?",
                TeamSql::invitation,
                account,
                secretHash);
    }

    /** An invitation, and nobody else changes it before the transaction ends. */
    Optional<Invitation> lock(Tx tx, AccountId account, String id) {
        return tx.one(
                """
                select * from team.invitation
                where account_id = ? and invitation_id = ? for update
                """,
                TeamSql::invitation,
                account,
                id);
    }

    /** Ends an invitation that is locked. */
    void delete(Tx tx, AccountId account, String id) {
        tx.update(
                "delete from team.invitation where account_id = ? and invitation_id = ?",
                account,
                id);
    }

    /**
     * Uses an invitation up: the id stays when an address is invited again, the secret does not.
     *
     * @return what it invites as; empty if somebody else used it, or another took its place
     */
    Optional<Role> take(Tx tx, AccountId account, String id, String secretHash) {
        return tx.one(
                """
                delete from team.invitation
                where account_id = ? and invitation_id = ? and secret_hash = ? returning role
                """,
                row -> Role.valueOf(row.text("role")),
                account,
                id,
                secretHash);
    }

    void note(Tx tx, AccountId account, String id, Entry entry) {
        tx.update(
                """
                insert into team.history
                    (account_id, entry_id, at, who, who_role, address, what, whom, was, became)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                id,
                entry.at(),
                entry.who(),
                entry.whoRole(),
                entry.address(),
                entry.what(),
                entry.whom(),
                entry.was().map(Role::name),
                entry.became().map(Role::name));
    }

    /** The newest first. */
    List<Entry> history(Tx tx, AccountId account) {
        return tx.list(
                "select * from team.history where account_id = ? order by entry_id desc limit ?",
                TeamSql::entry,
                account,
                SHOWN);
    }

    private static Invitation invitation(Row row) {
        Instant expires = row.time("expires");
        return new Invitation(
                row.text("invitation_id"),
                row.account("account_id"),
                row.text("email"),
                Role.valueOf(row.text("role")),
                row.text("invited_by"),
                row.time("created"),
                expires);
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.time("at"),
                row.text("who"),
                row.text("who_role"),
                row.text("address"),
                row.text("what"),
                row.text("whom"),
                row.maybeText("was").map(Role::valueOf),
                row.maybeText("became").map(Role::valueOf));
    }
}
