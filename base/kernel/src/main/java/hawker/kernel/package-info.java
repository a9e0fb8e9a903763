/**
 * The words that every room speaks: money, currencies, owners, ids, time and pages of a list.
 * Values only; nothing here opens a file, a socket or a database.
 */
@NullMarked
package hawker.kernel;

import org.jspecify.annotations.NullMarked;
