/**
 * The desk of the dashboard: who sits at it and for which shop, its frame and navigation, and what
 * its pages have in common.
 */
@NullMarked
package hawker.desk;

import org.jspecify.annotations.NullMarked;
