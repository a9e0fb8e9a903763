package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import hawker.web.Masking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a seller's programs asked of the API, kept for 30 days for whoever looks for a mistake.
 *
 * <p>It must cost a payment nothing: a request leaves a note in a short queue and goes on; whoever
 * has the time writes what stands there, twice a second, as one transaction. Under load the queue
 * is full and notes are dropped and counted. So the log is whole on quiet days, a sample on loud
 * ones, and never the reason why a payment waits.
 */
public final class RequestLog {

    /** Notes that wait; with two rounds a second the most that is written: a thousand a second. */
    static final int WAITING = 512;

    static final Duration KEPT = Duration.ofDays(30);

    /** And no more than this many, of all accounts: about a gigabyte. */
    private static final long MOST = 2_000_000;

    private static final int MOST_TEXT = 2_000;

    private static final Logger LOG = Logger.getLogger(RequestLog.class.getName());
    private static final long ROUND_MILLIS = 500;

    /**
     * One request.
     *
     * @param path without the query
     * @param parameters as JSON, secrets and card numbers starred out, cut off after 2,000
     *     characters; empty if there were none
     */
    public record Entry(
            String requestId,
            AccountId account,
            String keyId,
            String method,
            String path,
            int status,
            Optional<String> idempotencyKey,
            String parameters,
            Instant at,
            Duration took) {}

    private final TxRunner tx;
    private final Platform platform;
    private final RequestLogSql sql = new RequestLogSql();
    private final ArrayBlockingQueue<Note> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch never = new CountDownLatch(1);

    /** An entry whose parameters are still as they were sent: making them text takes time. */
    record Note(Entry entry, Shape shape, Sent.Group sent) {
        Entry written() {
            return new Entry(
                    entry.requestId,
                    entry.account,
                    entry.keyId,
                    entry.method,
                    Masking.cards(entry.path),
                    entry.status,
                    entry.idempotencyKey.map(Masking::cards),
                    masked(shape, sent),
                    entry.at,
                    entry.took);
        }
    }

    RequestLog(Platform platform) {
        this.platform = platform;
        this.tx = platform.tx();
    }

    /** Begins to write in the background; the thread ends with the program. */
    RequestLog started() {
        Thread.ofVirtual().name("api-request-log").start(this::writeForEver);
        return this;
    }

    /** Leaves a note if there is room; never waits. */
    void add(Note note) {
        if (!queue.offer(note)) dropped.incrementAndGet();
    }

    /** How many notes found the queue full since the program began. */
    public long dropped() {
        return dropped.get();
    }

    /** The newest of one account, newest first, with what waits at this node. */
    public List<Entry> newest(AccountId account, int limit) {
        flush();
        return tx.readAccount(account, t -> sql.newest(t, account, limit));
    }

    /** Writes what waits now; one at a time, so that whoever asks sees what the other wrote. */
    synchronized void flush() {
        var notes = new ArrayList<Note>();
        queue.drainTo(notes);
        write(notes);
    }

    /** Not as fast as it can: a round gathers what comes in half a second. */
    private void writeForEver() {
        try {
            while (!never.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Note> notes) {
        if (notes.isEmpty()) return;
        try {
            var entries = notes.stream().map(Note::written).toList();
            tx.acrossAccounts("request-log", t -> sql.acrossInsert(t, entries));
        } catch (RuntimeException e) {
            // Nothing depends on the log; what could not be written counts as dropped.
            dropped.addAndGet(notes.size());
            LOG.log(Level.FINE, e, () -> notes.size() + " notes of requests were not written");
        }
    }

    /** Forgets what is older than 30 days, and of the rest the oldest if there are too many. */
    int prune() {
        return prune(MOST);
    }

    int prune(long most) {
        var before = platform.clock().now().minus(KEPT);
        return tx.acrossAccounts(
                "prune-request-log",
                t -> {
                    var full = sql.acrossOldestKept(t, most).orElse(before);
                    return sql.acrossPrune(t, full.isAfter(before) ? full : before);
                });
    }

    /** What was sent as JSON, without what must not be kept. */
    static String masked(Shape shape, Sent.Group sent) {
        if (sent.isEmpty()) return "";
        var text = Masking.mask(Json.text(json(shape, sent)));
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
    }

    private static ObjectNode json(Shape shape, Sent.Group group) {
        var node = Json.object();
        for (var entry : group.entries().entrySet()) {
            var param = shape.find(entry.getKey());
            switch (entry.getValue()) {
                case Sent.Group inner ->
                        node.set(
                                entry.getKey(),
                                json(
                                        param == null ? shape : Fingerprint.inner(param.type()),
                                        inner));
                case Sent.Text(var text) -> {
                    boolean open = param != null && !param.isSecret();
                    boolean free = param == null && group.isArray();
                    node.put(entry.getKey(), open || free ? text : "***");
                }
            }
        }
        return node;
    }
}
