package hawker.hosted;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.List;

/**
 * {@code /v1/payment_pages}: completes a session without a page. Not documented by Stripe; its
 * command line tool and browser scripts call it. The session's id is unguessable and is the right
 * to pay it.
 */
final class PaymentPagesHttp {

    private static final String ONE = "/v1/payment_pages/{session}";

    private final SessionsSql sql;
    private final Paying paying;
    private final Vault vault;

    PaymentPagesHttp(SessionsSql sql, Paying paying, Vault vault) {
        this.sql = sql;
        this.paying = paying;
        this.vault = vault;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ONE, Shape.of(), this::retrieve).with(Access.PUBLISHABLE),
                Operation.post(
                                ONE + "/confirm",
                                Shape.of(
                                        Param.id("payment_method"),
                                        Param.integer("expected_amount", 0, Param.MAX_AMOUNT)),
                                this::confirm)
                        .with(Access.PUBLISHABLE));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(SessionJson.renderPublic(found(call)));
    }

    private Session found(Call call) {
        return Session.Id.parse(call.path("session"))
                .flatMap(id -> call.read(tx -> sql.find(tx, call.account(), id)))
                .orElseThrow(() -> ApiError.missing("checkout.session", call.path("session")));
    }

    private Answer confirm(Call call) {
        var session = found(call);
        var params = call.params();
        if (session.total().isPositive() && !params.has("payment_method"))
            throw ApiError.parameterMissing("payment_method");
        var expected =
                params.integer("expected_amount")
                        .map(amount -> Money.of(amount, session.total().currency()))
                        .orElse(session.total());
        if (session.body().path("shipping_address_collection").isObject()
                || Typed.wantsTerms(session))
            throw ApiError.invalid(
                    "This Checkout Session asks the buyer for more than a card: use its page.");
        var id = params.text("payment_method");
        var method =
                id.flatMap(PaymentMethod.Id::parse).flatMap(m -> vault.find(call.account(), m));
        if (id.isPresent() && method.isEmpty())
            throw ApiError.missingReference("PaymentMethod", id.get(), "payment_method");
        var result =
                paying.pay(
                        call.account(),
                        session.id(),
                        method.map(PaymentMethod::id),
                        expected,
                        body ->
                                method.ifPresent(
                                        m -> SessionJson.customerDetails(body, m.billing())));
        return switch (result) {
            case PayResult.Complete(var complete) -> Answer.ok(SessionJson.renderPublic(complete));
            case PayResult.NeedsAction(var waiting, var url) ->
                    Answer.ok(SessionJson.renderPublic(waiting));
            case PayResult.Declined(var code, var declineCode, var says) ->
                    throw code.isEmpty()
                            ? ApiError.invalid(says)
                            : ApiError.card(code, declineCode, says);
            case PayResult.Changed(var now) ->
                    throw ApiError.parameterInvalid(
                            "expected_amount",
                            "The amount of this Checkout Session is " + now.total().minor() + ".");
            case PayResult.Checking() -> throw ApiError.lockTimeout();
            case PayResult.Over() -> throw ApiError.invalid("This Checkout Session has expired.");
        };
    }
}
