/**
 * The books: double entry per account, in pockets of one purpose and one currency. Every movement
 * of money is a journal of transfers made from a posting template ({@link Kind}); nothing here
 * knows what a payment or a payout is. Start at {@link Ledger}.
 */
@NullMarked
package hawker.ledger;

import org.jspecify.annotations.NullMarked;
