@NullMarked
package hawker.payouts;

import org.jspecify.annotations.NullMarked;
