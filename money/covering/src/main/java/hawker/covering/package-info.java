/** Negative balances: the account's bank is debited, and its platform sets as much aside. */
@NullMarked
package hawker.covering;

import org.jspecify.annotations.NullMarked;
