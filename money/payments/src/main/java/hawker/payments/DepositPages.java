package hawker.payments;

import hawker.look.Look;
import hawker.network.DepositForm;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;

/**
 * Where a buyer tells what arrived on the bank account that is to be debited. The address holds the
 * intent's client secret, and holding it is the right to answer.
 */
final class DepositPages {

    private static final String PATH = "/verify/deposits/";

    private final Payments payments;
    private final Depositing depositing;

    DepositPages(Payments payments, Depositing depositing) {
        this.payments = payments;
        this.depositing = depositing;
    }

    /** The page of an intent. */
    static String path(PaymentIntent intent) {
        return PATH + intent.clientSecret();
    }

    Routes routes() {
        return new Routes().get(PATH + "{secret}", this::show).post(PATH + "{secret}", this::told);
    }

    private Response show(Request request) {
        return payments.bySecret(request.pathParam("secret"))
                .map(intent -> page(request, intent))
                .orElseGet(() -> Look.unknown(request));
    }

    private static Response page(Request request, PaymentIntent intent) {
        return intent.state() instanceof State.RequiresDeposits
                ? DepositForm.ask(request)
                : DepositForm.says(request, "Thank you. You can close this window.");
    }

    private Response told(Request request) {
        var found = payments.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Look.unknown(request);
        var intent = found.get();
        if (!(intent.state() instanceof State.RequiresDeposits waiting))
            return page(request, intent);
        var told = DepositForm.told(request);
        if (told.isEmpty()) return DepositForm.missing(request);
        var cause = Cause.none(intent.account());
        return switch (depositing.told(intent, waiting, told.get(), cause, Confirming.Claim.NONE)) {
            case Confirmation.Refused no -> DepositForm.refused(request, no.message());
            case Confirmation.Declined no -> DepositForm.says(request, no.failure().message());
            case Confirmation.Processing ignored ->
                    DepositForm.says(request, "Your account is verified.");
            case Confirmation.Succeeded ignored -> throw new IllegalStateException("at once");
            case Confirmation.Capturable ignored -> throw new IllegalStateException("held");
            case Confirmation.Waiting ignored -> page(request, intent);
            case Confirmation.NeedsAction ignored -> page(request, intent);
            case Confirmation.NeedsConfirmation ignored -> page(request, intent);
            case Confirmation.Unknown ignored -> page(request, intent);
        };
    }
}
