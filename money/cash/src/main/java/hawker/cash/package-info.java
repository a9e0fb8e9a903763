/**
 * What customers send by bank transfer: where they send it, what waits, and how it meets the
 * payments that wait for it.
 */
@NullMarked
package hawker.cash;

import org.jspecify.annotations.NullMarked;
