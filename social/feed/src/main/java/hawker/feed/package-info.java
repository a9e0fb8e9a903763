/**
 * Posts, follows, likes, boosts and timelines, and the product card that makes a post a shop
 * window. What a card says is read from the catalog when the page is drawn and never stored here.
 */
@NullMarked
package hawker.feed;

import org.jspecify.annotations.NullMarked;
