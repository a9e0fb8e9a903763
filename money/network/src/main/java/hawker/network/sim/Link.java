package hawker.network.sim;

import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.NetworkSwitch.Decided;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * The line to the network. Whoever sends a message waits for its answer, at most so long; what goes
 * wrong on the way is the {@link FaultScript}'s doing, how long it takes is the {@link Latency}'s.
 */
final class Link {

    /** What a sender learns. */
    sealed interface Reply {
        record Answered(Decided decided) implements Reply {}

        /** Not a byte was written. */
        record NotSent(String reason) implements Reply {}

        /** Nothing is known about the message. */
        record NoAnswer(String reason) implements Reply {}
    }

    private final NetworkSwitch networkSwitch;
    private final FaultScript faults;
    private volatile Latency latency;
    private final Duration patience;
    private final BiConsumer<CardMessage, Decided> late;

    /**
     * @param patience how long a sender waits
     * @param late hears answers whose sender has gone
     */
    Link(
            NetworkSwitch networkSwitch,
            FaultScript faults,
            Latency latency,
            Duration patience,
            BiConsumer<CardMessage, Decided> late) {
        this.networkSwitch = networkSwitch;
        this.faults = faults;
        this.latency = latency;
        this.patience = patience;
        this.late = late;
    }

    void take(Latency other) {
        latency = other;
    }

    Reply exchange(CardMessage message) {
        var fault = faults.isEmpty() ? Optional.<Fault>empty() : faults.of(message);
        if (fault.isEmpty()) return await(message, delayed(message, Duration.ZERO));
        return switch (fault.get()) {
            case Fault.RefuseConnect() -> new Reply.NotSent("connection refused");
            case Fault.DropRequest() -> await(message, new CompletableFuture<>());
            case Fault.DropAnswer() -> {
                var _ = networkSwitch.send(message);
                yield await(message, new CompletableFuture<>());
            }
            case Fault.Delay(var by) -> await(message, delayed(message, by));
            case Fault.Late(var after) -> await(message, delayed(message, patience.plus(after)));
            case Fault.Duplicate(var times) -> duplicated(message, times);
            case Fault.Answer(var code) ->
                    await(message, networkSwitch.send(forced(message, code)));
            case Fault.ResetBefore() -> new Reply.NoAnswer("connection reset");
            case Fault.ResetAfter() -> {
                networkSwitch.send(message).join();
                yield new Reply.NoAnswer("connection reset");
            }
            case Fault.Garble() -> {
                networkSwitch.send(message).join();
                yield new Reply.NoAnswer("unreadable answer");
            }
        };
    }

    private Reply duplicated(CardMessage message, int times) {
        var first = networkSwitch.send(message);
        for (int i = 1; i < times; i++) {
            hearLate(message, networkSwitch.send(message));
        }
        return await(message, first);
    }

    private CompletableFuture<Decided> delayed(CardMessage message, Duration by) {
        var answer = networkSwitch.send(message);
        var wait = latency.of(message).plus(by);
        if (wait.isZero()) return answer;
        return answer.thenCompose(decided ->
                CompletableFuture.supplyAsync(
                        () -> decided,
                        CompletableFuture.delayedExecutor(
                                wait.toMillis(), TimeUnit.MILLISECONDS, VIRTUAL)));
    }

    private static CardMessage forced(CardMessage message, String code) {
        return message instanceof CardMessage.Request request ? request.forcedTo(code) : message;
    }

    private Reply await(CardMessage message, CompletableFuture<Decided> answer) {
        try {
            return new Reply.Answered(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            hearLate(message, answer);
            return new Reply.NoAnswer("no answer in " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Reply.NoAnswer("the network failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer("interrupted");
        }
    }

    private void hearLate(CardMessage message, CompletableFuture<Decided> answer) {
        var _ = answer.thenAcceptAsync(decided -> late.accept(message, decided), VIRTUAL);
    }

    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);
}
