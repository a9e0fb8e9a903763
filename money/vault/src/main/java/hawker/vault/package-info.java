/**
 * The only room that sees a card number at rest: card data in, tokens out, and the hosted card
 * fields that take the data on an origin of their own.
 */
@NullMarked
package hawker.vault;

import org.jspecify.annotations.NullMarked;
