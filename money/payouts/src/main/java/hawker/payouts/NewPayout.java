package hawker.payouts;

import hawker.kernel.Money;
import java.util.Map;
import java.util.Optional;

/**
 * A payout that somebody asks for.
 *
 * @param destination a bank account ({@code ba_…}); empty: the account's own
 */
public record NewPayout(
        Money amount,
        Optional<String> destination,
        Optional<String> description,
        Optional<String> statementDescriptor,
        Map<String, String> metadata) {

    public NewPayout {
        metadata = Map.copyOf(metadata);
    }

    public static NewPayout of(Money amount) {
        return new NewPayout(
                amount, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}
