/**
 * The pages that buyers see: storefronts, product pages, the directory of shops and the search over
 * all of them. It owns nothing but a projection for finding things.
 */
@NullMarked
package hawker.market;

import org.jspecify.annotations.NullMarked;
