/** Tests of the room: stories through the API with the official SDK as client, and races. */
@NullMarked
package hawker.setups;

import org.jspecify.annotations.NullMarked;
