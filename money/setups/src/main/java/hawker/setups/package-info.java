/**
 * Cards kept for later: setup intents, the attempts they made, and the mandates that cardholders
 * gave. No money moves here. Start at {@link Setups}.
 */
@NullMarked
package hawker.setups;

import org.jspecify.annotations.NullMarked;
