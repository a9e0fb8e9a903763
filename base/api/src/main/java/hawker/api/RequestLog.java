package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import hawker.web.Masking;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Pattern;

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

    /** And no more than this many, of all accounts: about two gigabytes. */
    private static final long MOST = 1_000_000;

    private static final int MOST_TEXT = 2_000;
    private static final int MOST_RESPONSE = 6_000;

    /** In a round with more notes than this only refusals are kept with their answers. */
    private static final int QUIET = 64;

    /** What opens a door is starred out wherever an answer gives it. */
    private static final Pattern SECRETS =
            Pattern.compile(
                    "(\"(?:client_)?secret\":\")[^\"]*|((?:account|login)_link\".*?\"url\":\")[^\"]*");

    private static final Logger LOG = Logger.getLogger(RequestLog.class.getName());
    private static final long ROUND_MILLIS = 500;

    /**
     * One request.
     *
     * @param path without the query
     * @param parameters as JSON, secrets and card numbers starred out, cut off after 2,000
     *     characters; empty if there were none
     * @param response the answer's body, masked and cut off after 6,000 characters; empty if the
     *     API was too busy to keep it
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
            String response,
            Instant at,
            Duration took) {}

    /**
     * What a list is narrowed to.
     *
     * @param method GET, POST, DELETE; empty is each
     * @param path a part of it; empty is each
     * @param from the lowest status, and {@code to} the highest
     * @param since from this moment on, and {@code before} before that one
     * @param olderThan the id of the last entry of the page before; empty for the first page
     */
    public record Wanted(
            String method,
            String path,
            int from,
            int to,
            Instant since,
            Instant before,
            Optional<String> olderThan) {

        /** All of them. */
        public static final Wanted ALL =
                new Wanted(
                        "",
                        "",
                        0,
                        999,
                        Instant.EPOCH,
                        Instant.parse("9999-01-01T00:00:00Z"),
                        Optional.empty());
    }

    private final TxRunner tx;
    private final Platform platform;
    private final RequestLogSql sql = new RequestLogSql();
    private final ArrayBlockingQueue<Note> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch never = new CountDownLatch(1);

    /**
     * An entry whose parameters and answer are still as they were sent: making them text that may
     * be kept takes time.
     */
    record Note(Entry entry, Shape shape, Sent.Group sent, byte[] answer) {
        Entry written(boolean quiet) {
            boolean refused = entry.status >= 400;
            return new Entry(
                    entry.requestId,
                    entry.account,
                    entry.keyId,
                    entry.method,
                    Masking.cards(entry.path),
                    entry.status,
                    entry.idempotencyKey.map(Masking::cards),
                    masked(shape, sent),
                    quiet || refused ? response(answer) : "",
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
        return list(account, Wanted.ALL, limit);
    }

    /** Some of one account, newest first, with what waits at this node. */
    public List<Entry> list(AccountId account, Wanted wanted, int limit) {
        flush();
        return tx.readAccount(account, t -> sql.list(t, account, wanted, limit));
    }

    /** One request by its id {@code req_…}. */
    public Optional<Entry> find(AccountId account, String requestId) {
        flush();
        return tx.readAccount(account, t -> sql.find(t, account, requestId));
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
            boolean quiet = notes.size() <= QUIET;
            var entries = notes.stream().map(note -> note.written(quiet)).toList();
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

    /** An answer's body without what must not be kept. */
    static String response(byte[] answer) {
        var text = new String(answer, StandardCharsets.UTF_8);
        var masked = SECRETS.matcher(Masking.mask(text)).replaceAll("$1$2***");
        return masked.length() <= MOST_RESPONSE ? masked : masked.substring(0, MOST_RESPONSE);
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
            boolean secret = param != null && param.isSecret();
            switch (entry.getValue()) {
                case Sent.Group inner when secret -> node.put(entry.getKey(), "***");
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
