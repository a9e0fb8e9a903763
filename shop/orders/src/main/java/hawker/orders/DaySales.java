package hawker.orders;

import hawker.kernel.Money;
import java.time.LocalDate;

/**
 * What a shop sold in a day (UTC), by the day of the sale and the day of the refund.
 *
 * @param sold Σ of the totals of the orders placed
 * @param refunded Σ of what was given back that day
 */
public record DaySales(LocalDate day, int orders, Money sold, Money refunded) {}
