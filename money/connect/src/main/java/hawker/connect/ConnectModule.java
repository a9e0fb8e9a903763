package hawker.connect;

import hawker.accounts.Accounts;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Builds the room; its schema is "connect". */
public final class ConnectModule {

    private final Platform platform;
    private final Accounts accounts;
    private final ConnectSql sql = new ConnectSql();
    private final BelongingsSql belongings = new BelongingsSql();
    private final LinksSql links = new LinksSql();
    private final Happenings happenings;
    private final Changing changing;
    private final Connect connect;
    private ExternalAccount.Tokens tokens = ExternalAccount.Tokens.NONE;
    private BiPredicate<AccountId, String> ownsTaxId = (account, id) -> false;
    private Confided confided = Confided.NOTHING;

    private ConnectModule(Platform platform, Accounts accounts) {
        this.platform = platform;
        this.accounts = accounts;
        happenings = new Happenings(platform);
        changing = new Changing(platform, accounts, sql, belongings, happenings);
        connect = new Connect(platform, accounts, sql, belongings, changing, happenings);
    }

    public static ConnectModule open(Platform platform, Accounts accounts) {
        return new ConnectModule(platform, accounts);
    }

    /** Says who keeps what people told of themselves; said once, before anybody is served. */
    public void hearing(Confided kept) {
        confided = kept;
    }

    /** Says also who keeps tokens of cards and bank accounts. */
    public void keeping(ExternalAccount.Tokens ofTokens, Confided ofPeople) {
        tokens = ofTokens;
        hearing(ofPeople);
    }

    /** Says who knows whether a tax id is an account's own; before anybody is served. */
    public void owningTaxIds(BiPredicate<AccountId, String> owns) {
        ownsTaxId = owns;
    }

    /** The parameters {@code account} and {@code person} of new tokens, wherever they are made. */
    public static Param[] tokenParams() {
        return AccountShapes.ofTokens();
    }

    public Connect connect() {
        return connect;
    }

    /** The page on which an account's people tell what is required. */
    public Routes routes(Look look) {
        var ids = platform.ids();
        var clock = platform.clock();
        var externals = new Externals(belongings, happenings, ids, clock, () -> tokens);
        var filling = new Filling(sql, belongings, externals, ids, clock);
        return new OnboardingPages(platform, changing, sql, links, filling, look).routes();
    }

    public ConnectRenderer renderer() {
        return new ConnectRenderer(accounts);
    }

    /**
     * Accounts, capabilities, persons, external accounts, country specs, domains for wallets.
     *
     * @param holdsMoney whether an account has any balance, so that it cannot be deleted
     */
    public List<Operation> operations(Predicate<AccountId> holdsMoney) {
        var ids = platform.ids();
        var clock = platform.clock();
        var parts =
                new ConnectedHttp.Parts(
                        accounts,
                        connect,
                        sql,
                        changing,
                        happenings,
                        clock,
                        (account, id) -> ownsTaxId.test(account, id));
        var targets = new Targets(connect, sql, changing);
        var externals = new Externals(belongings, happenings, ids, clock, () -> tokens);
        var opening = new Opening(accounts, sql, belongings, externals, changing, ids, clock);
        var hearing = new Hearing(() -> confided);
        var all = new ArrayList<Operation>();
        all.addAll(
                new ConnectedHttp(parts, targets, opening, externals, hearing, holdsMoney)
                        .operations());
        all.addAll(new CapabilitiesHttp(parts, targets).operations());
        all.addAll(
                new PersonsHttp(parts, targets, belongings, opening, happenings, hearing)
                        .operations());
        all.addAll(
                new ExternalsHttp(
                                targets,
                                changing,
                                externals,
                                belongings,
                                happenings,
                                () -> confided)
                        .operations());
        all.addAll(new CountrySpecsHttp().operations());
        all.addAll(new WalletDomainsHttp(ids, clock).operations());
        all.addAll(new AccountLinksHttp(platform, targets, links).operations());
        return all;
    }
}
