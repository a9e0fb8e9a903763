/**
 * Load, measured from outside: the program runs as its own process, the load generator speaks HTTP
 * to it, and each figure stands beside its floor in the same run.
 */
@NullMarked
package hawker.bench;

import org.jspecify.annotations.NullMarked;
