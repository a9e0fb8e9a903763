/**
 * What is printed: invoices and receipts as PDF files that are the same bytes each time, in letters
 * of many scripts, and how sellers want to be named on them. Start at {@link
 * hawker.paper.PaperModule} and {@link hawker.paper.Paper}.
 */
@NullMarked
package hawker.paper;

import org.jspecify.annotations.NullMarked;
