/**
 * Money between two accounts of one installation: transfers of a platform to its connected
 * accounts, and taking them back. Two books are never written in one step without a trace of what
 * is still under way.
 */
@NullMarked
package hawker.transfers;

import org.jspecify.annotations.NullMarked;
