/**
 * What the people of accounts that a platform made see of them. The door is {@link
 * hawker.express.ExpressModule}.
 */
@NullMarked
package hawker.express;

import org.jspecify.annotations.NullMarked;
