@NullMarked
package hawker.pricing;

import org.jspecify.annotations.NullMarked;
