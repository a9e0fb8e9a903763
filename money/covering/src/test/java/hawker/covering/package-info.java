/** Stories of negative balances. */
@NullMarked
package hawker.covering;

import org.jspecify.annotations.NullMarked;
