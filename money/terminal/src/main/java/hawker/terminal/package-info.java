/** Locations, readers and their settings. The door is {@link hawker.terminal.TerminalModule}. */
@NullMarked
package hawker.terminal;

import org.jspecify.annotations.NullMarked;
