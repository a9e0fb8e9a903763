@NullMarked
package hawker.paper;

import org.jspecify.annotations.NullMarked;
