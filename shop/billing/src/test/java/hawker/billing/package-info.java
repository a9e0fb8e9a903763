@NullMarked
package hawker.billing;

import org.jspecify.annotations.NullMarked;
