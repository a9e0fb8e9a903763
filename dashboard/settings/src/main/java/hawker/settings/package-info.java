/**
 * The settings of a shop: how it presents itself, how it delivers, what it takes back. Pages over
 * the doors of accounts, catalog and checkout, which own what is set.
 */
@NullMarked
package hawker.settings;

import org.jspecify.annotations.NullMarked;
