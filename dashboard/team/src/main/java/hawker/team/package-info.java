/** Who works for a seller: invited by mail, joined, given another role, gone; and its history. */
@NullMarked
package hawker.team;

import org.jspecify.annotations.NullMarked;
