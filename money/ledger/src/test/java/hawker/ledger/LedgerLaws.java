package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Oracle.Command;
import hawker.ledger.Oracle.Said;
import hawker.platform.GroupCommit.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Random sequences of postings against a second book; a failure names its seed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerLaws {

    private static final int SEQUENCES = Integer.getInteger("laws", 40);
    private static final long FIRST_SEED = Long.getLong("seed", 1L);

    private Books books;

    @BeforeAll
    void open() {
        books = Books.open();
    }

    @AfterAll
    void close() {
        books.close();
    }

    @Test
    void any_sequence_of_postings_ends_in_the_balances_of_the_second_book() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) run(seed);
        books.audit.checkAll();
        assertThat(books.audit.report()).allMatch(Audit.Check::green);
    }

    @Test
    void the_table_of_templates_is_the_oracles_and_nothing_else_can_be_made() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            var command = Oracle.draw(random);
            var kind = Kind.of(command.kind());
            assertThat(kind.bounded()).as(kind.text()).isEqualTo(command.limited());
            for (var m : command.moves())
                assertThat(kind.allows(Purpose.of(m.debit()), Purpose.of(m.credit())))
                        .as(command.toString())
                        .isTrue();
        }
        int allowed = 0;
        for (var kind : Kind.values())
            if (kind != Kind.CORRECTION && kind != Kind.ADJUSTMENT)
                for (var debit : Purpose.values())
                    for (var credit : Purpose.values()) if (kind.allows(debit, credit)) allowed++;
        // The oracle's, a release swapped, and the exchange legs of disputes.
        assertThat(allowed).isEqualTo(Oracle.pairs() + 1 + 4);
        for (var purpose : Purpose.values())
            assertThat(purpose.normalSide() == Side.DEBIT)
                    .as(purpose.name())
                    .isEqualTo(Oracle.DEBIT_SIDE.contains(purpose.code()));
    }

    private void run(long seed) {
        var random = new Random(seed);
        var account = books.newAccount();
        var oracle = new Oracle();
        var journals = new ArrayList<String>();
        int length = 5 + random.nextInt(56);
        for (int step = 0; step < length; step++) {
            var at = "seed " + seed + ", step " + step;
            if (random.nextInt(12) == 0 && !journals.isEmpty())
                correct(account, oracle, journals.get(random.nextInt(journals.size())), at);
            else post(account, oracle, journals, random, at);
        }
        compare(account, oracle, "seed " + seed);
    }

    private void post(
            AccountId account, Oracle oracle, List<String> journals, Random random, String at) {
        var command = Oracle.draw(random);
        long overdraft = random.nextInt(4) == 0 ? 500 : 0;
        var expected = oracle.post(command, overdraft);
        var journal = journal(account, command);
        boolean batch = random.nextBoolean();
        assertThat(posted(journal, command, overdraft, batch))
                .as(at + ": " + command)
                .isEqualTo(expected);
        if (expected != Said.POSTED) return;
        journals.add(journal.id());
        oracle.remember(journal.id(), command.moves());
    }

    private Said posted(Journal journal, Command command, long overdraft, boolean batch) {
        if (command.floored() == 0 && batch)
            return books.commit(journal) == Outcome.COMMITTED ? Said.POSTED : Said.STANDS;
        BoundedPosting outcome =
                books.tx()
                        .inAccount(
                                journal.account(),
                                tx ->
                                        command.floored() == 0
                                                ? books.ledger.post(tx, journal)
                                                : books.ledger.postBounded(
                                                        tx,
                                                        journal,
                                                        Purpose.of(command.floored()),
                                                        Money.of(overdraft, floored(command))));
        return switch (outcome) {
            case Posting.Posted p -> Said.POSTED;
            case Posting.AlreadyPosted p -> Said.STANDS;
            case BoundedPosting.Insufficient i -> Said.SHORT;
        };
    }

    private static Currency floored(Command command) {
        return command.moves().stream()
                .filter(m -> m.debit() == command.floored())
                .map(m -> Currency.of(m.currency()))
                .findFirst()
                .orElseThrow();
    }

    private void correct(AccountId account, Oracle oracle, String journal, String at) {
        var expected = oracle.correct(journal);
        var outcome =
                books.tx().inAccount(account, tx -> books.ledger.correct(tx, account, journal));
        var said = outcome instanceof Posting.Posted ? Said.POSTED : Said.STANDS;
        assertThat(said).as(at + ": correct " + journal).isEqualTo(expected);
    }

    private Journal journal(AccountId account, Command command) {
        var transfers =
                command.moves().stream()
                        .map(m ->
                                new Transfer(
                                        Purpose.of(m.debit()),
                                        Purpose.of(m.credit()),
                                        Money.of(m.amount(), Currency.of(m.currency())),
                                        Optional.empty()))
                        .toList();
        return Journal.of(
                        books.test.platform().ids().body(account),
                        account,
                        Kind.of(command.kind()),
                        SourceType.OPERATOR,
                        command.source(),
                        books.test.clock().now(),
                        transfers)
                .withLeg(command.leg());
    }

    private void compare(AccountId account, Oracle oracle, String at) {
        var balances = books.ledger.balances(account);
        var stored = new HashMap<String, Long>();
        balances.all()
                .forEach((pocket, money) -> {
                    int code = pocket.purpose().code();
                    long credit = Oracle.DEBIT_SIDE.contains(code) ? -money.minor() : money.minor();
                    stored.put(pocket.currency().code() + " " + code, credit);
                });
        assertThat(stored).as(at).isEqualTo(oracle.credit);
        assertThat(books.audit.checkFromTheStart(account)).as(at).isEmpty();
        assertThat(statement(account)).as(at).isEqualTo(merchants(oracle));
    }

    /** What all lines of the statement add up to, read page by page. */
    private Map<String, Long> statement(AccountId account) {
        var nets = new HashMap<String, Long>();
        var page = books.ledger.entries(account, EntryFilter.ALL, PageRequest.first(7));
        while (true) {
            for (var line : page.items()) {
                assertThat(line.amount().minus(line.fee())).isEqualTo(line.net());
                nets.merge(line.net().currency().code(), line.net().minor(), Long::sum);
            }
            if (!page.hasMore()) break;
            var last = page.items().getLast().journal().id();
            page = books.ledger.entries(account, EntryFilter.ALL, PageRequest.after(last, 7));
        }
        nets.values().removeIf(net -> net == 0);
        return nets;
    }

    private static Map<String, Long> merchants(Oracle oracle) {
        var sums = new HashMap<String, Long>();
        for (var currency : List.of("usd", "eur", "jpy")) {
            long sum = 0;
            for (int purpose : new int[] {20, 21}) sum += oracle.balance(currency, purpose);
            if (sum != 0) sums.put(currency, sum);
        }
        return sums;
    }
}
