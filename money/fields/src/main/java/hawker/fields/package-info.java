/**
 * The frames of the vault's origin into which cards are typed, and the test network's wallets. See
 * README.md.
 */
@NullMarked
package hawker.fields;

import org.jspecify.annotations.NullMarked;
