/**
 * A card network, its issuers, their 3-D Secure pages and a bank, all simulated in this process:
 * what test mode talks to. It decides by the published test cards, keeps holds, and writes every
 * message to a witness log that shares no code with the ledger.
 */
@NullMarked
package hawker.network.sim;

import org.jspecify.annotations.NullMarked;
