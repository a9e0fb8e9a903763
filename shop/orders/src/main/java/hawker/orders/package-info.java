/**
 * What was sold to whom: orders with their lines, money, address and story, how far payment and
 * delivery are, and what that adds up to for a seller a day. Money itself moves elsewhere; here
 * stands what was agreed.
 */
@NullMarked
package hawker.orders;

import org.jspecify.annotations.NullMarked;
