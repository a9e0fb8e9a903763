package hawker.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.api.ApiKeyKind;
import hawker.api.Authenticator;
import hawker.api.Caller;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Settings;
import hawker.platform.Tx;
import hawker.web.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The door of the room: accounts, people, keys, sessions.
 *
 * <p>An account has two numbers (decision 0003). What belongs to the account itself (profile, team,
 * bank account) is the same for both and may be asked with either; keys belong to one.
 */
public final class Accounts implements Authenticator {

    /** Event type: a seller's account was opened; subject is the account's public id. */
    public static final String OPENED = "account.opened";

    /** Event type: a seller's profile changed. */
    public static final String UPDATED = "account.updated";

    /** The account of whoever runs the installation: owner of mail to people, and of fees. */
    public static final AccountId PLATFORM = new AccountId(2);

    /**
     * Which number of an account its shop uses: the test one in a demo, and as long as no connector
     * for live payments is configured (HAWKER_LIVE_CONNECTOR).
     */
    record ShopMode(boolean live) {

        static ShopMode of(Settings settings) {
            boolean connected = settings.get("HAWKER_LIVE_CONNECTOR").isPresent();
            return new ShopMode(!settings.demo() && connected);
        }

        AccountId numberOf(AccountId account) {
            return account.inMode(live);
        }
    }

    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Platform platform;
    private final NameClaims names;
    private final AccountsSql sql = new AccountsSql();
    private final PeopleSql people = new PeopleSql();
    final ApiKeys keys;
    private final ShopMode mode;
    private final Opening opening;
    private final SigningUp signingUp;
    final SigningIn signingIn;
    private final Sessions sessions;
    private final Registering registering;
    private final Resetting resetting;
    private final Cache<AccountId, Optional<Account>> known;

    Accounts(Platform platform, Passwords passwords, boolean secure) {
        this.platform = platform;
        this.names = new NameClaims(platform.tx(), platform.clock());
        this.keys = new ApiKeys(platform);
        this.mode = ShopMode.of(platform.settings());
        this.opening = new Opening(platform, names, sql, people, keys, mode);
        this.signingUp = new SigningUp(platform, names, people, passwords);
        this.sessions = new Sessions(platform, people, secure);
        this.signingIn = new SigningIn(platform, names, people, passwords, sessions);
        this.registering = new Registering(platform, this, names, passwords);
        this.resetting = new Resetting(platform, names, people, passwords);
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(REMEMBERED)
                        .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000)
                        .build();
    }

    // Accounts

    /** Opens a seller's account with a pair of test keys; the person becomes its owner. */
    public OpenedAccount openAccount(NewAccount wanted, UserId owner) {
        var opened = opening.open(wanted, owner);
        if (opened instanceof OpenedAccount.Opened o) known.invalidate(o.account().id());
        return opened;
    }

    /** By either number; at most one second old. */
    public Optional<Account> find(AccountId account) {
        var id = account.live();
        var remembered = known.getIfPresent(id);
        if (remembered != null) return remembered;
        // Not the cache's own loading: who waits for another's load may hold, by its transaction,
        // the connection that this load waits for.
        var found = platform.tx().readAccount(id, tx -> sql.find(id, tx));
        known.put(id, found);
        return found;
    }

    /** By its public id {@code acct_…}. */
    public Optional<Account> byText(String text) {
        return AccountId.parse(text).flatMap(this::find);
    }

    /** Who has a handle, with or without the @. */
    public Optional<Handle> byHandle(String handle) {
        return Handles.parseAny(handle).flatMap(names::handle);
    }

    /** The account of a handle. */
    public Optional<Account> accountByHandle(String handle) {
        return byHandle(handle)
                .flatMap(found ->
                        switch (found) {
                            case Handle.OfAccount(var name, var id) -> find(id);
                            case Handle.OfPerson of -> Optional.<Account>empty();
                        });
    }

    /**
     * All accounts that sellers opened themselves, in an order that says nothing; {@code after} is
     * a public id. A read over all owners, for the operator and for filling projections.
     */
    public Page<Account> all(PageRequest page) {
        long after = page.after().flatMap(AccountId::parse).map(AccountId::number).orElse(0L);
        var rows =
                platform.tx()
                        .readAcross(
                                "account-directory",
                                tx -> sql.acrossAll(tx, after, page.limit() + 1));
        return Page.of(rows, page.limit());
    }

    /** The number that the shop of an account uses: see {@link #shopsAreLive}. */
    public AccountId shopAccount(AccountId account) {
        return mode.numberOf(account);
    }

    /**
     * Whether shops take real money: not in a demo, and not before a connector for live payments is
     * configured.
     */
    public boolean shopsAreLive() {
        return mode.live();
    }

    /**
     * Changes how a shop presents itself; empty if there is no such account.
     *
     * @param change what stands there now into what is to stand there; nobody changes it in between
     */
    public Optional<Account> changeProfile(AccountId account, UnaryOperator<Profile> change) {
        var changed = opening.changeProfile(account.live(), change);
        changed(account);
        return changed;
    }

    /** Who works for an account, the owner first. */
    public List<Membership> members(AccountId account) {
        var id = account.live();
        return platform.tx().readAccount(id, tx -> sql.members(id, tx));
    }

    // The bank account

    /** Where payouts go; the same for both modes. */
    public Optional<BankAccount> bankAccount(AccountId account) {
        var id = account.live();
        return platform.tx().readAccount(id, tx -> sql.bankAccount(id, tx));
    }

    /** Replaces the bank account; it becomes the target of payouts made from now on. */
    public BankAccount setBankAccount(
            AccountId account,
            String country,
            Currency currency,
            String holder,
            String routing,
            String accountNumber) {
        var id = account.live();
        var bank =
                new BankAccount(
                        platform.ids().ordinary("ba", id),
                        country,
                        currency,
                        holder,
                        routing,
                        accountNumber);
        platform.tx()
                .doInAccount(id, tx -> sql.insertBankAccount(id, tx, bank, platform.clock().now()));
        return bank;
    }

    /**
     * The same by somebody at a page, who proves with the password that it is them; the shop is
     * told by mail.
     *
     * @param details without problems
     */
    public BankChange changeBankAccount(
            Person by, String password, Account account, BankDetails details) {
        var proven = signingIn.proves(by.id(), password);
        if (proven.isEmpty()) return BankChange.TOO_MANY;
        if (!proven.get()) return BankChange.WRONG_PASSWORD;
        var id = account.id().live();
        var bank =
                new BankAccount(
                        platform.ids().ordinary("ba", id),
                        details.country(),
                        account.currency(),
                        details.holder(),
                        details.bank(),
                        details.number());
        platform.tx()
                .doInAccount(
                        id,
                        tx -> {
                            sql.insertBankAccount(id, tx, bank, platform.clock().now());
                            AccountMails.tellBankChanged(
                                    platform, tx, bank, id, List.of(account.email(), by.email()));
                        });
        return BankChange.CHANGED;
    }

    // People and sessions

    /** Makes a person at once: for the operator's commands and the demo. Pages confirm by mail. */
    public SignedUp signUp(NewPerson wanted) {
        return signingUp.signUp(wanted);
    }

    public Optional<Person> person(UserId id) {
        return platform.tx().readUser(id, tx -> people.find(id, tx));
    }

    /**
     * Signs somebody in by e-mail or handle.
     *
     * @param address of the caller, for the limits
     */
    public SignIn signIn(String login, String password, String address) {
        return signingIn.signIn(login, password, address);
    }

    /** Who is signed in, by the session's cookie; at most one second old. */
    public Optional<Viewer> viewer(Request request) {
        return sessions.viewer(request);
    }

    /** Ends the session of this request, if there is one. */
    public void signOut(Request request) {
        request.cookie(sessions.cookie()).ifPresent(sessions::end);
    }

    // Accounts that a platform opened for its sellers (room connect)

    /**
     * Opens an account without people, handle, keys or shop, in the caller's transaction: what it
     * may do is said with {@link #enable}. It is on no list of shops.
     *
     * @param account either number of a free pair, which the account gets
     */
    public void openConnected(
            Tx tx,
            AccountId account,
            String name,
            String country,
            Currency currency,
            String email,
            Instant now) {
        var id = account.live();
        var opened =
                new Account(
                        id,
                        id.text(),
                        name,
                        country,
                        currency,
                        email,
                        false,
                        false,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Versions.NEWEST,
                        now);
        if (!sql.insert(id, tx, opened))
            throw new IllegalStateException("the account number is somebody's: " + id);
        sql.setConnected(id, tx);
    }

    /**
     * Where payouts of a connected account go from now on, in the caller's transaction; empty:
     * nowhere.
     */
    public void payInto(Tx tx, AccountId account, Optional<BankAccount> bank, Instant now) {
        sql.deleteBankAccounts(account.live(), tx);
        bank.ifPresent(b -> sql.insertBankAccount(account.live(), tx, b, now));
    }

    /** Says what an account may do, in the caller's transaction; then {@link #changed}. */
    public void enable(Tx tx, AccountId account, boolean charges, boolean payouts) {
        sql.enable(account.live(), tx, charges, payouts);
    }

    /** An account was changed by a committed transaction: this process knows it at once. */
    public void changed(AccountId account) {
        known.invalidate(account.live());
    }

    // Keys

    /** Makes a secret or publishable key for the mode of the number. */
    public NewKey createKey(AccountId account, ApiKeyKind kind, String name) {
        return platform.tx().inAccount(account, tx -> keys.create(tx, account, kind, name));
    }

    /**
     * Makes a key with a list of rights.
     *
     * @param rights "payment_intents:write" and the like; a write right includes reading
     */
    public NewKey createRestrictedKey(AccountId account, String name, Set<String> rights) {
        return platform.tx()
                .inAccount(
                        account,
                        tx -> keys.create(tx, account, ApiKeyKind.RESTRICTED, name, rights));
    }

    /** The keys that still work, newest first. */
    public List<ApiKey> keys(AccountId account) {
        return keys.all(account);
    }

    /** What pages of the house show card fields with: the newest publishable key, empty if none. */
    public String publishableKey(AccountId account) {
        return keys.publishable(account);
    }

    /**
     * Replaces a key: a new one of the same kind, name and rights, while the old one works on for
     * the overlap. Empty if there is no such key.
     */
    public Optional<NewKey> rollKey(AccountId account, String keyId, Duration overlap) {
        return keys.roll(account, keyId, overlap);
    }

    /** Ends a key now; dead on every node within one second. False if there is no such key. */
    public boolean revoke(AccountId account, String keyId) {
        return keys.revoke(account, keyId);
    }

    @Override
    public Optional<Caller> authenticate(String key) {
        return keys.authenticate(key);
    }

    // For the room's own pages and chores

    Sessions sessions() {
        return sessions;
    }

    SigningUp signingUp() {
        return signingUp;
    }

    Resetting resetting() {
        return resetting;
    }

    Registering registering() {
        return registering;
    }
}
