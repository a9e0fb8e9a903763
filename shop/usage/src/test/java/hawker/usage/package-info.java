@NullMarked
package hawker.usage;

import org.jspecify.annotations.NullMarked;
