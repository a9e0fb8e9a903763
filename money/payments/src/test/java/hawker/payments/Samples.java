package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.Authentication;
import hawker.network.NetworkAnswer;
import hawker.network.Outcome;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things that pure tests are made of. */
final class Samples {

    static final AccountId SELLER = new AccountId(1001);
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final Stamp STAMP = new Stamp(NOW, Optional.of("req_1"));
    static final PaymentIntent.Id INTENT = new PaymentIntent.Id("pi_1abcdefghijklmnopqrstuvw");
    static final Charge.Id CHARGE = new Charge.Id("ch_1abcdefghijklmnopqrstuvw");

    static final CardDisplay CARD =
            new CardDisplay(
                    "visa",
                    "4242",
                    12,
                    2030,
                    "credit",
                    Optional.of("US"),
                    "0123456789abcdef",
                    List.of("visa"),
                    Optional.empty(),
                    true,
                    new Checks(Optional.empty(), Optional.empty(), Optional.of(Checks.Check.PASS)));

    static final PaymentMethod METHOD =
            new PaymentMethod(
                    new PaymentMethod.Id("pm_1"),
                    SELLER,
                    CARD,
                    new PaymentMethod.Source.Fixed("pm_card_visa"),
                    Billing.ofPostalCode("10001"),
                    PaymentMethod.State.UNATTACHED,
                    Optional.empty(),
                    "unspecified",
                    Map.of(),
                    NOW);

    static final Outcome OUTCOME =
            new Outcome(
                    Outcome.Type.AUTHORIZED,
                    Outcome.NetworkStatus.APPROVED_BY_NETWORK,
                    Optional.empty(),
                    Outcome.RiskLevel.NORMAL,
                    12,
                    "Payment complete.",
                    Optional.empty(),
                    Optional.empty());

    static final NetworkAnswer.Approved APPROVED =
            new NetworkAnswer.Approved(
                    "632607000001",
                    "A1B2C3",
                    CARD.checks(),
                    OUTCOME,
                    false,
                    Optional.of(
                            new Authentication(
                                    "3ds_1",
                                    INTENT.text(),
                                    Authentication.State.AUTHENTICATED,
                                    Optional.of("challenge"),
                                    Optional.of("05"),
                                    "2.2.0")));

    static final Notes.Shipping SHIPPING =
            new Notes.Shipping(
                    Optional.of("Jenny Rosen"),
                    Optional.empty(),
                    Optional.of("UPS"),
                    Optional.empty(),
                    new Billing.Address(
                            Optional.of("1 Main St"),
                            Optional.empty(),
                            Optional.of("New York"),
                            Optional.of("NY"),
                            Optional.of("10001"),
                            Optional.of("US")));

    static final Notes NOTES =
            new Notes(
                    Optional.of("Order 7"),
                    Map.of("order", "7"),
                    Optional.of("jenny@example.com"),
                    Optional.of(SHIPPING),
                    Optional.of("SHOP"),
                    Optional.of("SEVEN"),
                    Optional.of("group"));

    private Samples() {}

    static PaymentIntent open(Terms terms) {
        return Transitions.opened(INTENT, SELLER, "s".repeat(25), terms, Optional.empty(), STAMP);
    }

    static PaymentIntent sending(Terms terms) {
        return Transitions.sending(open(terms), terms, sendingState(), STAMP);
    }

    static State.Sending sendingState() {
        return new State.Sending(METHOD.id(), CHARGE);
    }

    static Attempt attempt(PaymentIntent sending) {
        return new Attempt(sending, (State.Sending) sending.state(), METHOD, "SHOP");
    }

    static Terms terms() {
        return Terms.of(Money.usd(2000));
    }
}
