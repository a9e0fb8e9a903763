/** Tests of the room: stories through its API and its pages. */
@NullMarked
package hawker.express;

import org.jspecify.annotations.NullMarked;
