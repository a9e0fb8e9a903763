/**
 * From sale to bank: releases what became available, pays it out on schedule, tells what becomes of
 * it, and shows the balance and its lines to programs. Start at {@link Payouts}.
 */
@NullMarked
package hawker.payouts;

import org.jspecify.annotations.NullMarked;
