package hawker.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.ApiModule.Inside;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.CustomerCheck;
import hawker.pricing.Pricing;
import hawker.web.Routes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/** Builds the room; its schema is "portal". */
public final class PortalModule {

    private final Portals portals;
    private final Accounts accounts;
    private final Look look;
    private final String origin;
    private final List<Operation> operations = new ArrayList<>();

    /**
     * The rooms below that this one uses, and what it asks of others.
     *
     * @param configurations which methods a seller offers, by {@code pmc_…}, as the API writes it
     * @param connected whether an account belongs to a platform, by {@code acct_…}
     */
    public record Doors(
            Accounts accounts,
            Pricing pricing,
            CustomerCheck customers,
            Subscriptions subscriptions,
            BiFunction<AccountId, String, Optional<ObjectNode>> configurations,
            BiPredicate<AccountId, String> connected) {}

    private PortalModule(Platform platform, Doors doors, Look look, String origin) {
        portals = new Portals(platform, new PortalSql());
        accounts = doors.accounts();
        this.look = look;
        this.origin = origin;
        var features = new Features(doors.pricing(), doors.configurations());
        operations.addAll(new ConfigurationsHttp(portals, features, origin).operations());
        var sessions =
                new SessionsHttp(
                        portals,
                        doors.customers(),
                        doors.subscriptions(),
                        doors.pricing(),
                        doors.connected(),
                        origin);
        operations.addAll(sessions.operations());
    }

    /**
     * Opens the room on a platform whose schema "portal" is up to date.
     *
     * @param origin of the pages as browsers see it, without a slash at the end
     */
    public static PortalModule open(Platform platform, Doors doors, Look look, String origin) {
        return new PortalModule(platform, doors, look, origin);
    }

    /** {@code /v1/billing_portal}. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * {@code /p/session} and {@code /p/login}.
     *
     * @param api by which the pages do what they do
     */
    public Routes routes(Inside api) {
        var entrance = new EntrancePages(portals, accounts, look, api);
        return new PortalPages(entrance)
                .routes()
                .addAll(new LeavingPages(entrance).routes())
                .addAll(new CardPages(entrance, origin).routes())
                .addAll(new DetailsPages(entrance).routes())
                .addAll(new ChangingPages(entrance, portals.platform()).routes())
                .addAll(new LoginPages(portals, entrance, look, api, origin).routes());
    }

    /** What an older program kept of the portal: one configuration or session of it. */
    public record Older(
            AccountId account,
            boolean session,
            String id,
            Instant created,
            ObjectNode body,
            String token) {}

    /** Takes all that an older program kept of one account; what is here already stays. */
    public void adopt(Tx tx, List<Older> all) {
        all.forEach(each -> portals.adopt(tx, each));
    }

    public PortalRenderer renderer() {
        return new PortalRenderer();
    }

    public List<Expander> expanders() {
        return List.of(
                Expander.of(
                        (account, ids) ->
                                portals.platform()
                                        .tx()
                                        .readAccount(
                                                account,
                                                tx -> {
                                                    var found = new HashMap<String, ObjectNode>();
                                                    for (var id : ids)
                                                        portals.sql()
                                                                .find(tx, account, id)
                                                                .ifPresent(c ->
                                                                        found.put(id, c.body()));
                                                    return found;
                                                }),
                        "billing_portal.session.configuration"));
    }
}
