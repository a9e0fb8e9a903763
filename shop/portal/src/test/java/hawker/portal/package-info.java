@NullMarked
package hawker.portal;

import org.jspecify.annotations.NullMarked;
