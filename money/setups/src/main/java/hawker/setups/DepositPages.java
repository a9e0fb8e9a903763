package hawker.setups;

import hawker.look.Look;
import hawker.network.DepositForm;
import hawker.platform.Event.Cause;
import hawker.platform.TxRunner;
import hawker.setups.SetupIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;

/**
 * Where a buyer tells what arrived on the bank account that is to be kept. The address holds the
 * intent's client secret, and holding it is the right to answer.
 */
final class DepositPages {

    private static final String PATH = "/setups/deposits/";

    private final TxRunner tx;
    private final Setups setups;

    DepositPages(TxRunner tx, Setups setups) {
        this.tx = tx;
        this.setups = setups;
    }

    static String path(SetupIntent intent) {
        return PATH + intent.clientSecret();
    }

    Routes routes() {
        return new Routes().get(PATH + "{secret}", this::show).post(PATH + "{secret}", this::told);
    }

    private Response show(Request request) {
        return setups.bySecret(request.pathParam("secret"))
                .map(intent -> page(request, intent))
                .orElseGet(() -> Look.unknown(request));
    }

    private static Response page(Request request, SetupIntent intent) {
        return intent.state() instanceof State.RequiresDeposits
                ? DepositForm.ask(request)
                : DepositForm.says(request, "Thank you. You can close this window.");
    }

    private Response told(Request request) {
        var found = setups.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Look.unknown(request);
        var intent = found.get();
        if (!(intent.state() instanceof State.RequiresDeposits waiting))
            return page(request, intent);
        var told = DepositForm.told(request);
        if (told.isEmpty()) return DepositForm.missing(request);
        var deposited = setups.prove(intent, waiting, told.get());
        var account = intent.account();
        return switch (tx.inAccount(
                account, t -> setups.record(t, deposited, Cause.none(account)))) {
            case SetupResult.Done ignored -> DepositForm.says(request, "Your account is verified.");
            case SetupResult.Declined no -> DepositForm.says(request, no.failure().message());
            case SetupResult.Refused no -> DepositForm.refused(request, no.message());
        };
    }
}
