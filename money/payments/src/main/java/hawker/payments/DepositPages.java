package hawker.payments;

import hawker.network.DebitRail;
import hawker.payments.Confirmation.Cause;
import hawker.payments.PaymentIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a buyer tells what arrived on the bank account that is to be debited. The address holds the
 * intent's client secret, and holding it is the right to answer.
 */
final class DepositPages {

    private static final String PATH = "/verify/deposits/";

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Verify your bank account</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><main><h1>Verify your bank account</h1><p role="status">{says}</p>{form}</main></body>
            </html>
            """;

    private static final String FORM =
            """
            <form method="post"><p><label>First deposit, in cents
            <input name="first" inputmode="numeric" pattern="[0-9]{1,2}" required></label></p>
            <p><label>Second deposit, in cents
            <input name="second" inputmode="numeric" pattern="[0-9]{1,2}" required></label></p>
            <p><button>Verify</button></p></form>
            """;

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
                .map(DepositPages::page)
                .orElseGet(() -> Response.text(404, "Not found"));
    }

    private static Response page(PaymentIntent intent) {
        return intent.state() instanceof State.RequiresDeposits
                ? page(
                        200,
                        "We have sent two deposits of less than a dollar. Which were they?",
                        FORM)
                : page(200, "Thank you. You can close this window.", "");
    }

    private Response told(Request request) {
        var found = payments.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Response.text(404, "Not found");
        var intent = found.get();
        if (!(intent.state() instanceof State.RequiresDeposits waiting)) return page(intent);
        var first = cents(request, "first");
        var second = cents(request, "second");
        if (first.isEmpty() || second.isEmpty())
            return page(422, "Enter both deposits in cents, such as 32.", FORM);
        var told = new DebitRail.Told(first.get(), second.get(), Optional.empty());
        var cause = Cause.none(intent.account());
        return switch (depositing.told(intent, waiting, told, cause, Confirming.Claim.NONE)) {
            case Confirmation.Refused no -> page(422, no.message(), FORM);
            case Confirmation.Declined no -> page(200, no.failure().message(), "");
            case Confirmation.Processing ignored -> page(200, "Your account is verified.", "");
            case Confirmation.Succeeded ignored -> throw new IllegalStateException("at once");
            case Confirmation.Capturable ignored -> throw new IllegalStateException("held");
            case Confirmation.Waiting ignored -> page(intent);
            case Confirmation.NeedsAction ignored -> page(intent);
            case Confirmation.NeedsConfirmation ignored -> page(intent);
            case Confirmation.Unknown ignored -> page(intent);
        };
    }

    private static Optional<Long> cents(Request request, String name) {
        return request.formParam(name)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,2}"))
                .map(Long::parseLong);
    }

    /** Both texts are our own. */
    private static Response page(int status, String says, String form) {
        var html =
                PAGE.replace("{says}", says)
                        .replace("{form}", form)
                        .getBytes(StandardCharsets.UTF_8);
        return Response.html(status, html)
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }
}
