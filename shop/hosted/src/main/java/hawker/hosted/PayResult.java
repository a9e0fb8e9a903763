package hawker.hosted;

import java.util.Optional;

/** How a press of Pay ended. What it says is durable before it is said. */
sealed interface PayResult {

    /** Paid, or nothing was to be paid. */
    record Complete(Session session) implements PayResult {}

    /** The buyer has to show that he is the cardholder, on this page. */
    record NeedsAction(Session session, String url) implements PayResult {}

    /** Not paid; the buyer may try again. */
    record Declined(String code, Optional<String> declineCode, String says) implements PayResult {}

    /** The total is another one than the buyer saw. */
    record Changed(Session session) implements PayResult {}

    /** Somebody, perhaps another tab, is paying right now. */
    record Checking() implements PayResult {}

    /** It has expired. */
    record Over() implements PayResult {}
}
