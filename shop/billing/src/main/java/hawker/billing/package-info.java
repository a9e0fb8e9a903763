/**
 * What is billed over time: invoices and their items, subscriptions that renew themselves,
 * schedules of subscriptions, customers' discounts, and the test clocks by which all of it can be
 * tried in a minute. Start at {@link hawker.billing.BillingModule} and {@code Collecting}.
 */
@NullMarked
package hawker.billing;

import org.jspecify.annotations.NullMarked;
