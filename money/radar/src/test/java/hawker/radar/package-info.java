/** Stories about rules, lists, reviews and warnings. */
@NullMarked
package hawker.radar;

import org.jspecify.annotations.NullMarked;
