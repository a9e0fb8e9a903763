@NullMarked
package hawker.kernel;

import org.jspecify.annotations.NullMarked;
