/** Stories of cash balances, told through the API over a real database. */
@NullMarked
package hawker.cash;

import org.jspecify.annotations.NullMarked;
