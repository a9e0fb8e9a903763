/**
 * What the card network settles, day by day, against the books: what it pays and takes is posted,
 * and wherever it says something else than we do, that is listed until it is explained.
 */
@NullMarked
package hawker.clearing;

import org.jspecify.annotations.NullMarked;
