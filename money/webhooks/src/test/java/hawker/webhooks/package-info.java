@NullMarked
package hawker.webhooks;

import org.jspecify.annotations.NullMarked;
