package hawker.pricing;

import hawker.kernel.Money;
import java.util.Optional;

/**
 * What a rebate's restrictions look at.
 *
 * @param subtotal before rebates and taxes
 * @param customer {@code cus_…}, if known
 * @param first whether this buyer has paid nothing before
 */
public record Purchase(Money subtotal, Optional<String> customer, boolean first) {}
