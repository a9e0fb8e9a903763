@NullMarked
package hawker.vault;

import org.jspecify.annotations.NullMarked;
