/**
 * The way out to money: card networks that authorise, capture, refund and reverse, and the bank
 * that pays sellers. Connectors are sub-packages; this package is the door they all stand behind.
 */
@NullMarked
package hawker.network;

import org.jspecify.annotations.NullMarked;
