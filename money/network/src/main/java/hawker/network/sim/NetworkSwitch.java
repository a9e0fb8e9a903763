package hawker.network.sim;

import hawker.kernel.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The network's switch: one thread that takes messages in groups, decides each, writes their lines,
 * forces the log once for the group, and only then lets the answers go. One thread, so the order of
 * the log is the order of decisions and no hold is ever counted twice; while a group is being
 * forced the next one gathers, so hundreds of callers share a disk write.
 *
 * <p>When the log cannot be written the switch stops answering for good: a network that cannot
 * remember must not approve.
 */
final class NetworkSwitch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NetworkSwitch.class.getName());
    private static final int QUEUE = 20_000;
    private static final int GROUP = 1_024;

    /** A message's fact, and the fact of the first message with its key if it came before. */
    record Decided(Fact fact, Fact answer) {}

    /** What the thread has to do. */
    private sealed interface Work {
        record Decide(CardMessage message, CompletableFuture<Decided> answer) implements Work {}

        /** A look into the book, in the thread that owns it. */
        record Look(Consumer<Book> look) implements Work {}

        record Stop() implements Work {}
    }

    private final Book book;
    private final WitnessLog log;
    private final Clock clock;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean broken;

    NetworkSwitch(Book book, WitnessLog log, Clock clock) {
        this.book = book;
        this.log = log;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("simulated-network").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Hands a message in; the answer comes when its line is durable, or never. */
    CompletableFuture<Decided> send(CardMessage message) {
        var answer = new CompletableFuture<Decided>();
        put(new Work.Decide(message, answer));
        return answer;
    }

    /** What the book says, at a moment between two groups or messages. */
    <T> T ask(Function<Book, T> question) {
        var answer = new CompletableFuture<T>();
        put(
                new Work.Look(known -> {
                    try {
                        answer.complete(question.apply(known));
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                }));
        return answer.join();
    }

    /** Decides what is waiting and stops. */
    @Override
    public void close() {
        try {
            put(new Work.Stop());
            thread.join();
            log.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Work work) {
        if (!thread.isAlive()) throw new IllegalStateException("the simulated network is closed");
        try {
            queue.put(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void run() {
        var group = new ArrayList<Work>(GROUP);
        var answers = new ArrayList<Runnable>(GROUP);
        while (true) {
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                return;
            }
            queue.drainTo(group, GROUP - 1);
            boolean stop = false;
            for (var work : group) stop |= take(work, answers);
            if (force()) answers.forEach(Runnable::run);
            group.clear();
            answers.clear();
            if (stop) return;
        }
    }

    private boolean take(Work work, List<Runnable> answers) {
        switch (work) {
            case Work.Decide(var message, var answer) -> {
                if (!broken) decide(message, answer, answers);
            }
            case Work.Look(var look) -> look.accept(book);
            case Work.Stop() -> {
                return true;
            }
        }
        return false;
    }

    private void decide(
            CardMessage message, CompletableFuture<Decided> answer, List<Runnable> answers) {
        try {
            var fact = book.decide(message, log.next(), clock.now());
            var first = fact.is(Fact.Effect.REPEATED) ? book.first(message).orElse(fact) : fact;
            log.append(fact);
            book.apply(fact);
            answers.add(() -> answer.complete(new Decided(fact, first)));
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "a message could not be decided", bug);
            answers.add(() -> answer.completeExceptionally(bug));
        }
    }

    private boolean force() {
        if (broken) return false;
        try {
            log.force();
            return true;
        } catch (IOException e) {
            broken = true;
            LOG.log(Level.SEVERE, "the witness log cannot be written: no more answers", e);
            return false;
        }
    }
}
