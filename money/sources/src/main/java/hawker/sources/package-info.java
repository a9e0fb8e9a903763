/**
 * Sources: what programs of before 2019 make of cards and bank accounts, and how buyers pay through
 * the page of their bank or by sending money to an account of their own.
 */
@NullMarked
package hawker.sources;

import org.jspecify.annotations.NullMarked;
