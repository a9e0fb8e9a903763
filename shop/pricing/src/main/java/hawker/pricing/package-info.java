/**
 * What sellers declare about what they sell, and what it comes to: products, prices, coupons,
 * promotion codes, tax rates, shipping rates, and the sum of a purchase. Start at {@link Pricing}
 * and {@link Sum}.
 */
@NullMarked
package hawker.pricing;

import org.jspecify.annotations.NullMarked;
