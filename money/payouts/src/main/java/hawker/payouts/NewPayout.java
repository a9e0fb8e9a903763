package hawker.payouts;

import hawker.kernel.Money;
import java.util.Map;
import java.util.Optional;

/**
 * A payout that somebody asks for.
 *
 * @param destination a bank account ({@code ba_…}) or debit card ({@code card_…}); empty: the
 *     account's own
 * @param instant whether it should be there within minutes, for a fee
 */
public record NewPayout(
        Money amount,
        Optional<String> destination,
        Optional<String> description,
        Optional<String> statementDescriptor,
        Map<String, String> metadata,
        boolean instant) {

    public NewPayout {
        metadata = Map.copyOf(metadata);
    }

    public static NewPayout of(Money amount) {
        return new NewPayout(
                amount, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false);
    }

    /** The same amount, there within minutes. */
    public static NewPayout instantly(Money amount) {
        return new NewPayout(
                amount, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), true);
    }
}
