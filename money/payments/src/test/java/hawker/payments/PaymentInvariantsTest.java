package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.ledger.Finding;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are changed as only the tables' owner could, and the audit must say which law is broken. */
class PaymentInvariantsTest {

    private static Stage stage;
    private Charge charge;
    private Refund refund;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void some_payments() {
        stage.another();
        stage.paid(1000);
        charge = stage.paid(2000);
        refund = stage.refunded(stage.refund(charge, 500));
        stage.settle();
        assertThat(stage.findings()).isEmpty();
        // Later than the seconds that are looked at twice anyway.
        stage.clock.advance(Duration.ofMinutes(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I4  | update payments.charge set captured = captured - 1 where charge_id = 'CHARGE'",
                "I4  | update payments.refund set amount = 2500 where refund_id = 'REFUND'",
                "I4  | update payments.refund set journal = null where refund_id = 'REFUND'",
                "I5  | update payments.charge set journal = 'other' where charge_id = 'CHARGE'",
                "I5  | delete from payments.charge where charge_id = 'CHARGE'",
                "I5  | delete from ledger.journal where source_id = 'CHARGE'",
                "I11 | update ledger.transfer set amount = amount + 1 where credit_purpose = 40"
            })
    void each_law_that_is_broken_is_named_at_the_daily_look(String law, String change) {
        change(change);
        stage.clock.advance(Duration.ofDays(1));
        assertThat(stage.findings()).extracting(Finding::invariant).contains(law);
    }

    @Test
    void what_is_new_is_looked_at_at_once() {
        charge = stage.paid(3000);
        change("update payments.charge set captured = captured - 1 where charge_id = 'CHARGE'");
        assertThat(stage.findings())
                .filteredOn(found -> found.invariant().equals("I4"))
                .extracting(Finding::offending)
                .containsExactly(charge.id().text());
    }

    @Test
    void the_fee_of_a_capture_is_looked_at_although_its_charge_was_begun_long_before() {
        var held = stage.held(4000);
        assertThat(stage.findings()).isEmpty();
        stage.clock.advance(Duration.ofHours(2));
        Stage.done(stage.payments.capture(stage.seller, held.id(), Optional.empty()));
        stage.settle();
        assertThat(stage.findings()).isEmpty();
        change(
                "update ledger.transfer set amount = amount + 1 where credit_purpose = 40 and journal_id"
                        + " = (select max(journal_id) from ledger.transfer where account_id = ACCOUNT)");
        assertThat(stage.findings()).extracting(Finding::invariant).contains("I11");
    }

    private void change(String sql) {
        stage.asOwner(
                sql.replace("CHARGE", charge.id().text())
                                .replace("REFUND", refund.id().text())
                                .replace("ACCOUNT", Long.toString(stage.seller.number()))
                        + " and account_id = "
                        + stage.seller.number());
    }
}
