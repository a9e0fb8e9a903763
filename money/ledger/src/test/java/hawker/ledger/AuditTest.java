package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test breaks the books as only the owner of the tables could, and the audit must say so. */
class AuditTest {

    private final Books books = Books.open();

    @BeforeEach
    void some_postings() {
        books.post(books.gift(5000));
        books.commit(books.sale("ch_1", 1000, Books.TUESDAY));
        books.postBounded(books.refund("re_1", 300));
        books.seal();
        books.audit.checkAll();
        assertThat(books.audit.report()).allMatch(Audit.Check::green).hasSize(5);
        assertThat(books.ledger.payoutsStoppedBy(books.account)).isEmpty();
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void a_changed_balance_is_found_and_stops_payouts_until_a_person_lets_them_go_on() {
        books.asOwner("update ledger.balance set credits = credits + 1 where purpose = 40");

        books.audit.checkAll();
        assertThat(broken()).containsExactly("I1", "I2");
        assertThat(books.ledger.payoutsStoppedBy(books.account).orElseThrow()).startsWith("I1");

        books.asOwner("update ledger.balance set credits = credits - 1 where purpose = 40");
        books.audit.checkAll();
        assertThat(broken()).isEmpty();
        assertThat(books.ledger.payoutsStoppedBy(books.account)).isPresent();
        books.ledger.resumePayouts(books.account);
        assertThat(books.ledger.payoutsStoppedBy(books.account)).isEmpty();
    }

    @Test
    void a_changed_transfer_is_found_although_the_balances_stand() {
        books.asOwner("update ledger.transfer set amount = amount + 1 where debit_purpose = 10");
        books.audit.checkAll();

        assertThat(broken()).containsExactly("I2");
        var since = books.test.clock().now();
        books.test.clock().advance(Duration.ofMinutes(1));
        books.audit.checkAll();
        assertThat(books.audit.report())
                .filteredOn(check -> !check.green())
                .allMatch(check -> check.brokenSince().orElseThrow().equals(since));
        var finding = red().getFirst();
        assertThat(finding.account()).contains(books.account);
        assertThat(finding.says()).contains("stored", "transfers");
    }

    @Test
    void a_removed_transfer_is_found_twice() {
        books.asOwner(
                "delete from ledger.transfer where journal_id ="
                        + " (select journal_id from ledger.journal where kind = 10)");
        books.audit.checkAll();

        assertThat(broken()).contains("I2", "I5");
    }

    @Test
    void a_bounded_debit_that_went_round_the_guard_is_found() {
        books.asOwner("delete from ledger.bounded_debit");
        books.audit.checkAll();

        assertThat(broken()).containsExactly("I3");
        assertThat(red().getFirst().says()).isEqualTo("takes 300, guarded ");
    }

    @Test
    void a_gap_between_seals_is_found() {
        books.asOwner("update ledger.seal set seq = 2");
        books.audit.checkAll();

        assertThat(broken()).containsExactly("I10");
        assertThat(books.ledger.payoutsStoppedBy(books.account)).isEmpty();
    }

    @Test
    void a_change_below_a_checkpoint_is_found_when_the_book_is_added_up_from_the_start() {
        checkpoint();
        books.post(books.sale("ch_2", 1000, Books.TUESDAY));
        checkpoint();
        assertThat(books.audit.checkFromTheStart(books.account)).isEmpty();
        books.asOwner(
                "update ledger.transfer set amount = amount + 1 where journal_id in (select"
                        + " journal_id from ledger.journal where source_id = 'ch_1')");

        assertThat(books.audit.check(books.account)).isEmpty();
        assertThat(books.audit.checkFromTheStart(books.account))
                .extracting(Finding::invariant)
                .containsOnly("I2");
        books.audit.checkAll(); // its turn comes without any new posting
        assertThat(broken()).containsExactly("I2");
    }

    @Test
    void what_other_rooms_watch_is_looked_at_with_the_same_eyes() {
        var seen = new ArrayList<AccountId>();
        var fees =
                new Invariant() {
                    @Override
                    public String id() {
                        return "I11";
                    }

                    @Override
                    public String says() {
                        return "fees are what the plan says";
                    }

                    @Override
                    public List<Finding> check(AccountId account) {
                        seen.add(account);
                        return List.of(new Finding(id(), account, "ch_1", "59 is not 60"));
                    }
                };
        var audit = new Audit(books.test.platform(), List.of(fees));
        audit.checkAll();

        assertThat(seen).contains(books.account);
        assertThat(broken()).containsExactly("I11");
        assertThat(books.ledger.payoutsStoppedBy(books.account)).isEmpty();
        assertThat(books.test.platform().metrics().scrape())
                .contains("hawker_invariant_broken{invariant=\"I11\"} 1")
                .contains("hawker_invariant_broken{invariant=\"I1\"} 0")
                .contains("hawker_invariant_checked_seconds");
    }

    @Test
    void an_account_that_did_not_change_is_still_looked_at_in_its_turn() {
        var before = books.test.clock().now();
        books.test.clock().advance(Duration.ofMinutes(1));
        books.audit.checkAll();

        assertThat(books.audit.report())
                .allMatch(check -> check.checkedAt().isAfter(before))
                .allMatch(check -> check.accounts() == 1);
    }

    @Test
    void a_roll_up_is_the_sum_over_accounts_of_one_mode() {
        var rollups = new Rollups(books.tx(), new AuditSql(), books.test.platform().clock());
        rollups.take();
        books.commit(books.sale("ch_2", 1000, Books.TUESDAY));
        rollups.take();

        var day = books.test.platform().clock().today();
        var totals = rollups.at(day, books.account.livemode());
        assertThat(totals)
                .filteredOn(t -> t.pocket().purpose() == Purpose.FEE_PROCESSING)
                .singleElement()
                .satisfies(t -> assertThat(t.balance().minor()).isEqualTo(118));
        assertThat(rollups.at(day, !books.account.livemode())).isEmpty();
        assertThat(rollups.at(day.minusDays(1), books.account.livemode())).isEmpty();
        assertThat(
                        books.ledger
                                .balance(books.account, Purpose.FEE_PROCESSING, Currency.USD)
                                .minor())
                .isEqualTo(118);
    }

    private void checkpoint() {
        assertThat(books.ledger.settled(books.account)).isTrue();
        var sealing = new Sealing(new SealSql(), books.test.clock());
        books.tx().doInAccount(books.account, tx -> sealing.checkpoint(tx, books.account, 1));
    }

    private List<Finding> red() {
        return books.audit.report().stream().flatMap(check -> check.findings().stream()).toList();
    }

    private List<String> broken() {
        return books.audit.report().stream()
                .filter(check -> !check.green())
                .map(Audit.Check::invariant)
                .toList();
    }
}
