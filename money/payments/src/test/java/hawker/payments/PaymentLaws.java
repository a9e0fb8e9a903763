package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of payments against a model that knows only the price list: whatever is done in
 * whatever order, however often it is repeated and whatever goes wrong on the line, the books hold
 * what the model says and all invariants hold. A failure names its seed; {@code -Dseed=N} runs one.
 */
class PaymentLaws {

    private static final int SEQUENCES = 25;
    private static final int STEPS = 40;

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of("HAWKER_NETWORK_ANSWER_MS", "200"));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    static IntStream seeds() {
        var one = System.getProperty("seed");
        return one != null
                ? IntStream.of(Integer.parseInt(one))
                : IntStream.range(20261122, 20261122 + SEQUENCES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_books_hold_what_the_model_says(int seed) {
        stage.another();
        stage.faults().add(When.mti("0200").share(30), new Fault.DropAnswer());
        stage.faults().add(When.mti("0200").share(60), new Fault.RefuseConnect());
        stage.faults().add(When.mti("0420").share(200), new Fault.Duplicate(3));
        var model = new Model(new Random(seed));
        for (int step = 0; step < STEPS; step++) model.step();
        stage.faults().clear();
        for (int n = 0; n < 3; n++) {
            stage.settle();
            stage.clock.advance(Duration.ofMinutes(2));
        }
        model.check();
        assertThat(stage.findings()).isEmpty();
        assertThat(stage.platform.jobs().dead(10)).isEmpty();
    }

    /** What should be in the books. */
    private static final class Model {

        private static final List<String> CARDS =
                List.of(
                        "pm_card_visa",
                        "pm_card_mastercard",
                        "pm_card_bypassPending",
                        "pm_card_visa_chargeDeclined",
                        "pm_card_visa_chargeDeclinedInsufficientFunds");

        private final Random random;
        private final List<PaymentIntent.Id> intents = new ArrayList<>();
        private final List<Charge> taken = new ArrayList<>();
        private long gross;
        private long fees;
        private long refunded;

        Model(Random random) {
            this.random = random;
        }

        void step() {
            stage.clock.advance(Duration.ofMillis(random.nextInt(2000)));
            switch (random.nextInt(8)) {
                case 0, 1 -> create();
                case 2, 3 -> confirm();
                case 4 -> capture();
                case 5 -> cancel();
                case 6 -> refund();
                case 7 -> update();
                default -> throw new AssertionError();
            }
        }

        private void create() {
            var terms = Terms.of(Money.usd(50 + random.nextInt(20_000)));
            if (random.nextInt(3) == 0) terms = terms.withCapture(Terms.Capture.MANUAL);
            intents.add(Stage.done(stage.payments.create(stage.seller, terms)).id());
        }

        private Optional<PaymentIntent.Id> any() {
            if (intents.isEmpty()) return Optional.empty();
            return Optional.of(intents.get(random.nextInt(intents.size())));
        }

        private void confirm() {
            var card = CARDS.get(random.nextInt(CARDS.size()));
            any().map(id -> stage.payments.confirm(stage.seller, id, Stage.with(card)))
                    .ifPresent(ended -> {
                        if (ended instanceof Confirmation.Succeeded paid) took(paid.charge());
                    });
        }

        private void took(Charge charge) {
            gross += charge.captured().minor();
            fees += Fees.of(charge.captured()).minor();
            taken.add(charge);
        }

        private void capture() {
            var id = any();
            if (id.isEmpty()) return;
            var intent = stage.payments.find(stage.seller, id.get()).orElseThrow();
            long part = 1 + random.nextLong(intent.amount().minor() + 10);
            var change =
                    stage.payments.capture(stage.seller, intent.id(), Optional.of(Money.usd(part)));
            if (change instanceof Change.Done done)
                took(
                        stage.payments
                                .charge(stage.seller, done.intent().latestCharge().orElseThrow())
                                .orElseThrow());
        }

        private void cancel() {
            any().ifPresent(id ->
                    stage.payments.cancel(stage.seller, id, PaymentIntent.Reason.DUPLICATE));
        }

        private void refund() {
            if (taken.isEmpty()) return;
            var charge = taken.get(random.nextInt(taken.size()));
            var asked =
                    new NewRefund(
                            new NewRefund.Target.OfCharge(charge.id()),
                            random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(
                                            Money.usd(
                                                    random.nextLong(
                                                            1, charge.captured().minor() + 2))),
                            Optional.empty(),
                            Map.of(),
                            Optional.of("key " + random.nextLong()));
            var outcome = stage.payments.refund(stage.seller, asked);
            var repeated = stage.payments.refund(stage.seller, asked);
            if (outcome instanceof Refund.Outcome.Refunded(var refund)) {
                assertThat(repeated).isEqualTo(outcome);
                refunded += refund.amount().minor();
            } else assertThat(repeated).isInstanceOf(Refund.Outcome.Refused.class);
        }

        private void update() {
            any().ifPresent(id ->
                    stage.payments.update(
                            stage.seller,
                            id,
                            t ->
                                    random.nextBoolean()
                                            ? t.withAmount(t.amount().plus(Money.usd(1)))
                                            : t.withNotes(Notes.NONE)));
        }

        void check() {
            assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(gross));
            assertThat(stage.balance(Purpose.FEE_PROCESSING)).isEqualTo(Money.usd(fees));
            assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(refunded));
            assertThat(
                            stage.balance(Purpose.MERCHANT_PENDING)
                                    .plus(stage.balance(Purpose.MERCHANT_AVAILABLE)))
                    .isEqualTo(Money.usd(gross - fees - refunded));
            for (var charge : taken) {
                var now = stage.payments.charge(stage.seller, charge.id()).orElseThrow();
                assertThat(now.refundable().isNegative()).isFalse();
            }
        }
    }
}
