/** Tests of the room: pure ones, stories through the door, laws. */
@NullMarked
package hawker.clearing;

import org.jspecify.annotations.NullMarked;
