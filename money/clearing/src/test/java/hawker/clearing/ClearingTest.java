package hawker.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.clearing.Difference.Kind;
import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.network.ClearingFile;
import hawker.network.ClearingFile.Line;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import hawker.payments.Confirmation;
import hawker.payments.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClearingTest {

    private static final Money NOTHING = Money.usd(0);

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(Map.of("HAWKER_SIM_INTERCHANGE_BPS", "150"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** All lines of one type become others. */
    private static UnaryOperator<List<Line>> each(ClearingFile.Type type, UnaryOperator<Line> how) {
        return lines ->
                lines.stream().map(line -> line.type() == type ? how.apply(line) : line).toList();
    }

    private static Line of(Line line, String id, long cents) {
        return new Line(
                line.type(),
                id,
                line.account(),
                line.subject(),
                line.attempt(),
                line.reference(),
                Money.usd(cents),
                NOTHING);
    }

    private void assertAllSettled() {
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(NOTHING);
        assertThat(stage.held(Purpose.NETWORK_PAYABLE)).isEqualTo(NOTHING);
        assertThat(stage.held(Purpose.SUSPENSE)).isEqualTo(NOTHING);
        assertThat(stage.differences()).isEmpty();
        assertThat(stage.findings()).isEmpty();
    }

    @Test
    void a_day_of_sales_refunds_and_cases_leaves_nothing_between_us_and_the_network() {
        var sale = stage.paid(10_000);
        stage.captured(5_000, 3_000);
        stage.refunded(sale, 2_500);
        stage.paid(4_000, "pm_card_createDispute");
        stage.disputes.hear();
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(17_000));
        stage.nextDay();
        assertAllSettled();
        // Of the sales, 1.5 percent stay with the issuers.
        assertThat(stage.held(Purpose.NETWORK_COST)).isEqualTo(Money.usd(255));
        assertThat(stage.held(Purpose.SETTLEMENT_BANK))
                .isEqualTo(Money.usd(17_000 - 255 - 2_500 - 4_000));
        assertThat(stage.desk.days(5).getFirst().lines()).isEqualTo(5);
        stage.nextDay();
        assertAllSettled();
    }

    @Test
    void a_case_that_was_won_is_paid_again() {
        stage.paid(4_000, "pm_card_createDispute");
        stage.disputes.hear();
        stage.nextDay();
        var dispute = stage.disputes.list(stage.seller, hawker.kernel.PageRequest.first(1)).items();
        stage.disputes.answer(
                stage.seller,
                dispute.getFirst().id(),
                Map.of("uncategorized_text", "winning_evidence"),
                true);
        stage.settle();
        stage.disputes.hear();
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(4_000));
        stage.nextDay();
        stage.nextDay();
        assertAllSettled();
    }

    /** Debits come by the bank's own rail; what their holders take back comes by the file. */
    @Test
    void a_debit_is_never_missing_and_its_case_is_settled_like_a_cards() {
        var kept = debited(1_000, "pm_usBankAccount_success");
        stage.refunded(kept, 100);
        debited(4_000, "pm_usBankAccount_dispute");
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(NOTHING);
        stage.clock.advance(java.time.Duration.ofSeconds(10));
        stage.disputes.hear();
        assertThat(stage.disputes.list(stage.seller, hawker.kernel.PageRequest.first(5)).items())
                .hasSize(1);
        assertThat(stage.held(Purpose.NETWORK_PAYABLE)).isNotEqualTo(NOTHING);
        stage.settle();
        stage.nextDay();
        assertAllSettled();
        assertThat(stage.held(Purpose.SETTLEMENT_BANK)).isEqualTo(Money.usd(1_000 - 100));
        stage.nextDay();
        assertAllSettled();
    }

    private hawker.payments.Charge debited(long cents, String account) {
        var types = Terms.Methods.of(List.of("us_bank_account"));
        var intent = stage.intent(Terms.of(Money.usd(cents)).withMethods(types));
        stage.confirm(intent, account);
        stage.settle();
        stage.clock.advance(java.time.Duration.ofSeconds(5));
        stage.settle();
        return stage.payments.charges(stage.seller, intent.id()).getFirst();
    }

    @Test
    void a_file_is_read_once_the_network_has_closed_the_day() {
        stage.paid(2_000);
        stage.desk.read();
        assertThat(stage.desk.days(5)).isEmpty();
        stage.nextDay();
        assertThat(stage.desk.days(5)).hasSize(1).allMatch(ClearedDay::done);
    }

    @Test
    void a_capture_that_is_told_the_day_after_is_not_missing() {
        var today = stage.today();
        stage.files.spoil(today, lines -> List.of());
        stage.captured(5_000, 5_000);
        stage.nextDay();
        assertThat(stage.differences()).isEmpty();
        // The network puts into the next file what it had left out.
        stage.files.repair(today);
        var late = new ArrayList<Line>();
        stage.files.file(today).orElseThrow().forEach(late::add);
        stage.files.spoil(today.plusDays(1), lines -> late);
        stage.nextDay();
        assertAllSettled();
    }

    @Test
    void what_two_files_have_not_is_missing_until_a_later_one_has_it() {
        var today = stage.today();
        stage.files.spoil(today, lines -> List.of());
        var sale = stage.paid(2_000);
        stage.nextDay();
        stage.nextDay();
        assertThat(stage.differences())
                .singleElement()
                .satisfies(missing -> {
                    assertThat(missing.kind()).isEqualTo(Kind.MISSING);
                    assertThat(missing.subject()).isEqualTo(sale.id().text());
                    assertThat(missing.remains()).isEqualTo(Money.usd(2_000));
                    assertThat(missing.day()).isEqualTo(today);
                });
        assertThat(stage.findings()).extracting(f -> f.invariant()).containsExactly("I6");
        stage.files.repair(today);
        var late = new ArrayList<Line>();
        stage.files.file(today).orElseThrow().forEach(late::add);
        stage.files.spoil(today.plusDays(2), lines -> late);
        stage.nextDay();
        assertAllSettled();
    }

    @Test
    void another_amount_is_taken_as_the_file_says_and_the_rest_waits_in_suspense() {
        stage.files.spoil(
                stage.today(),
                each(ClearingFile.Type.PRESENTED, line -> of(line, line.id(), 1_900)));
        stage.paid(2_000);
        stage.nextDay();
        stage.nextDay();
        assertThat(stage.differences())
                .singleElement()
                .satisfies(other -> {
                    assertThat(other.kind()).isEqualTo(Kind.AMOUNT);
                    assertThat(other.expected()).isEqualTo(Money.usd(2_000));
                    assertThat(other.said()).isEqualTo(Money.usd(1_900));
                });
        assertThat(stage.held(Purpose.SETTLEMENT_BANK)).isEqualTo(Money.usd(1_900));
        assertThat(stage.held(Purpose.SUSPENSE)).isEqualTo(Money.usd(100));
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(NOTHING);
        assertThat(stage.findings()).isEmpty();
    }

    @Test
    void what_is_paid_twice_is_listed_and_waits_in_suspense() {
        stage.files.spoil(
                stage.today(),
                lines -> {
                    var twice = new ArrayList<>(lines);
                    lines.forEach(line -> twice.add(of(line, line.id() + "x", 2_000)));
                    return twice;
                });
        stage.paid(2_000);
        stage.nextDay();
        assertThat(stage.differences()).extracting(Difference::kind).containsExactly(Kind.DOUBLE);
        assertThat(stage.held(Purpose.SUSPENSE)).isEqualTo(Money.usd(-2_000));
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(NOTHING);
    }

    @Test
    void a_payment_that_we_gave_up_is_given_back_and_its_giving_back_explains_it() {
        stage.network.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        // Nobody tells the network of it today.
        stage.network.faults().add(When.mti("0420").nth(1), new Fault.DropRequest());
        var intent = stage.intent(Terms.of(Money.usd(2_000)));
        assertThat(stage.confirm(intent, "pm_card_visa")).isInstanceOf(Confirmation.Unknown.class);
        stage.settle();
        stage.clock.advance(java.time.Duration.ofDays(1));
        stage.desk.read();
        assertThat(stage.differences()).extracting(Difference::kind).containsExactly(Kind.ORPHAN);
        assertThat(stage.held(Purpose.SUSPENSE)).isEqualTo(Money.usd(-2_000));
        stage.nextDay();
        assertAllSettled();
        assertThat(stage.held(Purpose.SETTLEMENT_BANK)).isEqualTo(NOTHING);
    }

    @Test
    void one_giving_back_explains_one_of_two_payments_of_nobody() {
        stage.network.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        stage.network.faults().add(When.mti("0420").nth(1), new Fault.DropRequest());
        stage.files.spoil(
                stage.today(),
                lines -> {
                    var twice = new ArrayList<>(lines);
                    lines.forEach(line -> twice.add(of(line, line.id() + "x", 2_000)));
                    return twice;
                });
        stage.confirm(stage.intent(Terms.of(Money.usd(2_000))), "pm_card_visa");
        stage.settle();
        stage.clock.advance(java.time.Duration.ofDays(1));
        stage.desk.read();
        assertThat(stage.differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.ORPHAN, Kind.ORPHAN);
        stage.nextDay();
        assertThat(stage.differences())
                .singleElement()
                .satisfies(left -> assertThat(left.pays()).isTrue());
        assertThat(stage.held(Purpose.SUSPENSE)).isEqualTo(Money.usd(-2_000));
    }

    @Test
    void p13_a_damaged_file_changes_nothing_until_a_whole_one_comes() {
        var today = stage.today();
        stage.paid(2_000);
        List<UnaryOperator<String>> damages =
                List.of(
                        text -> text.substring(0, text.length() / 2),
                        text -> text.replace("|2000|", "|9000|"),
                        text -> text + "C|more\n",
                        text -> text.replace("H|", "H|x"),
                        text -> text.substring(0, text.indexOf('\n') + 1),
                        text -> "");
        stage.clock.advance(java.time.Duration.ofDays(1));
        for (var damage : damages) {
            stage.files.damage(today, damage);
            stage.desk.read();
            assertThat(stage.desk.days(5).getFirst().problem()).isPresent();
            assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(2_000));
        }
        stage.files.repair(today);
        stage.desk.read();
        assertThat(stage.desk.days(5).getFirst().problem()).isEqualTo(Optional.empty());
        assertAllSettled();
    }

    @Test
    void p13_a_file_read_half_is_read_on_and_one_read_twice_changes_nothing() {
        var first = stage.seller;
        stage.paid(2_000);
        stage.another();
        stage.paid(3_000);
        stage.paid(4_000, "pm_card_createDispute");
        stage.disputes.hear();
        stage.settle();
        stage.clock.advance(java.time.Duration.ofDays(1));
        stage.namesFail = true;
        assertThatThrownBy(() -> stage.desk.read()).hasMessageContaining("names");
        assertThat(stage.ledger.balance(first, Purpose.NETWORK_RECEIVABLE, Money.usd(0).currency()))
                .as("the first seller's lines are in the books")
                .isEqualTo(NOTHING);
        assertThat(stage.held(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(7_000));
        stage.namesFail = false;
        stage.desk.read();
        assertAllSettled();
        var bank = stage.held(Purpose.SETTLEMENT_BANK);
        stage.platform.tx().onSingle(tx -> tx.update("update clearing.file set done = false"));
        stage.desk.read();
        assertThat(stage.held(Purpose.SETTLEMENT_BANK)).isEqualTo(bank);
        assertAllSettled();
    }
}
