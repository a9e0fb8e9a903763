package hawker.setups;

import hawker.network.DebitRail;
import hawker.platform.TxRunner;
import hawker.setups.Happenings.Cause;
import hawker.setups.SetupIntent.State;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a buyer tells what arrived on the bank account that is to be kept. The address holds the
 * intent's client secret, and holding it is the right to answer.
 */
final class DepositPages {

    private static final String PATH = "/setups/deposits/";

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
                .map(DepositPages::page)
                .orElseGet(() -> Response.text(404, "Not found"));
    }

    private static Response page(SetupIntent intent) {
        return intent.state() instanceof State.RequiresDeposits
                ? page(
                        200,
                        "We have sent two deposits of less than a dollar. Which were they?",
                        FORM)
                : page(200, "Thank you. You can close this window.", "");
    }

    private Response told(Request request) {
        var found = setups.bySecret(request.pathParam("secret"));
        if (found.isEmpty()) return Response.text(404, "Not found");
        var intent = found.get();
        if (!(intent.state() instanceof State.RequiresDeposits waiting)) return page(intent);
        var first = cents(request, "first");
        var second = cents(request, "second");
        if (first.isEmpty() || second.isEmpty())
            return page(422, "Enter both deposits in cents, such as 32.", FORM);
        var told = new DebitRail.Told(first.get(), second.get(), Optional.empty());
        var deposited = setups.prove(intent, waiting, told);
        var account = intent.account();
        return switch (tx.inAccount(
                account, t -> setups.record(t, deposited, Cause.none(account)))) {
            case SetupResult.Done ignored -> page(200, "Your account is verified.", "");
            case SetupResult.Declined no -> page(200, no.failure().message(), "");
            case SetupResult.Refused no -> page(422, no.message(), FORM);
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
