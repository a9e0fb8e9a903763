package hawker.payouts;

import hawker.kernel.Money;
import java.time.LocalDate;

/**
 * The next payout as it would be if nothing happened until then.
 *
 * @param on the day it will be made
 * @param arrivesOn the day the money should be in the bank
 */
public record Upcoming(LocalDate on, LocalDate arrivesOn, Money amount) {}
