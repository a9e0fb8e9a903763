/**
 * What happens when a cardholder's bank takes a payment back or asks about it: the case, the
 * seller's evidence, the ruling, and what each does to the books. Start at {@link Disputes}.
 */
@NullMarked
package hawker.disputes;

import org.jspecify.annotations.NullMarked;
