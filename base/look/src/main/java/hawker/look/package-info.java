/**
 * How Hawker looks: tokens and style sheets, page frames, components, assets and the small custom
 * elements of the browser. Rooms write their pages as JTE templates and take everything else from
 * here: {@link hawker.look.Frame} for what stands around a page, {@link hawker.look.Kit} for what
 * stands in it, {@link hawker.look.Look} to send it.
 */
@NullMarked
package hawker.look;

import org.jspecify.annotations.NullMarked;
