package hawker.payments;

import hawker.network.ReturnPage;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.Optional;

/**
 * Where a buyer comes back from a 3-D Secure challenge. The way home is ours first: we ask the
 * network how it went, finish the payment, and then send the buyer to the seller's page with the
 * result, as Stripe does.
 */
final class ReturnPages {

    private static final String PREFIX = "/payments/return/";

    private final Payments payments;
    private final Reading reading;
    private final Confirming confirming;

    ReturnPages(Payments payments, Reading reading, Confirming confirming) {
        this.payments = payments;
        this.reading = reading;
        this.confirming = confirming;
    }

    /** The path where the buyer of an intent comes back; holding it is the right to do so. */
    static String path(PaymentIntent intent) {
        return PREFIX + intent.clientSecret();
    }

    Routes routes() {
        return new Routes().get(PREFIX + "{secret}", this::back);
    }

    private Response back(Request request) {
        var found = payments.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Response.text(404, "Not found");
        var intent = found.get();
        var home = home(intent);
        var ended = confirming.afterAction(intent, Cause.none(intent.account()));
        var now = ended.intent();
        return ReturnPage.lead(
                home, "payment_intent", now.id().text(), now.clientSecret(), passed(ended));
    }

    /** Also for a buyer who comes back a second time, when the challenge is history. */
    private Optional<String> home(PaymentIntent intent) {
        return reading.lastChallenge(intent)
                .flatMap(then ->
                        then.state() instanceof State.RequiresAction action
                                ? action.challenge().returnUrl()
                                : Optional.empty());
    }

    private static boolean passed(Confirmation ended) {
        return switch (ended) {
            case Confirmation.Succeeded ignored -> true;
            case Confirmation.Capturable ignored -> true;
            case Confirmation.NeedsConfirmation ignored -> true;
            case Confirmation.Processing ignored -> true;
            case Confirmation.Waiting ignored -> false;
            case Confirmation.NeedsAction ignored -> false;
            case Confirmation.Declined ignored -> false;
            case Confirmation.Unknown ignored -> false;
            case Confirmation.Refused ignored -> false;
        };
    }
}
