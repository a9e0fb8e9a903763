package hawker.platform;

import hawker.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Work of an account that is due at a time: retries, time-outs, releases. */
public final class Jobs {

    /**
     * How a kind of job is tried again: the waits between attempts; after the last one it is dead
     * and shown.
     */
    public record Retry(List<Duration> waits) {
        public Retry {
            waits = List.copyOf(waits);
        }
    }

    /**
     * Adds a job in the transaction of its cause. The id is unique in the account: adding it twice
     * changes nothing.
     */
    public void add(Tx tx, AccountId account, String id, String kind, Instant due, String payload) {
        throw new UnsupportedOperationException();
    }

    /**
     * Who does a kind of job. The listener runs outside any transaction and must call {@link
     * #finish} in the transaction of its effect; one that throws is tried again.
     */
    public void handle(String kind, Retry retry, Consumer<Job> handler) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a job in the transaction of its effect; throws (and so rolls back) when the claim was
     * lost meanwhile.
     */
    public void finish(Tx tx, Job job) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends this run of a job and makes it due again later, in the transaction of what was learnt.
     */
    public void again(Tx tx, Job job, Instant due, String payload) {
        throw new UnsupportedOperationException();
    }

    /** Runs what is due now, in the calling thread: for tests. */
    public void runDue() {
        throw new UnsupportedOperationException();
    }
}
