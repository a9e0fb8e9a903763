package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.Bank.Instructed;
import hawker.network.Bank.Instruction;
import hawker.network.Bank.Result;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bank pays on the next weekday, or says why not. */
class BankTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void a_payout_arrives_on_the_next_weekday_and_once() {
        // The tests begin on Sunday, 22 November 2026.
        var first = pay("po_1", "000123456789");
        var again = pay("po_1", "000123456789");

        assertThat(again).isEqualTo(first);
        assertThat(((Instructed.Taken) first).arrivesOn()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(result("po_1")).isEqualTo(new Result.Pending(LocalDate.of(2026, 11, 23)));
        bench.test.clock().advance(Duration.ofDays(1));
        assertThat(result("po_1")).isEqualTo(new Result.Paid(LocalDate.of(2026, 11, 23)));
    }

    @Test
    void published_account_numbers_fail_as_they_say() {
        pay("po_2", "000111111116");
        pay("po_3", "000111111113");
        bench.test.clock().advance(Duration.ofDays(5));

        assertThat(((Result.Failed) result("po_2")).failureCode()).isEqualTo("no_account");
        assertThat(((Result.Failed) result("po_3")).failureCode()).isEqualTo("account_closed");
    }

    @Test
    void what_cannot_be_an_account_is_refused_and_strangers_see_nothing() {
        assertThat(pay("po_4", "12")).isInstanceOf(Instructed.Refused.class);
        pay("po_5", "000123456789");
        assertThat(bench.simulation.bank().result(new AccountId(3001), "po_5")).isEmpty();
        assertThat(bench.simulation.bank().result(Bench.SELLER, "po_none")).isEmpty();
    }

    private static Instructed pay(String id, String number) {
        return bench.simulation
                .bank()
                .pay(new Instruction(Bench.SELLER, id, "110000000", number, Money.usd(5000)));
    }

    private static Result result(String id) {
        return bench.simulation.bank().result(Bench.SELLER, id).orElseThrow();
    }
}
