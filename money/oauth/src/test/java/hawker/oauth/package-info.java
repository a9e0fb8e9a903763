/** Tests of the room: stories through its pages and with the official SDK as client. */
@NullMarked
package hawker.oauth;

import org.jspecify.annotations.NullMarked;
