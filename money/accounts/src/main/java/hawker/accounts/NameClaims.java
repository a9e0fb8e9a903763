package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.UserId;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.Optional;

/** Claims handles and logins, and finds who has them. */
final class NameClaims {

    /** After this a claim without an owner is one whose program died. */
    static final Duration DEAD = Duration.ofMinutes(10);

    private final NamesSql sql;
    private final AccountsSql accounts = new AccountsSql();
    private final PeopleSql people = new PeopleSql();
    private final TxRunner tx;
    private final Clock clock;

    NameClaims(TxRunner tx, Clock clock) {
        this.sql = new NamesSql(tx);
        this.tx = tx;
        this.clock = clock;
    }

    /** Who has a handle; empty also for a claim whose owner does not exist (yet). */
    Optional<Handle> handle(String name) {
        return sql.handle(name).filter(this::hasOwner).map(claim -> owner(name, claim));
    }

    private static Handle owner(String name, NamesSql.Claim claim) {
        return switch (claim.kind()) {
            case NamesSql.ACCOUNT -> new Handle.OfAccount(name, new AccountId(claim.owner()));
            case NamesSql.PERSON -> new Handle.OfPerson(name, new UserId(claim.owner()));
            default -> throw new IllegalStateException("unknown kind of handle: " + claim.kind());
        };
    }

    boolean claimHandle(String name, AccountId owner) {
        return claimHandle(name, NamesSql.ACCOUNT, owner.number());
    }

    boolean claimHandle(String name, UserId owner) {
        return claimHandle(name, NamesSql.PERSON, owner.number());
    }

    private boolean claimHandle(String name, String kind, long owner) {
        var now = clock.now();
        if (sql.claimHandle(name, kind, owner, now)) return true;
        return sql.handle(name)
                .filter(this::isDead)
                .map(dead -> sql.takeHandle(name, dead, kind, owner, now))
                .orElse(false);
    }

    void releaseHandle(String name, AccountId owner) {
        sql.dropHandle(name, owner.number());
    }

    void releaseHandle(String name, UserId owner) {
        sql.dropHandle(name, owner.number());
    }

    Optional<UserId> login(String hash) {
        return sql.login(hash).map(claim -> new UserId(claim.owner()));
    }

    boolean claimLogin(String hash, UserId owner) {
        var now = clock.now();
        if (sql.claimLogin(hash, owner.number(), now)) return true;
        return sql.login(hash)
                .filter(this::isDead)
                .map(dead -> sql.takeLogin(hash, dead, owner.number(), now))
                .orElse(false);
    }

    void releaseLogin(String hash, UserId owner) {
        sql.dropLogin(hash, owner.number());
    }

    private boolean isDead(NamesSql.Claim claim) {
        return claim.claimedAt().plus(DEAD).isBefore(clock.now()) && !hasOwner(claim);
    }

    private boolean hasOwner(NamesSql.Claim claim) {
        if (claim.kind().equals(NamesSql.ACCOUNT)) {
            var account = new AccountId(claim.owner());
            return tx.readAccount(account, t -> accounts.find(account, t)).isPresent();
        }
        var user = new UserId(claim.owner());
        return tx.readUser(user, t -> people.find(user, t)).isPresent();
    }
}
