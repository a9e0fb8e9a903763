package hawker.accounts;

import hawker.api.ApiKeyKind;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The room, put together; its schema is "accounts". */
public final class AccountsModule {

    private final Platform platform;
    private final Accounts accounts;
    private final boolean secure;
    private final AccountsSql sql = new AccountsSql();
    private final PeopleSql people = new PeopleSql();

    private AccountsModule(Platform platform, Accounts accounts, boolean secure) {
        this.platform = platform;
        this.accounts = accounts;
        this.secure = secure;
    }

    public static AccountsModule open(Platform platform) {
        boolean secure =
                platform.settings().publicUrl().map(u -> u.startsWith("https:")).orElse(false);
        int cost = platform.settings().number("HAWKER_PASSWORD_KIB", Passwords.LEAST_KIB);
        var accounts = new Accounts(platform, new Passwords(platform.ids(), cost), secure);
        platform.chores()
                .every(Duration.ofHours(1), "accounts-prune-sessions", accounts.sessions()::prune);
        platform.chores()
                .every(
                        Duration.ofHours(1),
                        "accounts-prune-registrations",
                        accounts.registering()::prune);
        platform.chores()
                .every(Duration.ofHours(1), "accounts-prune-resets", accounts.resetting()::prune);
        return new AccountsModule(platform, accounts, secure);
    }

    /**
     * Makes a key in the transaction of its cause: for whom an account gave the right to act.
     *
     * @param rights empty: a secret key that may do everything; else a restricted key with them
     */
    public NewKey createKey(Tx tx, AccountId account, String name, Set<String> rights) {
        var kind = rights.isEmpty() ? ApiKeyKind.SECRET : ApiKeyKind.RESTRICTED;
        return accounts.keys.create(tx, account, kind, name, rights);
    }

    /** The same for a publishable key. */
    public NewKey createPublishableKey(Tx tx, AccountId account, String name) {
        return accounts.keys.create(tx, account, ApiKeyKind.PUBLISHABLE, name);
    }

    /** Ends a key at a time, in the transaction of its cause; false if there is no such key. */
    public boolean endKey(Tx tx, AccountId account, String keyId, Instant at) {
        return accounts.keys.end(tx, account, keyId, at);
    }

    /** What became of a change to a team. */
    public enum Staffed {
        DONE,
        /** The person does not work there. */
        NOBODY,
        /** The person has another role than whoever changes it saw. */
        ANOTHER_ROLE,
        /** Nobody would be left who may do everything. */
        LAST_OWNER
    }

    /**
     * What somebody is for a seller now; no membership there changes before the transaction ends.
     */
    public Optional<Role> heldRole(Tx tx, AccountId account, UserId person) {
        return sql.lockMembers(account.live(), tx).stream()
                .filter(member -> member.person().equals(person))
                .map(Membership::role)
                .findFirst();
    }

    /**
     * Makes somebody a member, in a transaction across owners; who is one stays what they are.
     *
     * @return whether they were none
     */
    public boolean join(Tx tx, AccountId account, UserId person, Role role) {
        var id = account.live();
        if (sql.lockMembers(id, tx).stream().anyMatch(member -> member.person().equals(person)))
            return false;
        sql.insertMember(id, tx, person, role, platform.clock().now());
        people.insertMembership(person, tx, new Membership(person, id, role));
        tx.afterCommit(accounts.sessions()::forget);
        return true;
    }

    /**
     * Gives a member another role, in a transaction across owners.
     *
     * @param was the role by which it was judged who may do that
     */
    public Staffed setRole(Tx tx, AccountId account, UserId person, Role was, Role role) {
        var refused = refused(tx, account, person, was, role == Role.OWNER);
        if (refused != Staffed.DONE) return refused;
        sql.setRole(account.live(), tx, person, role);
        people.setRole(person, tx, account.live(), role);
        tx.afterCommit(accounts.sessions()::forget);
        return Staffed.DONE;
    }

    /** Ends a membership in the same way. */
    public Staffed leave(Tx tx, AccountId account, UserId person, Role was) {
        var refused = refused(tx, account, person, was, false);
        if (refused != Staffed.DONE) return refused;
        sql.deleteMember(account.live(), tx, person);
        people.deleteMembership(person, tx, account.live());
        tx.afterCommit(accounts.sessions()::forget);
        return Staffed.DONE;
    }

    /** The members stay locked, so that of two owners who leave at once one is the last. */
    private Staffed refused(Tx tx, AccountId account, UserId person, Role was, boolean staysOwner) {
        var members = sql.lockMembers(account.live(), tx);
        var locked = members.stream().filter(member -> member.person().equals(person)).findFirst();
        if (locked.isEmpty()) return Staffed.NOBODY;
        if (locked.get().role() != was) return Staffed.ANOTHER_ROLE;
        boolean another =
                members.stream()
                        .anyMatch(member ->
                                member.role() == Role.OWNER && !member.person().equals(person));
        return another || staysOwner ? Staffed.DONE : Staffed.LAST_OWNER;
    }

    /** Whether there is any key for real money; a read over all owners, once at a start. */
    public boolean anyLiveKey() {
        return platform.tx().readAcross("live-keys", sql::acrossAnyLiveKey);
    }

    /** Whether somebody knows their own password; empty: too many tries. */
    public Optional<Boolean> proves(UserId person, String password) {
        return accounts.signingIn.proves(person, password);
    }

    public Accounts accounts() {
        return accounts;
    }

    /** /login, /logout, /signup and what belongs to them. */
    public Routes routes(Look look) {
        boolean demo = platform.settings().demo();
        var pages = new AccountsPages(accounts, look, secure, demo);
        return pages.routes().addAll(new SignUpPages(accounts, pages, look, demo).routes());
    }
}
