@NullMarked
package hawker.disputes;

import org.jspecify.annotations.NullMarked;
