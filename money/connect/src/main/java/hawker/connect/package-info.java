/**
 * Platforms and the accounts connected to them: what an account tells about itself, what is still
 * required of it, what it may do, and who may act for it. Moves no money.
 */
@NullMarked
package hawker.connect;

import org.jspecify.annotations.NullMarked;
