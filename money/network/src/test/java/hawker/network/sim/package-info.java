@NullMarked
package hawker.network.sim;

import org.jspecify.annotations.NullMarked;
