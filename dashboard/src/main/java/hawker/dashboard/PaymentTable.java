package hawker.dashboard;

import gg.jte.Content;
import hawker.look.Badge;
import hawker.look.Kit;
import hawker.look.Tone;
import hawker.network.Outcome;
import hawker.payments.Charge;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;

/** A charge's state and card in words. */
final class PaymentTable {

    private PaymentTable() {}

    static Badge state(Charge charge) {
        return switch (charge.state()) {
            case Charge.State.Failed ignored ->
                    charge.facts().outcome().type() == Outcome.Type.BLOCKED
                            ? Kit.badge("Blocked", Tone.BAD)
                            : Kit.badge("Failed", Tone.BAD);
            case Charge.State.Pending ignored -> Kit.badge("Pending", Tone.NOTE);
            case Charge.State.Authorized ignored -> Kit.badge("Uncaptured", Tone.NOTE);
            case Charge.State.Released ignored -> Kit.badge("Released", Tone.PLAIN);
            case Charge.State.Captured ignored -> captured(charge);
        };
    }

    private static Badge captured(Charge charge) {
        if (charge.disputed().ever()) return Kit.badge("Disputed", Tone.WARN);
        if (charge.fullyRefunded()) return Kit.badge("Refunded", Tone.PLAIN);
        return charge.refunded().isPositive()
                ? Kit.badge("Partly refunded", Tone.WARN)
                : Kit.badge("Succeeded", Tone.GOOD);
    }

    static Content card(Charge charge) {
        return switch (charge.facts().instrument()) {
            case CardDisplay card ->
                    Kit.cardOnFile(
                            brand(card.brand()),
                            card.last4(),
                            "%02d/%02d".formatted(card.expMonth(), card.expYear() % 100));
            case Instrument.BankAccount bank ->
                    Kit.cardOnFile(
                            bank.scheme() == Instrument.Scheme.SEPA_DEBIT
                                    ? "SEPA Direct Debit"
                                    : "ACH Direct Debit",
                            bank.last4(),
                            "");
            case Instrument.CustomerBalance ignored -> Kit.cardOnFile("Bank transfer", "", "");
            case Instrument.Promised promised -> Kit.cardOnFile(words(promised.type()), "", "");
        };
    }

    /** {@code afterpay_clearpay} is "Afterpay clearpay". */
    private static String words(String name) {
        var words = name.replace('_', ' ');
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Stripe's name of a brand as people write it. */
    private static String brand(String name) {
        return switch (name) {
            case "visa" -> "Visa";
            case "mastercard" -> "Mastercard";
            case "amex" -> "American Express";
            case "discover" -> "Discover";
            case "diners" -> "Diners Club";
            case "jcb" -> "JCB";
            case "unionpay" -> "UnionPay";
            default -> "Card";
        };
    }
}
