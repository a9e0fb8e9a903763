@NullMarked
package hawker.sources;

import org.jspecify.annotations.NullMarked;
