/**
 * The script that a seller's page loads in the place of Stripe.js, and what the script asks of the
 * server. It never sees a card: fields for cards are frames of the vault's origin.
 */
@NullMarked
package hawker.elements;

import org.jspecify.annotations.NullMarked;
