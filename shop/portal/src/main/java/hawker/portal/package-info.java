/**
 * The portal: where buyers see what they have subscribed to and what they were billed, change it,
 * and change what is known of them, as far as the seller lets them. Its pages are clients of the
 * API: what they do is what a program of the seller's could do, by the same rules. Start at {@link
 * hawker.portal.PortalModule}.
 */
@NullMarked
package hawker.portal;

import org.jspecify.annotations.NullMarked;
