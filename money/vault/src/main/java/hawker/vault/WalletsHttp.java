package hawker.vault;

import hawker.api.Access;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.Clock;
import hawker.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * {@code /v1/wallets/{wallet}/payment_methods} of the vault's origin: what the sheet of a simulated
 * wallet makes of the card that its buyer chose. In the place of this stands, with real wallets,
 * the opening of the message that the device has encrypted for us. Live accounts have no such
 * route.
 */
final class WalletsHttp {

    private static final String ROUTE = "/v1/wallets/{wallet}/payment_methods";
    private static final int LAST_MONTH = 12;

    private final Tokenising tokenising;
    private final BiConsumer<Tx, PaymentMethod> insert;
    private final Clock clock;

    WalletsHttp(Tokenising tokenising, BiConsumer<Tx, PaymentMethod> insert, Clock clock) {
        this.tokenising = tokenising;
        this.insert = insert;
        this.clock = clock;
    }

    Operation creation() {
        return Operation.post(
                        ROUTE,
                        Shape.of(
                                Param.oneOf("card", WalletCard.words()).required(),
                                CardEntry.billingDetails(),
                                CardEntry.redisplay(),
                                Param.metadata()),
                        this::create)
                .with(Access.PUBLISHABLE);
    }

    private Answer create(Call call) {
        var wallet = CardDisplay.Wallet.of(call.path("wallet"));
        if (wallet.isEmpty() || call.account().livemode())
            throw ApiError.unknownRoute("POST", ROUTE.replace("{wallet}", call.path("wallet")));
        var params = call.params();
        var card = WalletCard.of(params.requiredText("card")).orElseThrow();
        var billing = CardEntry.billing(params.hash("billing_details"), Billing.none());
        var sealed = sealed(call, card, billing);
        var method =
                sealed.with(sealed.card().from(wallet.get()))
                        .withDetails(
                                billing,
                                params.text("allow_redisplay").orElse("unspecified"),
                                params.metadata().orElse(Map.of()));
        return call.write(tx -> {
            insert.accept(tx, method);
            return Answer.ok(PaymentMethodJson.render(method));
        });
    }

    /** A wallet gives no security code: its device has vouched for the buyer. */
    private PaymentMethod sealed(Call call, WalletCard card, Billing billing) {
        int year = clock.today().getYear() + WalletCard.YEARS;
        var input = new CardInput(card.number(), LAST_MONTH, year, Optional.empty());
        var step = tokenising.seal(call.account(), input, billing, CardEntry.sources(call));
        return switch (step) {
            case Tokenising.Step.Sealed(var method) -> method;
            case Tokenising.Step.Invalid(var why) -> throw CardEntry.refused(why);
            case Tokenising.Step.TooMany() -> throw CardEntry.tooMany();
        };
    }
}
