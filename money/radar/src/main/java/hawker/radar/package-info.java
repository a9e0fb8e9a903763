/**
 * How risky a card payment is, and whether it goes out: rules, the lists they look into, reviews
 * and early fraud warnings. Start at {@link Radar} and {@link Deciding}.
 */
@NullMarked
package hawker.radar;

import org.jspecify.annotations.NullMarked;
