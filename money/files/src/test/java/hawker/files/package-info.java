/** Tests of the room: stories with bare HTTP and the official SDK as client. */
@NullMarked
package hawker.files;

import org.jspecify.annotations.NullMarked;
