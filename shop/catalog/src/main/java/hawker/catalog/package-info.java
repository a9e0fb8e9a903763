/**
 * What sellers sell: products, their options, variants, prices and pictures, and how many there are
 * of each. Prices are always read here, never taken from a caller; stock is promised by holds, so
 * that nothing is sold twice.
 */
@NullMarked
package hawker.catalog;

import org.jspecify.annotations.NullMarked;
