package hawker.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Profile;
import hawker.api.Connections;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The door of the room: which accounts belong to which platform, what each may do, and where each
 * is paid out to.
 */
public final class Connect implements Connections {

    /** Both come from one installation: a platform and an account of the same mode. */
    private record Pair(AccountId platform, AccountId connected) {}

    /** Event types after which an account may be paid out at other times. */
    public static final List<String> CHANGED = List.of(Accounts.UPDATED, Changing.OPENED);

    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /**
     * Who wants an account for selling through a platform, as they said themselves.
     *
     * @param businessType {@code individual}, {@code company} …
     */
    public record Newcomer(String country, String email, Optional<String> businessType) {}

    /** Event type: a platform lost the right to act for the account that the event is about. */
    public static final String DEAUTHORIZED = Happenings.DEAUTHORIZED;

    private final Platform platform;
    private final Accounts accounts;
    private final ConnectSql sql;
    private final BelongingsSql belongings;
    private final Changing changing;
    private final Happenings happenings;
    private final Cache<Pair, Optional<Boolean>> connected;
    private final Cache<AccountId, List<AccountId>> platforms;

    Connect(
            Platform platform,
            Accounts accounts,
            ConnectSql sql,
            BelongingsSql belongings,
            Changing changing,
            Happenings happenings) {
        this.platform = platform;
        this.accounts = accounts;
        this.sql = sql;
        this.belongings = belongings;
        this.changing = changing;
        this.happenings = happenings;
        this.connected = remembering().build();
        this.platforms = remembering().build();
    }

    private Caffeine<Object, Object> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000);
    }

    /**
     * What is remembered, or what is read now. Not the cache's own loading: who waits for another's
     * load may hold, by its transaction, the connection that this load waits for.
     */
    private static <K, V> V remembered(Cache<K, V> memory, K key, Function<K, V> read) {
        var known = memory.getIfPresent(key);
        if (known != null) return known;
        var found = read.apply(key);
        memory.put(key, found);
        return found;
    }

    private Optional<Boolean> look(Pair pair) {
        return platform.tx()
                .readAccount(
                        pair.platform(),
                        tx -> sql.readsOnly(pair.platform(), tx, pair.connected()));
    }

    @Override
    public Optional<AccountId> connected(AccountId caller, String account) {
        return AccountId.parse(account)
                .map(id -> id.inMode(caller.livemode()))
                .filter(id -> isConnected(caller, id));
    }

    /** Whether a platform may act for an account; both in one mode. At most one second old. */
    public boolean isConnected(AccountId caller, AccountId account) {
        return remembered(connected, new Pair(caller, account), this::look).isPresent();
    }

    @Override
    public boolean readsOnly(AccountId caller, AccountId account) {
        return remembered(connected, new Pair(caller, account), this::look).orElse(true);
    }

    /** The same without memory, for those about to change something. */
    public boolean isConnectedNow(AccountId caller, AccountId account) {
        return look(new Pair(caller, account)).isPresent();
    }

    /**
     * Gives a platform the right to act for an account, in the caller's transaction, and tells the
     * platform. A right to read is widened, never narrowed.
     */
    public void authorize(Tx tx, AccountId caller, AccountId account, boolean readsOnly) {
        boolean made = sql.connect(caller, tx, account, readsOnly, platform.clock().now());
        if (made) happenings.ofConnection(tx, caller, account, Happenings.AUTHORIZED);
        tx.afterCommit(this::forget);
    }

    /**
     * Takes the right away, in the caller's transaction, and tells the platform.
     *
     * @return false if there was none
     */
    public boolean deauthorize(Tx tx, AccountId caller, AccountId account) {
        if (!sql.disconnect(caller, tx, account)) return false;
        happenings.ofConnection(tx, caller, account, DEAUTHORIZED);
        tx.afterCommit(this::forget);
        return true;
    }

    /**
     * Opens an express account that asks for card payments and transfers, in the caller's
     * transaction. What else is required of it, its people tell later.
     *
     * @throws IllegalArgumentException if nobody can sell from the country
     */
    public AccountId openExpress(Tx tx, AccountId caller, Newcomer newcomer) {
        var now = platform.clock().now();
        var country = newcomer.country();
        var details = Json.object();
        for (var name : List.of("card_payments", "transfers"))
            Capabilities.set(details, name, true, now);
        var account =
                new ConnectedAccount(
                        platform.ids().newAccount().inMode(caller.livemode()),
                        caller,
                        1,
                        Controller.EXPRESS,
                        country,
                        CountrySpecs.currency(country)
                                .orElseThrow(() -> new IllegalArgumentException(country)),
                        Optional.of(newcomer.email()),
                        newcomer.businessType(),
                        details,
                        Map.of(),
                        Optional.empty(),
                        now);
        accounts.openConnected(
                tx,
                account.id(),
                "Connected account",
                country,
                account.currency(),
                newcomer.email(),
                now);
        sql.insert(account.id(), tx, account);
        changing.opened(tx, account);
        return account.id();
    }

    /** The countries from which one can sell, by code. */
    public static List<String> countries() {
        return CountrySpecs.countries();
    }

    /** Who may act for an account: most accounts have nobody. At most one second old. */
    public List<AccountId> platforms(AccountId account) {
        return remembered(
                platforms,
                account,
                id -> platform.tx().readAccount(id, tx -> sql.platforms(id, tx)));
    }

    /**
     * How an account presents itself to buyers.
     *
     * @param address as on an envelope, at most four lines; empty if it told none
     */
    public record Presented(
            Optional<String> name,
            List<String> address,
            Optional<String> email,
            Optional<String> phone) {

        static Presented of(ConnectedAccount account) {
            var profile = account.part("business_profile");
            var support = profile.path("support_address");
            var told = support.isObject() ? support : account.part("company").path("address");
            return new Presented(
                    text(profile, "name"),
                    Stream.of(
                                    text(told, "line1"),
                                    text(told, "line2"),
                                    place(told),
                                    text(told, "country").map(Presented::country))
                            .flatMap(Optional::stream)
                            .toList(),
                    text(profile, "support_email"),
                    text(profile, "support_phone"));
        }

        private static String country(String code) {
            return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
        }

        private static Optional<String> place(JsonNode address) {
            var place =
                    Stream.of("city", "state", "postal_code")
                            .flatMap(name -> text(address, name).stream())
                            .collect(Collectors.joining(", "));
            return Optional.of(place).filter(text -> !text.isEmpty());
        }

        private static Optional<String> text(JsonNode node, String name) {
            return Optional.of(node.path(name).asText("")).filter(text -> !text.isBlank());
        }
    }

    /** What an account has told of itself for buyers; empty for sellers who came by themselves. */
    public Optional<Presented> presented(AccountId account) {
        return platform.tx().readAccount(account, tx -> sql.find(account, tx)).map(Presented::of);
    }

    /** The tax ids of an account that stand on its invoices where these name none. */
    public List<String> usualTaxIds(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> found.part("settings").path("invoices"))
                .map(told -> told.path(ConnectedHttp.USUAL_TAX_IDS))
                .map(ids -> ids.valueStream().map(JsonNode::asText).toList())
                .orElse(List.of());
    }

    /** Who made an account; empty for sellers who came by themselves. */
    public Optional<AccountId> maker(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(ConnectedAccount::platform);
    }

    /** Whether a capability of an account is active; sellers who came by themselves have all. */
    public boolean may(AccountId account, String capability) {
        return whole(account)
                .map(whole ->
                        whole.verdict().capabilities().get(capability)
                                == Requirements.Status.ACTIVE)
                .orElse(true);
    }

    /** Whether its people have the small dashboard, to which platforms give them links. */
    public boolean isExpress(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> found.controller().dashboard().equals("express"))
                .orElse(false);
    }

    /** Whether the account has told all that was asked at its beginning. */
    public boolean detailsSubmitted(AccountId account) {
        return whole(account).map(whole -> whole.verdict().detailsSubmitted()).orElse(true);
    }

    /** Whether the platform that made the account bears its negative balance. */
    public boolean platformBearsLosses(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> found.controller().losses().equals("application"))
                .orElse(false);
    }

    /**
     * Whether an account's bank may be debited for its negative balance; not of sellers of their
     * own.
     */
    public boolean debitsNegativeBalances(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> found.part("settings").path("payouts"))
                .map(told -> told.path("debit_negative_balances").asBoolean(true))
                .orElse(false);
    }

    /** Whether a platform made the account. */
    public boolean isMade(AccountId account) {
        return platform.tx().readAccount(account, tx -> sql.find(account, tx)).isPresent();
    }

    /**
     * Keeps what was set elsewhere about how such an account is paid out, in the caller's
     * transaction; hashes merge, null takes away.
     *
     * @param told as {@code settings[payouts]} of /v1/accounts has it
     */
    public void setPayouts(Tx tx, AccountId account, ObjectNode told) {
        changing.change(
                tx,
                account,
                whole -> {
                    var details = whole.account().details().deepCopy();
                    PayoutWish.merge(details.withObject("/settings/payouts"), told);
                    sql.update(account, tx, whole.account().withDetails(details));
                });
    }

    /** What a platform said about when its account is paid out; empty for sellers of their own. */
    public Optional<PayoutWish> payoutWish(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> PayoutWish.of(found.part("settings").path("payouts")));
    }

    /**
     * How pages on which an account is paid look.
     *
     * @param logo URL path of a picture
     * @param accent a colour, {@code #rrggbb}
     */
    public record Brand(Optional<String> logo, Optional<String> accent) {}

    /**
     * What the account has of its own, or was told by its platform ({@code settings[branding]}); an
     * account that a platform made and that has none looks like its platform.
     */
    public Brand brand(AccountId account) {
        var own = accounts.find(account);
        var logo = own.flatMap(Account::logo);
        var accent = own.flatMap(Account::accent);
        var made = platform.tx().readAccount(account, tx -> sql.find(account, tx));
        if (made.isEmpty()) return new Brand(logo, accent);
        var told = made.get().part("settings").path("branding").path("primary_color").asText("");
        var maker = accounts.find(made.get().platform());
        return new Brand(
                logo.or(() -> maker.flatMap(Account::logo)),
                accent.or(() -> Optional.of(told).filter(Profile::isColour))
                        .or(() -> maker.flatMap(Account::accent)));
    }

    /** All bank accounts and cards of an account, newest first. */
    public List<ExternalAccount> externals(AccountId account) {
        return platform.tx().readAccount(account, tx -> belongings.externals(account, tx));
    }

    Optional<Whole> whole(AccountId account) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> sql.find(account, tx).map(found -> changing.whole(tx, found)));
    }

    /** A connection was made or ended: this process knows at once, others within a second. */
    void forget() {
        connected.invalidateAll();
        platforms.invalidateAll();
    }
}
