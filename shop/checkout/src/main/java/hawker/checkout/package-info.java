/**
 * From cart to paid order, and the only room that knows both goods and money: carts, checkout
 * sessions, delivery and tax, the pay button, the order's page and its receipt. It is a customer of
 * the payments room like any other program and never sees a card number.
 */
@NullMarked
package hawker.checkout;

import org.jspecify.annotations.NullMarked;
