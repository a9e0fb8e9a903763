package hawker.ledger;

import hawker.kernel.Money;
import java.time.LocalDate;

/**
 * A line of the seller's statement: one journal seen from the seller's own pockets (pending and
 * available). {@code amount − fee = net}, and net is what the journal did to the seller's money;
 * what is set aside counts as gone until it is given free.
 *
 * @param amount before fees, in the settlement currency
 * @param fee what the platform took (or, negative, gave back) in the same journal, tax included
 * @param availableOn when the net can be used
 */
public record Entry(Journal journal, Money amount, Money fee, Money net, LocalDate availableOn) {}
