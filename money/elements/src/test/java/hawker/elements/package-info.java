/** Tests of the room. */
@NullMarked
package hawker.elements;

import org.jspecify.annotations.NullMarked;
