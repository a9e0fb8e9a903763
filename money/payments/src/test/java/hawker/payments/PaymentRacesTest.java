package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Purpose;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import hawker.payments.PaymentIntent.State;
import hawker.payments.Transitions.Stamp;
import hawker.platform.GroupCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and processes that die in the middle. */
class PaymentRacesTest {

    private static Stage stage;
    private static Api api;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of("HAWKER_NETWORK_ANSWER_MS", "2000"));
        api = new Api(stage);
    }

    @AfterAll
    static void close() {
        api.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    /** Runs something so often at the same moment. */
    private static <T> List<T> atOnce(int times, Callable<T> work) {
        var barrier = new CyclicBarrier(times);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (int n = 0; n < times; n++)
                futures.add(
                        threads.submit(() -> {
                            barrier.await();
                            return work.call();
                        }));
            var results = new ArrayList<T>();
            for (var future : futures) results.add(future.get());
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** How many facts of a kind the network's own log has of this seller. */
    private static long witnessed(String effect) {
        return lines("\"effect\":\"" + effect + "\"");
    }

    /** How many messages of a kind it has of this seller. */
    private static long messages(String mti) {
        return lines("\"mti\":\"" + mti + "\"");
    }

    private static long lines(String part) {
        var log = stage.platform.settings().data().resolve("witness.jsonl");
        var account = "\"account\":" + stage.seller.number();
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(account))
                    .filter(line -> line.contains(part))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a21_fifty_parallel_full_refunds_give_one() {
        for (int round = 0; round < 10; round++) {
            var charge = stage.paid(5000);
            var outcomes = atOnce(50, () -> stage.refund(charge, 5000));
            assertThat(outcomes).filteredOn(Refund.Outcome.Refunded.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Refund.Outcome.Refused.class::isInstance)
                    .hasSize(49)
                    .allMatch(no ->
                            ((Refund.Outcome.Refused) no).reason() == Refusal.ALREADY_REFUNDED);
        }
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(50000));
    }

    @Test
    void a21_a_wide_window_between_looking_and_refunding_lets_nobody_through() {
        stage.paid(50_000, "pm_card_bypassPending");
        try (var _ = stage.slowly("ledger.journal")) {
            for (int round = 0; round < 4; round++) {
                var charge = stage.paid(5000, "pm_card_bypassPending");
                var outcomes = atOnce(12, () -> stage.refund(charge, 5000));
                assertThat(outcomes)
                        .filteredOn(Refund.Outcome.Refunded.class::isInstance)
                        .hasSize(1);
            }
        }
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(20_000));
    }

    @Test
    void a22_parallel_partial_refunds_never_exceed_what_was_captured() {
        var random = RandomGenerator.of("L64X128MixRandom");
        for (int round = 0; round < 10; round++) {
            var charge = stage.paid(5000);
            atOnce(20, () -> stage.refund(charge, random.nextLong(1, 1500)));
            var now = stage.payments.charge(stage.seller, charge.id()).orElseThrow();
            assertThat(now.refundable().isNegative()).isFalse();
        }
    }

    @Test
    void a23_twenty_confirmations_at_once_are_one_charge_at_the_network() {
        // Wide: the answer comes long after everybody has looked.
        stage.faults().add(When.mti("0200"), new Fault.Delay(Duration.ofMillis(50)));
        var intent = stage.intent(2000);
        var ended =
                atOnce(
                        20,
                        () ->
                                stage.payments.confirm(
                                        stage.seller, intent.id(), Stage.with("pm_card_visa")));
        assertThat(ended).filteredOn(Confirmation.Succeeded.class::isInstance).hasSize(1);
        assertThat(ended).filteredOn(Confirmation.Refused.class::isInstance).hasSize(19);
        assertThat(stage.payments.charges(stage.seller, intent.id())).hasSize(1);
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(2000));
        assertThat(witnessed("approved") + witnessed("captured")).isEqualTo(1);
    }

    @Test
    void a24_twenty_requests_with_one_key_are_one_payment_and_one_answer() {
        var form = "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa";
        var answers =
                atOnce(20, () -> api.post("/v1/payment_intents", form, "Idempotency-Key", "a24"));
        assertThat(answers).allMatch(a -> a.status() == 200 || a.status() == 409);
        var bodies =
                answers.stream()
                        .filter(a -> a.status() == 200)
                        .map(a -> a.response().body())
                        .distinct()
                        .toList();
        assertThat(bodies).hasSize(1);
        assertThat(stage.payments.intents(stage.seller, PageRequest.first(10)).items()).hasSize(1);
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(2000));
    }

    @Test
    void capture_against_cancel_ends_in_one_of_them() {
        for (int round = 0; round < 10; round++) {
            var terms = Terms.of(Money.usd(3000)).withCapture(Terms.Capture.MANUAL);
            var intent = stage.intent(terms);
            stage.confirm(intent, "pm_card_visa");
            var turn = new java.util.concurrent.atomic.AtomicInteger();
            var changes =
                    atOnce(
                            6,
                            () ->
                                    turn.getAndIncrement() % 2 == 0
                                            ? stage.payments.capture(
                                                    stage.seller, intent.id(), Optional.empty())
                                            : stage.payments.cancel(
                                                    stage.seller,
                                                    intent.id(),
                                                    PaymentIntent.Reason.DUPLICATE));
            assertThat(changes).filteredOn(Change.Done.class::isInstance).hasSize(1);
        }
    }

    @Test
    void a_process_that_dies_after_recording_an_attempt_leaves_nothing_charged() {
        var sending = recorded(stage.intent(2000), stage.clock.now());
        assertThat(stage.payments.find(stage.seller, sending.id()).orElseThrow().status())
                .isEqualTo("processing");
        stage.clock.advance(Duration.ofSeconds(29));
        stage.platform.chores().run(Resolving.CHORE);
        assertThat(stage.payments.find(stage.seller, sending.id()).orElseThrow().status())
                .isEqualTo("processing");
        stage.clock.advance(Duration.ofSeconds(6));
        stage.platform.chores().run(Resolving.CHORE);
        var failed = stage.payments.find(stage.seller, sending.id()).orElseThrow();
        assertThat(failed.status()).isEqualTo("requires_payment_method");
        assertThat(failed.lastError().orElseThrow().code()).isEqualTo("processing_error");
        assertThat(failed.request()).contains("req_dead");
        stage.settle();
        assertThat(stage.confirm(failed, "pm_card_visa"))
                .isInstanceOf(Confirmation.Succeeded.class);
    }

    /** Tx1 and nothing after it. */
    private static PaymentIntent recorded(PaymentIntent intent, Instant at) {
        var unit = new GroupCommit.Unit(stage.seller);
        var method = stage.vault.addFixed(unit, stage.seller, "pm_card_visa").orElseThrow();
        var attempt = new Charge.Id(stage.platform.ids().ordinary("ch", stage.seller));
        var sending =
                Transitions.sending(
                        intent,
                        intent.terms(),
                        new State.Sending(method.id(), attempt),
                        new Stamp(at, Optional.of("req_dead")));
        new IntentsSql().add(unit, sending);
        assertThat(stage.platform.groupCommit().commit(unit))
                .isEqualTo(GroupCommit.Outcome.COMMITTED);
        return sending;
    }

    @Test
    void an_attempt_committed_long_after_its_time_is_found_by_the_seldom_run() {
        var intent = stage.intent(2000);
        var before = stage.clock.now();
        stage.clock.advance(Duration.ofHours(1));
        stage.platform.chores().run(Resolving.CHORE);
        recorded(intent, before);
        stage.platform.chores().run(Resolving.CHORE);
        assertThat(status(intent)).isEqualTo("processing");
        stage.platform.chores().run(Resolving.DEEP_CHORE);
        assertThat(status(intent)).isEqualTo("requires_payment_method");
    }

    @Test
    void a_sleeper_that_comes_back_with_an_approval_takes_it_back() throws Exception {
        stage.faults()
                .add(
                        When.mti("0200").ofAmount(4321).nth(1),
                        new Fault.Delay(Duration.ofMillis(1800)));
        var intent = stage.intent(4321);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sleeper =
                    threads.submit(() ->
                            stage.payments.confirm(
                                    stage.seller, intent.id(), Stage.with("pm_card_visa")));
            await(() -> witnessed("approved") == 1);
            assertThat(status(intent)).isEqualTo("processing");
            stage.clock.advance(Duration.ofSeconds(40));
            stage.platform.chores().run(Resolving.CHORE);
            assertThat(status(intent)).isEqualTo("requires_payment_method");
            assertThat(sleeper.get()).isInstanceOf(Confirmation.Declined.class);
        }
        stage.settle();
        assertThat(stage.payments.charges(stage.seller, intent.id())).hasSize(1);
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(0));
        assertThat(witnessed("reversed")).isEqualTo(1);
    }

    @Test
    void p6_an_approval_that_comes_too_late_is_reversed() {
        stage.faults().add(When.mti("0200").nth(1), new Fault.Late(Duration.ofMillis(50)));
        var intent = stage.intent(2000);
        assertThat(stage.confirm(intent, "pm_card_visa")).isInstanceOf(Confirmation.Unknown.class);
        await(() -> {
            stage.settle();
            return witnessed("reversed") >= 1;
        });
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(0));
    }

    @Test
    void p6_an_approval_that_comes_after_its_reversal_was_answered_is_reversed_again() {
        stage.faults().add(When.mti("0200").nth(1), new Fault.Late(Duration.ofMillis(200)));
        var intent = stage.intent(2000);
        assertThat(stage.confirm(intent, "pm_card_visa")).isInstanceOf(Confirmation.Unknown.class);
        stage.settle();
        long answered = messages("0420");
        assertThat(answered).isPositive();
        await(() -> {
            stage.settle();
            return messages("0420") > answered;
        });
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(0));
    }

    @Test
    void p11_a_reversal_without_an_answer_is_told_again_until_it_has_one() {
        stage.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        stage.faults().add(When.mti("0420").nth(1), new Fault.DropAnswer());
        stage.faults().add(When.mti("0420").nth(1), new Fault.DropRequest());
        var intent = stage.intent(2000);
        assertThat(stage.confirm(intent, "pm_card_visa")).isInstanceOf(Confirmation.Unknown.class);
        for (int n = 0; n < 4; n++) {
            stage.settle();
            stage.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(witnessed("reversed")).isEqualTo(1);
        assertThat(stage.platform.jobs().dead(10)).isEmpty();
    }

    private static String status(PaymentIntent intent) {
        return stage.payments.find(stage.seller, intent.id()).orElseThrow().status();
    }

    /** Looks again and again until it is so, for ten seconds at most. */
    private static void await(java.util.function.BooleanSupplier so) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it did not happen");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
