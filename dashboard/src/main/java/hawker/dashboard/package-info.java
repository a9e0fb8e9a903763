/**
 * What sellers and the operator see and do: sales, orders, refunds, balance, payouts; and the
 * health of the books. Pages only: every figure comes from the room that owns it.
 */
@NullMarked
package hawker.dashboard;

import org.jspecify.annotations.NullMarked;
