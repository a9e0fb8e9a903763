/**
 * Checkout sessions of the API: a seller's program says what is bought, the buyer pays on our page,
 * and the program hears of it. Start at {@link Paying}.
 */
@NullMarked
package hawker.hosted;

import org.jspecify.annotations.NullMarked;
