package hawker.setups;

import hawker.network.ReturnPage;
import hawker.setups.SetupIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.Optional;

/**
 * Where a buyer comes back from a 3-D Secure challenge: we ask the network how it went, finish, and
 * send the buyer to the seller's page with the result.
 */
final class ReturnPages {

    private static final String PREFIX = "/setups/return/";

    private final Setups setups;

    ReturnPages(Setups setups) {
        this.setups = setups;
    }

    /** The path where the buyer of an intent comes back; holding it is the right to do so. */
    static String path(SetupIntent intent) {
        return PREFIX + intent.clientSecret();
    }

    Routes routes() {
        return new Routes().get(PREFIX + "{secret}", this::back);
    }

    private Response back(Request request) {
        var found = setups.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Response.text(404, "Not found");
        var intent = found.get();
        var home = home(intent);
        setups.afterAction(intent.account(), intent.id());
        var now = setups.find(intent.account(), intent.id()).orElse(intent);
        boolean passed = now.state() instanceof State.Succeeded;
        return ReturnPage.lead(home, "setup_intent", now.id().text(), now.clientSecret(), passed);
    }

    private static Optional<String> home(SetupIntent intent) {
        return intent.state() instanceof State.RequiresAction action
                ? action.challenge().returnUrl()
                : Optional.empty();
    }
}
