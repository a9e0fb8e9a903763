/** Tests of the room: stories through the door, laws, and the official SDK as client. */
@NullMarked
package hawker.customers;

import org.jspecify.annotations.NullMarked;
