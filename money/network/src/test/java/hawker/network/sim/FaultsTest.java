package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.network.Advice;
import hawker.network.AdviceAnswer;
import hawker.network.NetworkAnswer;
import hawker.network.NetworkAnswer.Approved;
import hawker.network.NetworkAnswer.Declined;
import hawker.network.NetworkAnswer.NotSent;
import hawker.network.NetworkAnswer.Unknown;
import hawker.network.sim.Fact.Effect;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on the line, and what the caller then knows. */
class FaultsTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @BeforeEach
    void everythingWorks() {
        bench.simulation.faults().clear();
    }

    @Test
    void no_connection_is_proof_that_nothing_was_sent() {
        var seen = paid(new Fault.RefuseConnect());

        assertThat(seen.answer()).isInstanceOf(NotSent.class);
        assertThat(seen.effect()).isEmpty();
    }

    @Test
    void p4_a_dropped_request_is_unknown_and_never_arrived() {
        var seen = paid(new Fault.DropRequest());

        assertThat(seen.answer()).isInstanceOf(Unknown.class);
        assertThat(seen.effect()).isEmpty();
    }

    @Test
    void p5_a_dropped_answer_is_unknown_and_happened() {
        var seen = paid(new Fault.DropAnswer());

        assertThat(seen.answer()).isInstanceOf(Unknown.class);
        assertThat(seen.effect()).contains(Effect.APPROVED);
    }

    @Test
    void a_reset_is_unknown_before_and_after_the_decision() {
        var before = paid(new Fault.ResetBefore());
        var after = paid(new Fault.ResetAfter());
        var garbled = paid(new Fault.Garble());

        assertThat(before.answer()).isInstanceOf(Unknown.class);
        assertThat(before.effect()).isEmpty();
        assertThat(after.answer()).isInstanceOf(Unknown.class);
        assertThat(after.effect()).contains(Effect.APPROVED);
        assertThat(garbled.answer()).isInstanceOf(Unknown.class);
        assertThat(garbled.effect()).contains(Effect.APPROVED);
    }

    @Test
    void a_slow_answer_within_the_time_is_an_answer() {
        assertThat(paid(new Fault.Delay(Duration.ofMillis(50))).answer())
                .isInstanceOf(Approved.class);
    }

    @Test
    void p6_a_late_answer_is_unknown_and_heard_later() throws InterruptedException {
        var heard = new LinkedBlockingQueue<String>();
        bench.simulation.onLateAnswer((account, attempt, answer) ->
                heard.add(attempt + " " + answer.getClass().getSimpleName()));
        bench.simulation.faults().add(When.always().nth(1), new Fault.Late(Duration.ofMillis(50)));
        var authorization = bench.paying(bench.method("pm_card_visa"), 1000);

        assertThat(bench.authorize(authorization)).isInstanceOf(Unknown.class);
        assertThat(heard.poll(10, TimeUnit.SECONDS))
                .isEqualTo(authorization.attemptId() + " Approved");
    }

    @Test
    void a_doubled_message_has_one_effect_and_one_answer() {
        var seen = paid(new Fault.Duplicate(3));

        assertThat(seen.answer()).isInstanceOf(Approved.class);
        assertThat(seen.effect()).contains(Effect.APPROVED);
    }

    @Test
    void the_network_can_answer_by_itself() {
        var seen = paid(new Fault.Answer("91"));

        assertThat(((Declined) seen.answer()).code()).isEqualTo("processing_error");
        assertThat(seen.effect()).contains(Effect.DECLINED);
    }

    @Test
    void an_advice_without_an_answer_is_told_again_with_one_effect() {
        var payment = bench.paying(bench.method("pm_card_visa"), 1000);
        bench.authorize(payment);
        bench.simulation.faults().add(When.mti("0220").nth(1), new Fault.DropAnswer());
        var refund = Advice.refund(Bench.SELLER, "ref_f", payment.attemptId(), Money.usd(1000));

        assertThat(bench.simulation.network().advise(refund))
                .isInstanceOf(AdviceAnswer.Unknown.class);
        assertThat(bench.simulation.network().advise(refund))
                .isInstanceOf(AdviceAnswer.Accepted.class);
        var more = Advice.refund(Bench.SELLER, "ref_g", payment.attemptId(), Money.usd(1));
        assertThat(bench.simulation.network().advise(more))
                .isInstanceOf(AdviceAnswer.Refused.class);
    }

    @Test
    void rules_are_read_from_text() {
        var script =
                FaultScript.parse(
                        "mti=0200 nth=2 do drop-answer; last4=9995 do delay 200; amount=1313 do"
                                + " answer 1a");
        var plain = request("a", "4242424242424242", 1000);

        assertThat(script.of(plain)).isEmpty();
        assertThat(script.of(plain)).contains(new Fault.DropAnswer());
        assertThat(script.of(plain)).isEmpty();
        assertThat(script.of(request("b", "4000000000009995", 1000)))
                .contains(new Fault.Delay(Duration.ofMillis(200)));
        assertThat(script.of(request("c", "4242424242424242", 1313)))
                .contains(new Fault.Answer("1A"));
    }

    private static CardMessage.Request request(String key, String number, long cents) {
        return new CardMessage.Request(
                key,
                Bench.SELLER,
                Money.usd(cents),
                true,
                new CardMessage.Card(number, 12, 2034, true, false, false, "pm_1", false),
                "pi_1",
                false,
                false,
                hawker.network.Authorization.Authenticate.AUTOMATIC,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private record Seen(NetworkAnswer answer, Optional<Effect> effect) {}

    private static Seen paid(Fault fault) {
        bench.simulation.faults().clear();
        bench.simulation.faults().add(When.always(), fault);
        var authorization = bench.paying(bench.method("pm_card_visa"), 1000);
        var answer = bench.authorize(authorization);
        var fact = bench.simulation.attempt(Bench.SELLER, authorization.attemptId());
        return new Seen(answer, fact.map(Fact::effect));
    }
}
