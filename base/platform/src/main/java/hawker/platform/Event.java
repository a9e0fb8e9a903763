package hawker.platform;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to a seller's things, written in the transaction that made it so.
 *
 * @param id {@code evt_} and 24 characters whose last one is 0: a fact that Stripe tells in several
 *     events (charge succeeded, intent succeeded) is one row, and the events' ids differ from it in
 *     that last character
 * @param types the names of the events it is told by, oldest first: "payment_intent.created",
 *     "charge.succeeded"
 * @param subject id of the thing that changed
 * @param version which version of the subject this is; a room that keeps versions renders the event
 *     from it
 * @param payload what the listeners need beyond the subject, as JSON; empty when subject and
 *     version say it all
 * @param request id of the API request that caused it, and its idempotency key
 */
public record Event(
        String id,
        AccountId account,
        List<String> types,
        String subject,
        int version,
        Optional<String> payload,
        Optional<String> request,
        Optional<String> idempotencyKey,
        Instant at) {

    public Event {
        types = List.copyOf(types);
        if (types.isEmpty()) throw new IllegalArgumentException("an event has a type");
    }

    /**
     * Who wanted something to happen.
     *
     * @param account whose rows are touched
     * @param request id of the API request, and its idempotency key; empty where the program acts
     *     by itself
     */
    public record Cause(
            AccountId account, Optional<String> request, Optional<String> idempotencyKey) {

        public static Cause none(AccountId account) {
            return new Cause(account, Optional.empty(), Optional.empty());
        }
    }

    public boolean isOf(String type) {
        return types.contains(type);
    }
}
