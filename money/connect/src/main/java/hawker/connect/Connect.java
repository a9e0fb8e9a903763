package hawker.connect;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.accounts.Accounts;
import hawker.api.Connections;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    private final Platform platform;
    private final ConnectSql sql;
    private final BelongingsSql belongings;
    private final Changing changing;
    private final LoadingCache<Pair, Boolean> connected;
    private final LoadingCache<AccountId, List<AccountId>> platforms;

    Connect(Platform platform, ConnectSql sql, BelongingsSql belongings, Changing changing) {
        this.platform = platform;
        this.sql = sql;
        this.belongings = belongings;
        this.changing = changing;
        this.connected = remembering().build(this::look);
        this.platforms =
                remembering()
                        .build(id -> platform.tx().readAccount(id, tx -> sql.platforms(id, tx)));
    }

    private Caffeine<Object, Object> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000);
    }

    private boolean look(Pair pair) {
        return platform.tx()
                .readAccount(
                        pair.platform(),
                        tx -> sql.isConnected(pair.platform(), tx, pair.connected()));
    }

    @Override
    public Optional<AccountId> connected(AccountId caller, String account) {
        return AccountId.parse(account)
                .map(id -> id.inMode(caller.livemode()))
                .filter(id -> isConnected(caller, id));
    }

    /** Whether a platform may act for an account; both in one mode. At most one second old. */
    public boolean isConnected(AccountId caller, AccountId account) {
        return connected.get(new Pair(caller, account));
    }

    /** Who may act for an account: most accounts have nobody. At most one second old. */
    public List<AccountId> platforms(AccountId account) {
        return platforms.get(account);
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

    /** Whether the platform that made the account bears its negative balance. */
    public boolean platformBearsLosses(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> found.controller().losses().equals("application"))
                .orElse(false);
    }

    /** What a platform said about when its account is paid out; empty for sellers of their own. */
    public Optional<PayoutWish> payoutWish(AccountId account) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(account, tx))
                .map(found -> PayoutWish.of(found.part("settings").path("payouts")));
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
