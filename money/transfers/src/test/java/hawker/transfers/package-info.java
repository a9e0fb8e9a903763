/** Tests of the room: pure ones, stories through the door, laws, and the official SDK as client. */
@NullMarked
package hawker.transfers;

import org.jspecify.annotations.NullMarked;
