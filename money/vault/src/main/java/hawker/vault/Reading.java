package hawker.vault;

import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.vault.CardDisplay.Application;
import hawker.vault.CardDisplay.Presence;
import java.util.List;
import java.util.Optional;

/**
 * Cards that are held to simulated readers: the number comes from the published table, is sealed
 * like one that was typed, and is named nowhere outside of this room.
 */
final class Reading {

    private static final String PRESENT = "card_present";

    private static final String INTERAC = "interac_present";

    /** What a simulated reader reads unless told otherwise (docs: terminal testing). */
    private static final String USUAL = "4242424242424242";

    private static final String USUAL_INTERAC = "4506445006931933";

    private static final int YEARS_LEFT = 3;

    private final Tokenising tokenising;
    private final Clock clock;

    Reading(Tokenising tokenising, Clock clock) {
        this.tokenising = tokenising;
        this.clock = clock;
    }

    static Param[] params() {
        return new Param[] {
            Param.oneOf("type", PRESENT, INTERAC),
            Param.hash(PRESENT, Param.text("number", 30).secret()),
            Param.hash(INTERAC, Param.text("number", 30).secret())
        };
    }

    /** Seals what is read; it is not yet written as a payment method. */
    Tokenising.Step read(AccountId account, Params params, String reader, String location) {
        var type = params.text("type").orElse(PRESENT);
        boolean interac = type.equals(INTERAC);
        var usual = interac ? USUAL_INTERAC : USUAL;
        var number = params.hash(type).flatMap(card -> card.text("number")).orElse(usual);
        var known = TestCards.byNumber(number.replace(" ", ""));
        if (known.isEmpty() || known.get().brand().equals("interac") != interac)
            return unreadable(type);
        var today = clock.today();
        var input =
                new CardInput(
                        number,
                        today.getMonthValue(),
                        today.getYear() + YEARS_LEFT,
                        Optional.empty());
        return switch (tokenising.seal(account, input, Billing.none(), List.of())) {
            case Tokenising.Step.Sealed(var method) ->
                    new Tokenising.Step.Sealed(
                            method.with(
                                    method.card()
                                            .present(
                                                    Optional.of(
                                                            presence(
                                                                    known.get(),
                                                                    reader,
                                                                    location)))));
            case Tokenising.Step.Invalid no -> no;
            case Tokenising.Step.TooMany no -> no;
        };
    }

    private static Tokenising.Step unreadable(String type) {
        return new Tokenising.Step.Invalid(
                new Tokenised.InvalidCard(
                        "incorrect_number",
                        type + "[number]",
                        "A simulated reader reads the published test cards that are read as `"
                                + type
                                + "`."));
    }

    private static Presence presence(TestCard card, String reader, String location) {
        var verification = verification(card.outcome());
        return new Presence(
                verification.equals("approval") ? "contactless_emv" : "contact_emv",
                verification,
                application(card),
                reader,
                location,
                Optional.empty());
    }

    private static String verification(String outcome) {
        if (outcome.contains("offline_pin") || outcome.contains("offline PIN"))
            return "offline_pin";
        return outcome.contains("online_pin") || outcome.contains("online PIN")
                ? "online_pin"
                : "approval";
    }

    /** The applications by which the brands' chips answer (EMVCo's list). */
    private static Application application(TestCard card) {
        boolean debit = card.funding().equals("debit");
        return switch (card.brand()) {
            case "visa" -> new Application(debit ? "Visa Debit" : "Visa Credit", "A0000000031010");
            case "mastercard" ->
                    new Application(debit ? "Debit Mastercard" : "Mastercard", "A0000000041010");
            case "amex" -> new Application("American Express", "A00000002501");
            case "discover", "diners" -> new Application("Discover", "A0000001523010");
            case "jcb" -> new Application("JCB Credit", "A0000000651010");
            case "unionpay" -> new Application("UnionPay", "A000000333010102");
            case "interac" -> new Application("Interac", "A0000002771010");
            case "eftpos_au" -> new Application("eftpos SAV", "A00000038410");
            default -> new Application(card.brand(), "");
        };
    }
}
