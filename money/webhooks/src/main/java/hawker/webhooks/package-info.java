/**
 * What happened, told to the outside: the API's events and webhook endpoints, deliveries signed and
 * retried. A receiver that hangs or fails never slows another.
 */
@NullMarked
package hawker.webhooks;

import org.jspecify.annotations.NullMarked;
