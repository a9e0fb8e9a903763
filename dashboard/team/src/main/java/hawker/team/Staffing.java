package hawker.team;

import hawker.accounts.AccountsModule;
import hawker.accounts.AccountsModule.Staffed;
import hawker.accounts.Person;
import hawker.accounts.Role;
import hawker.accounts.Role.Right;
import hawker.accounts.Viewer;
import hawker.desk.Desk;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.UserId;
import hawker.platform.Mailbox;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.platform.Tx;
import hawker.web.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Inviting, joining, changing roles and leaving; each with its line of history.
 *
 * <p>What a page was opened with is looked at first, to say at once what cannot be. What counts is
 * the right that whoever sends it has in the transaction of the change, where the team is held: a
 * manager who is dismissed at the same moment invites nobody any more.
 */
final class Staffing {

    private static final int MOST_INVITED = 50;
    private static final int MOST_MEMBERS = 200;
    private static final int MAILS_PER_HOUR = 20;
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s,<>\"']{1,64}@[^@\\s,<>\"'.]+(\\.[^@\\s,<>\"'.]+)+");

    /** How something ended. */
    sealed interface Done {
        record Well(String says) implements Done {}

        /**
         * Nothing was done.
         *
         * @param field of the form that it is about; may be empty
         */
        record Refused(String field, String says) implements Done {}

        /** There is no such member or invitation. */
        record Missing() implements Done {}
    }

    private final Platform platform;
    private final AccountsModule accounts;
    private final TeamSql sql;
    private final RateLimit mails;

    Staffing(Platform platform, AccountsModule accounts, TeamSql sql) {
        this.platform = platform;
        this.accounts = accounts;
        this.sql = sql;
        this.mails = new RateLimit(MAILS_PER_HOUR, Duration.ofHours(1), platform.clock());
    }

    List<Invitation> invitations(AccountId account) {
        var now = platform.clock().now();
        return platform
                .tx()
                .readAccount(account.live(), tx -> sql.invitations(tx, account.live()))
                .stream()
                .filter(invitation -> invitation.works(now))
                .toList();
    }

    List<Entry> history(AccountId account) {
        return platform.tx().readAccount(account.live(), tx -> sql.history(tx, account.live()));
    }

    /**
     * Sends an invitation.
     *
     * @param password of who invites, needed to invite an owner
     */
    Done invite(Desk.Seat seat, String typed, Role role, String password) {
        var email = typed.strip().toLowerCase(Locale.ROOT);
        if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches())
            return new Done.Refused("email", "This is not an e-mail address.");
        var refused = owners(seat, role == Role.OWNER, password);
        if (refused.isPresent()) return refused.get();
        var account = seat.account().id().live();
        if (accounts.accounts().members(account).size() >= MOST_MEMBERS)
            return new Done.Refused("email", "A team has up to " + MOST_MEMBERS + " members.");
        if (invitations(account).size() >= MOST_INVITED)
            return new Done.Refused("email", "Up to " + MOST_INVITED + " are invited at a time.");
        if (!mails.tryTake(account.text()))
            return new Done.Refused("email", "Too many invitations: wait an hour.");
        var secret = platform.ids().secret("invite", account);
        var now = platform.clock().now();
        var invitation =
                new Invitation(
                        platform.ids().ordinary("inv", account),
                        account,
                        email,
                        role,
                        seat.actor(),
                        now,
                        now.plus(Invitation.WORKS));
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            var demoted = demoted(tx, seat, role == Role.OWNER);
                            if (demoted.isPresent()) return demoted.get();
                            boolean appoints = mayStill(tx, seat, Right.APPOINT_OWNERS);
                            if (!sql.invite(tx, invitation, Secrets.sha256(secret), appoints))
                                return new Done.Refused(
                                        "email",
                                        "An owner has invited this address as owner, and only an"
                                                + " owner changes that.");
                            var entry = Entry.by(seat, now, "invited", email);
                            note(tx, account, entry.roles(Optional.empty(), Optional.of(role)));
                            platform.mail()
                                    .send(
                                            tx,
                                            account,
                                            "invite-" + Secrets.sha256(secret),
                                            mail(seat.account().handle(), invitation, secret));
                            return new Done.Well("The invitation is on its way to " + email);
                        });
    }

    /** Only an owner deals with owners, and proves that it is them. */
    private Optional<Done> owners(Desk.Seat seat, boolean concerned, String password) {
        if (!concerned) return Optional.empty();
        if (!seat.may(Right.APPOINT_OWNERS))
            return Optional.of(new Done.Refused("role", "Only an owner deals with owners."));
        var proven = accounts.proves(seat.viewer().person().id(), password);
        if (proven.isEmpty())
            return Optional.of(new Done.Refused("password", "Too many tries: wait ten minutes."));
        return proven.get()
                ? Optional.empty()
                : Optional.of(
                        new Done.Refused(
                                "password",
                                "Owners are changed with your password: this is not" + " it."));
    }

    /** Why not, if who sends this may no longer do it; the team is held from here on. */
    private Optional<Done> demoted(Tx tx, Desk.Seat seat, boolean owners) {
        boolean may =
                mayStill(tx, seat, Right.RUN_TEAM)
                        && (!owners || mayStill(tx, seat, Right.APPOINT_OWNERS));
        return may
                ? Optional.empty()
                : Optional.of(
                        new Done.Refused("", "Your own role was changed just now: look again."));
    }

    private boolean mayStill(Tx tx, Desk.Seat seat, Right right) {
        var person = seat.viewer().person().id();
        return accounts.heldRole(tx, seat.account().id(), person)
                .filter(role -> role.has(right))
                .isPresent();
    }

    private Mailbox.Mail mail(String handle, Invitation invitation, String secret) {
        var settings = platform.settings();
        var origin =
                settings.publicUrl().orElse("http://" + settings.host() + ":" + settings.port());
        var link = origin + JoinPages.PATH + "?token=" + secret;
        var before =
                "You are invited to work for @"
                        + handle
                        + " as "
                        + invitation.role().title()
                        + ". Follow this link within a week to join:";
        var after = "If you do not know @" + handle + ", there is nothing to do.";
        var subject = "Work for @" + handle;
        return Mailbox.Mail.letter(invitation.email(), subject, before, "Join", link, after);
    }

    Done withdraw(Desk.Seat seat, String id) {
        var account = seat.account().id().live();
        return platform.tx()
                .inAccount(
                        account,
                        tx -> {
                            var demoted = demoted(tx, seat, false);
                            if (demoted.isPresent()) return demoted.get();
                            var found = sql.lock(tx, account, id);
                            if (found.isEmpty()) return new Done.Missing();
                            var invitation = found.get();
                            if (invitation.role() == Role.OWNER
                                    && !mayStill(tx, seat, Right.APPOINT_OWNERS))
                                return new Done.Refused("", "Only an owner deals with owners.");
                            sql.delete(tx, account, id);
                            var now = platform.clock().now();
                            note(tx, account, Entry.by(seat, now, "withdrew", invitation.email()));
                            return new Done.Well("The invitation works no longer");
                        });
    }

    /** The invitation of a secret, if it works. */
    Optional<Invitation> find(String secret) {
        if (!secret.startsWith("invite_") || secret.length() > 60) return Optional.empty();
        var hash = Secrets.sha256(secret);
        var now = platform.clock().now();
        return IdCodec.account(secret)
                .map(AccountId::live)
                .flatMap(account ->
                        platform.tx().readAccount(account, tx -> sql.bySecret(tx, account, hash)))
                .filter(invitation -> invitation.works(now));
    }

    static boolean isFor(Invitation invitation, Person person) {
        return invitation.email().equals(person.email().toLowerCase(Locale.ROOT));
    }

    /**
     * Uses an invitation up; false if it was used, withdrawn or made again.
     *
     * @param secret what it was found by
     */
    boolean join(Invitation invitation, String secret, Viewer viewer, String address) {
        var person = viewer.person();
        var account = invitation.account();
        var hash = Secrets.sha256(secret);
        return platform.tx()
                .acrossAccounts(
                        "join-team",
                        tx -> {
                            var role = sql.take(tx, account, invitation.id(), hash);
                            if (role.isEmpty()) return false;
                            if (!accounts.join(tx, account, person.id(), role.get())) return true;
                            note(
                                    tx,
                                    account,
                                    new Entry(
                                            platform.clock().now(),
                                            person.handle(),
                                            role.get().title(),
                                            address,
                                            "joined",
                                            person.handle(),
                                            Optional.empty(),
                                            role));
                            return true;
                        });
    }

    /** Gives a member another role. */
    Done change(Desk.Seat seat, Person member, Role role, String password) {
        var account = seat.account().id().live();
        var was = roleOf(account, member.id());
        if (was.isEmpty()) return new Done.Missing();
        if (was.get() == role) return new Done.Well("Nothing changed");
        boolean owners = was.get() == Role.OWNER || role == Role.OWNER;
        var refused = owners(seat, owners, password);
        if (refused.isPresent()) return refused.get();
        return staffed(
                seat,
                Optional.of(owners),
                "changed",
                member,
                was,
                Optional.of(role),
                tx -> accounts.setRole(tx, account, member.id(), was.get(), role));
    }

    /** Ends a membership: somebody's own, or another's. */
    Done remove(Desk.Seat seat, Person member, String password) {
        var account = seat.account().id().live();
        var was = roleOf(account, member.id());
        if (was.isEmpty()) return new Done.Missing();
        boolean own = member.id().equals(seat.viewer().person().id());
        if (!own && !seat.may(Right.RUN_TEAM))
            return new Done.Refused("", "An owner or manager does that.");
        boolean owners = !own && was.get() == Role.OWNER;
        var refused = owners(seat, owners, password);
        if (refused.isPresent()) return refused.get();
        return staffed(
                seat,
                own ? Optional.empty() : Optional.of(owners),
                own ? "left" : "removed",
                member,
                was,
                Optional.empty(),
                tx -> accounts.leave(tx, account, member.id(), was.get()));
    }

    @FunctionalInterface
    private interface Effect {
        Staffed in(Tx tx);
    }

    /**
     * @param owners whether owners are concerned; empty if it is about oneself, which needs no
     *     right
     */
    private Done staffed(
            Desk.Seat seat,
            Optional<Boolean> owners,
            String what,
            Person member,
            Optional<Role> was,
            Optional<Role> became,
            Effect effect) {
        var account = seat.account().id().live();
        return platform.tx()
                .acrossAccounts(
                        "change-team",
                        tx -> {
                            var demoted = owners.flatMap(concerned -> demoted(tx, seat, concerned));
                            if (demoted.isPresent()) return demoted.get();
                            return switch (effect.in(tx)) {
                                case NOBODY -> new Done.Missing();
                                case ANOTHER_ROLE ->
                                        new Done.Refused(
                                                "",
                                                member.name()
                                                        + " was given another role just now:"
                                                        + " look again.");
                                case LAST_OWNER ->
                                        new Done.Refused(
                                                "role",
                                                "The last owner stays: make somebody else an"
                                                        + " owner first.");
                                case DONE -> {
                                    var now = platform.clock().now();
                                    var entry = Entry.by(seat, now, what, member.handle());
                                    note(tx, account, entry.roles(was, became));
                                    yield new Done.Well(
                                            became.map(role ->
                                                            member.name()
                                                                    + " is "
                                                                    + role.title()
                                                                    + " now")
                                                    .orElse(
                                                            member.name()
                                                                    + " works here no longer"));
                                }
                            };
                        });
    }

    Optional<Role> roleOf(AccountId account, UserId person) {
        return accounts.accounts().members(account).stream()
                .filter(member -> member.person().equals(person))
                .map(member -> member.role())
                .findFirst();
    }

    private void note(Tx tx, AccountId account, Entry entry) {
        sql.note(tx, account, platform.ids().ordinary("team", account), entry);
    }
}
