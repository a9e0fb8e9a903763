/** What is wired, tried whole. */
@NullMarked
package hawker.app;

import org.jspecify.annotations.NullMarked;
