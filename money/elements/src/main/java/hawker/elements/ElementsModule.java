package hawker.elements;

import hawker.accounts.Accounts;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.payments.Payments;
import hawker.platform.Platform;
import hawker.setups.Setups;
import hawker.web.Routes;
import java.util.List;
import java.util.function.Function;

/** Opens the room: the script for sellers' pages and what it asks of the server. */
public final class ElementsModule {

    private final SessionsHttp sessions;
    private final ScriptPages script;
    private final DetailsPages details;

    private ElementsModule(SessionsHttp sessions, ScriptPages script, DetailsPages details) {
        this.sessions = sessions;
        this.script = script;
        this.details = details;
    }

    /**
     * @param wallets which wallets a seller wants shown among the ways to pay, by the API's words
     * @param mainOrigin origin of pages and API as browsers see it
     * @param vaultOrigin origin of the frames that hold cards
     */
    public static ElementsModule open(
            Platform platform,
            Accounts accounts,
            Payments payments,
            Setups setups,
            Function<AccountId, List<String>> wallets,
            String mainOrigin,
            String vaultOrigin) {
        return new ElementsModule(
                new SessionsHttp(accounts, payments, setups, wallets),
                new ScriptPages(new Script(mainOrigin, vaultOrigin)),
                new DetailsPages(platform.ids()));
    }

    public List<Operation> operations() {
        return sessions.operations();
    }

    /** The script's addresses and its frames without cards, on the main listener. */
    public Routes routes() {
        return script.routes().addAll(details.routes());
    }
}
