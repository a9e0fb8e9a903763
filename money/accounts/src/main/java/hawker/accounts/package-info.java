/**
 * Who there is and what each may do: people, sellers' accounts, the people behind an account,
 * handles, sign-in and sessions, API keys, and the bank account that payouts go to.
 */
@NullMarked
package hawker.accounts;

import org.jspecify.annotations.NullMarked;
