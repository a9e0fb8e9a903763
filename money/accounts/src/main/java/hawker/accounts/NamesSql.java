package hawker.accounts;

import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.util.Optional;

/**
 * Names that are unique in the whole installation. The name's row is written first, then the
 * owner's; the first writer of the name decides. A claim whose owner never came into being (a crash
 * in between) can be taken over after a while.
 */
final class NamesSql {

    /** A claim as it stands; the owner is an account's live number or a person's number. */
    record Claim(String kind, long owner, Instant claimedAt) {}

    static final String ACCOUNT = "account";
    static final String PERSON = "person";

    private final TxRunner tx;

    NamesSql(TxRunner tx) {
        this.tx = tx;
    }

    Optional<Claim> handle(String name) {
        return tx.readName(
                name,
                t ->
                        t.one(
                                "select kind, owner, claimed_at from accounts.handles where name = ?",
                                row ->
                                        new Claim(
                                                row.text("kind"),
                                                row.number("owner"),
                                                row.time("claimed_at")),
                                name));
    }

    boolean claimHandle(String name, String kind, long owner, Instant at) {
        return tx.onName(
                name,
                t ->
                        t.update(
                                        """
                                        insert into accounts.handles (name, kind, owner, claimed_at)
                                        values (?, ?, ?, ?) on conflict do nothing
                                        """,
                                        name,
                                        kind,
                                        owner,
                                        at)
                                == 1);
    }

    /** Takes a dead claim, if it still is the one that was read. */
    boolean takeHandle(String name, Claim dead, String kind, long owner, Instant at) {
        return tx.onName(
                name,
                t ->
                        t.update(
                                        """
                                        update accounts.handles
                                        set kind = ?, owner = ?, claimed_at = ?
                                        where name = ? and owner = ? and claimed_at = ?
                                        """,
                                        kind,
                                        owner,
                                        at,
                                        name,
                                        dead.owner(),
                                        dead.claimedAt())
                                == 1);
    }

    void dropHandle(String name, long owner) {
        tx.onName(
                name,
                t ->
                        t.update(
                                "delete from accounts.handles where name = ? and owner = ?",
                                name,
                                owner));
    }

    Optional<Claim> login(String hash) {
        return tx.readName(
                hash,
                t ->
                        t.one(
                                "select user_id, claimed_at from accounts.login_names where name = ?",
                                row ->
                                        new Claim(
                                                PERSON,
                                                row.number("user_id"),
                                                row.time("claimed_at")),
                                hash));
    }

    boolean claimLogin(String hash, long user, Instant at) {
        return tx.onName(
                hash,
                t ->
                        t.update(
                                        """
                                        insert into accounts.login_names (name, user_id, claimed_at)
                                        values (?, ?, ?) on conflict do nothing
                                        """,
                                        hash,
                                        user,
                                        at)
                                == 1);
    }

    boolean takeLogin(String hash, Claim dead, long user, Instant at) {
        return tx.onName(
                hash,
                t ->
                        t.update(
                                        """
                                        update accounts.login_names set user_id = ?, claimed_at = ?
                                        where name = ? and user_id = ? and claimed_at = ?
                                        """,
                                        user,
                                        at,
                                        hash,
                                        dead.owner(),
                                        dead.claimedAt())
                                == 1);
    }

    void dropLogin(String hash, long user) {
        tx.onName(hash, t -> deleteLogin(t, hash, user));
    }

    private static int deleteLogin(Tx t, String hash, long user) {
        return t.update(
                "delete from accounts.login_names where name = ? and user_id = ?", hash, user);
    }
}
