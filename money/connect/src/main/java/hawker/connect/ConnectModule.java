package hawker.connect;

import hawker.accounts.Accounts;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Builds the room; its schema is "connect". */
public final class ConnectModule {

    private final Platform platform;
    private final Accounts accounts;
    private final ConnectSql sql = new ConnectSql();
    private final BelongingsSql belongings = new BelongingsSql();
    private final Happenings happenings;
    private final Changing changing;
    private final Connect connect;

    private ConnectModule(Platform platform, Accounts accounts) {
        this.platform = platform;
        this.accounts = accounts;
        happenings = new Happenings(platform);
        changing = new Changing(platform, accounts, sql, belongings, happenings);
        connect = new Connect(platform, sql, belongings, changing);
    }

    public static ConnectModule open(Platform platform, Accounts accounts) {
        return new ConnectModule(platform, accounts);
    }

    public Connect connect() {
        return connect;
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
        var parts = new ConnectedHttp.Parts(accounts, connect, sql, changing, happenings, clock);
        var targets = new Targets(connect, sql, changing);
        var externals = new Externals(belongings, happenings, ids, clock);
        var opening = new Opening(accounts, sql, belongings, externals, changing, ids, clock);
        var all = new ArrayList<Operation>();
        all.addAll(new ConnectedHttp(parts, targets, opening, externals, holdsMoney).operations());
        all.addAll(new CapabilitiesHttp(parts, targets).operations());
        all.addAll(new PersonsHttp(parts, targets, belongings, opening, happenings).operations());
        all.addAll(
                new ExternalsHttp(targets, changing, externals, belongings, happenings)
                        .operations());
        all.addAll(new CountrySpecsHttp().operations());
        all.addAll(new WalletDomainsHttp(ids, clock).operations());
        return all;
    }
}
