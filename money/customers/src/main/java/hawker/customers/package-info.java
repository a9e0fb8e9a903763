/**
 * The buyers a seller knows, and what is kept of them: how they pay, their tax numbers, what they
 * are owed. The door is {@link hawker.customers.Customers}.
 */
@NullMarked
package hawker.customers;

import org.jspecify.annotations.NullMarked;
