/** Tests of the room: pure ones, stories through the door, laws, and the official SDK as client. */
@NullMarked
package hawker.connect;

import org.jspecify.annotations.NullMarked;
