package hawker.webhooks;

import hawker.kernel.AccountId;
import java.time.Instant;

/** One event on its way to one endpoint. */
public record Delivery(
        String id,
        AccountId account,
        Endpoint.Id endpoint,
        String event,
        String type,
        State state,
        int attempts,
        Instant due,
        Instant created) {

    /** How far it is. */
    public enum State {
        PENDING,
        DELIVERED,
        FAILED
    }

    /**
     * One try.
     *
     * @param status of the receiver's answer; 0 if there was none
     * @param says the beginning of its answer, or why there was none
     */
    public record Attempt(int n, Instant at, int status, long millis, String says) {

        public boolean succeeded() {
            return status >= 200 && status < 300;
        }
    }
}
