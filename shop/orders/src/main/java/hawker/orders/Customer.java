package hawker.orders;

import hawker.kernel.Money;
import java.time.Instant;

/**
 * A buyer of one seller, told by e-mail address.
 *
 * @param spent Σ of the totals less refunds, in the currency of the first order
 */
public record Customer(
        String email, String name, int orders, Money spent, Instant first, Instant last) {}
