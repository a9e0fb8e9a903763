/**
 * Fills an empty installation with a market that feels inhabited: eight shops, a hundred products,
 * people who talk, and a month of sales. Everything goes in through the doors of the rooms, in the
 * order in which it happened, on a clock that is set back for it.
 */
@NullMarked
package hawker.demo;

import org.jspecify.annotations.NullMarked;
