/**
 * The Stripe dialect: how a request is decoded, authenticated, made idempotent and answered. Rooms
 * declare {@link hawker.api.Operation operations}; everything that is the same for all of them
 * stands here once. It knows no resource.
 */
@NullMarked
package hawker.api;

import org.jspecify.annotations.NullMarked;
