/**
 * How much of what is metered was used, recorded second by second, and what it comes to in a
 * period. Start at {@link hawker.usage.Usage}.
 */
@NullMarked
package hawker.usage;

import org.jspecify.annotations.NullMarked;
