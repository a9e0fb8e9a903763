package hawker.payments;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.Map;
import java.util.Optional;

/**
 * Which amounts can be charged. The smallest is about 50 US cents in every currency (docs:
 * currencies, minimum charge amounts), since the fixed fee eats less than that.
 */
final class Amounts {

    /** Stripe's largest amount in minor units. */
    static final long MAX = 99_999_999;

    private static final Map<Currency, Long> SMALLEST =
            Map.of(
                    Currency.USD,
                    50L,
                    Currency.EUR,
                    50L,
                    Currency.of("gbp"),
                    30L,
                    Currency.of("cad"),
                    50L,
                    Currency.of("aud"),
                    50L,
                    Currency.JPY,
                    50L,
                    Currency.of("kwd"),
                    150L);

    private Amounts() {}

    /** The smallest amount of a currency that has a price. */
    static Money smallest(Currency currency) {
        return Money.of(SMALLEST.getOrDefault(currency, 50L), currency);
    }

    /** What is wrong with charging this amount; empty if nothing is. */
    static Optional<Change.Refused> refusal(Money amount) {
        var currency = amount.currency();
        if (!Fees.accepts(currency))
            return refuse(
                    Refusal.CURRENCY_CLOSED,
                    "The currency " + currency.code() + " is not supported for charges.");
        if (amount.minor() > MAX)
            return refuse(Refusal.AMOUNT_TOO_LARGE, "Amount must be no more than " + MAX);
        if (amount.compareTo(smallest(currency)) < 0)
            return refuse(
                    Refusal.AMOUNT_TOO_SMALL,
                    "Amount must be at least " + smallest(currency).text() + " " + currency.code());
        return stepRefusal(amount);
    }

    /**
     * Amounts of KWD end in 0, of ISK in 00: their last digits do not exist on the card network.
     */
    static Optional<Change.Refused> stepRefusal(Money amount) {
        int step = amount.currency().step();
        if (amount.minor() % step == 0) return Optional.empty();
        return refuse(
                Refusal.AMOUNT_STEP,
                "Amounts in " + amount.currency().code() + " must be a multiple of " + step + ".");
    }

    private static Optional<Change.Refused> refuse(Refusal reason, String message) {
        return Optional.of(new Change.Refused(reason, message));
    }
}
