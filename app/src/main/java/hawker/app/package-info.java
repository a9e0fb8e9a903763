/**
 * The front door: the command line, the wiring of the rooms, who listens to whom and which URLs
 * exist. No logic.
 */
@NullMarked
package hawker.app;

import org.jspecify.annotations.NullMarked;
