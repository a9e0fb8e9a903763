/**
 * Taking a payment and giving it back: payment intents, charges, refunds, customers and fees, in
 * Stripe's words. This room decides what a payment's state is and what the ledger is told; the card
 * number stays in the vault, the wire in the network room.
 */
@NullMarked
package hawker.payments;

import org.jspecify.annotations.NullMarked;
