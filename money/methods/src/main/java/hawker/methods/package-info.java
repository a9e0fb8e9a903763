/** Which payment methods a seller offers, and on which domains wallets may be shown. */
@NullMarked
package hawker.methods;

import org.jspecify.annotations.NullMarked;
