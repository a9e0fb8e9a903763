@NullMarked
package hawker.hosted;

import org.jspecify.annotations.NullMarked;
