package hawker.api;

import hawker.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last 10,000 requests to this process, for a seller's page of requests. In memory only: it
 * helps whoever writes an integration and costs a payment nothing.
 */
public final class RequestLog {

    private static final int KEPT = 10_000;

    /** One request; nothing that was sent is kept but its path. */
    public record Entry(
            String requestId,
            AccountId account,
            String keyId,
            String method,
            String path,
            int status,
            Instant at,
            Duration took) {}

    private final AtomicReferenceArray<@Nullable Entry> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    void add(Entry entry) {
        ring.set((int) (next.getAndIncrement() % KEPT), entry);
    }

    /** The newest of one account, newest first. */
    public List<Entry> newest(AccountId account, int limit) {
        var found = new ArrayList<Entry>();
        long end = next.get();
        for (long i = end - 1; i >= Math.max(0, end - KEPT) && found.size() < limit; i--) {
            var entry = ring.get((int) (i % KEPT));
            if (entry != null && entry.account.equals(account)) found.add(entry);
        }
        return found;
    }
}
