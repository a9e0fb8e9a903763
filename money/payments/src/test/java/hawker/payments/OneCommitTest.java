package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What belongs together is written by one transaction, so that no crash can come in between.
 * PostgreSQL says so itself: each row carries the number of the transaction that wrote it.
 */
class OneCommitTest {

    private static final String ATTEMPT =
            """
            select xmin::text::bigint as by from payments.intent
            where account_id = ? and intent_id = ? order by version desc limit 1\
            """;

    private static final String CHARGE =
            """
            select xmin::text::bigint as by from payments.charge
            where account_id = ? and intent_id = ? order by charge_id desc limit 1\
            """;

    private static final String REFUND =
            """
            select xmin::text::bigint as by from payments.refund
            where account_id = ? and refund_id = ?\
            """;

    private static final String CAPTURE =
            """
            select xmin::text::bigint as by from payments.capture
            where account_id = ? and charge_id = ?\
            """;

    private static final String JOURNAL =
            """
            select xmin::text::bigint as by from ledger.journal
            where account_id = ? and source_id = ?\
            """;

    private static final String JOB =
            """
            select xmin::text::bigint as by from platform.job
            where account_id = ? and job_id = ?\
            """;

    private static final String EVENT =
            """
            select xmin::text::bigint as by from platform.event
            where account_id = ? and subject = ? order by event_id desc limit 1\
            """;

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of("HAWKER_NETWORK_ANSWER_MS", "200"));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    /** Which transaction wrote each of the rows. */
    private static Map<String, Optional<Long>> writers(Object... namesStatementsAndKeys) {
        var writers = new TreeMap<String, Optional<Long>>();
        for (int i = 0; i < namesStatementsAndKeys.length; i += 3) {
            var sql = (String) namesStatementsAndKeys[i + 1];
            var key = namesStatementsAndKeys[i + 2];
            writers.put(
                    (String) namesStatementsAndKeys[i],
                    stage.platform
                            .tx()
                            .readAccount(
                                    stage.seller,
                                    tx -> tx.one(sql, row -> row.number("by"), stage.seller, key)));
        }
        return writers;
    }

    private static void assertOne(Map<String, Optional<Long>> writers) {
        assertThat(writers).allSatisfy((what, by) -> assertThat(by).as(what).isPresent());
        assertThat(writers.values().stream().distinct()).as(writers.toString()).hasSize(1);
    }

    @Test
    void the_end_of_a_payment_its_charge_its_posting_and_its_event() {
        var charge = stage.paid(2000);
        var intent = charge.intent().orElseThrow();
        assertOne(
                writers(
                        "intent",
                        ATTEMPT,
                        intent.text(),
                        "charge",
                        CHARGE,
                        intent.text(),
                        "journal",
                        JOURNAL,
                        charge.id().text(),
                        "event",
                        EVENT,
                        intent.text()));
    }

    @Test
    void an_attempt_that_is_given_up_its_event_and_its_reversal() {
        stage.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        var intent = stage.intent(2000);
        assertThat(stage.confirm(intent, "pm_card_visa")).isInstanceOf(Confirmation.Unknown.class);
        var charge = stage.payments.charges(stage.seller, intent.id()).getFirst();
        assertOne(
                writers(
                        "intent",
                        ATTEMPT,
                        intent.id().text(),
                        "charge",
                        CHARGE,
                        intent.id().text(),
                        "reversal",
                        JOB,
                        "rev_" + charge.id(),
                        "event",
                        EVENT,
                        intent.id().text()));
        stage.settle();
    }

    @Test
    void a_capture_its_posting_its_advice_and_its_event() {
        var terms = Terms.of(Money.usd(3000)).withCapture(Terms.Capture.MANUAL);
        var intent = stage.intent(terms);
        stage.confirm(intent, "pm_card_visa");
        Stage.done(stage.payments.capture(stage.seller, intent.id(), Optional.empty()));
        var charge = stage.payments.charges(stage.seller, intent.id()).getFirst();
        assertOne(
                writers(
                        "intent",
                        ATTEMPT,
                        intent.id().text(),
                        "capture",
                        CAPTURE,
                        charge.id().text(),
                        "journal",
                        JOURNAL,
                        charge.id().text(),
                        "advice",
                        JOB,
                        "cap_" + charge.id(),
                        "event",
                        EVENT,
                        intent.id().text()));
        stage.settle();
    }

    @Test
    void a_refund_its_posting_its_advice_and_its_event() {
        var charge = stage.paid(2000, "pm_card_bypassPending");
        var refund = stage.refunded(stage.refund(charge, 500));
        assertOne(
                writers(
                        "refund",
                        REFUND,
                        refund.id().text(),
                        "journal",
                        JOURNAL,
                        refund.id().text(),
                        "advice",
                        JOB,
                        "adv_" + refund.id(),
                        "event",
                        EVENT,
                        refund.id().text()));
        stage.settle();
    }
}
