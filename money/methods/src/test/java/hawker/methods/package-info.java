/** Tests of the room: stories over HTTP. */
@NullMarked
package hawker.methods;

import org.jspecify.annotations.NullMarked;
