package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Entry;
import hawker.ledger.EntryFilter;
import hawker.ledger.Posting;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Random weeks of a shop: what the bank was told, what is left and what was sold must agree. */
class PayoutLaws {

    private static final int WEEKS = Integer.getInteger("laws", 6);

    @Test
    void what_was_sold_is_what_was_paid_and_what_is_left() {
        for (long seed = 1; seed <= WEEKS; seed++)
            try (var till = Till.on("2026-11-16")) {
                new Story(till, seed).tell();
            }
    }

    private static final class Story {
        private final Till till;
        private final Random random;
        private final String at;
        private int facts;
        private long net;
        private final Deque<Long> aside = new ArrayDeque<>();

        Story(Till till, long seed) {
            this.till = till;
            this.random = new Random(seed);
            this.at = "seed " + seed;
        }

        void tell() {
            var day = LocalDate.of(2026, 11, 16);
            for (int n = 0; n < 20; n++, day = day.plusDays(1)) {
                till.go(day.toString());
                for (int i = random.nextInt(5); i > 0; i--) something();
                if (random.nextInt(8) > 0) till.run(day.toString());
                for (int i = random.nextInt(3); i > 0; i--) something();
                till.jobs();
            }
            till.run(day.toString());
            assertThat(till.audit.checkFromTheStart(till.shop)).as(at).isEmpty();
            long left = till.available() + till.pending() + till.aside();
            assertThat(left + paidOut()).as(at).isEqualTo(net);
            for (var payout : till.all()) if (payout.isAutomatic()) linesAddUp(payout);
            everySaleIsPaidOnce();
        }

        private void something() {
            int fact = facts++;
            long cents = 50L + random.nextInt(9000);
            switch (random.nextInt(10)) {
                case 0 -> {
                    if (till.refund("re_" + fact, cents) instanceof Posting.Posted) net -= cents;
                }
                case 1 -> {
                    till.dispute("dp_" + fact, cents);
                    net -= cents + 1500;
                }
                case 2 -> {
                    till.gift("ch_" + fact, Money.usd(cents));
                    net += cents;
                }
                case 3 -> ask(cents);
                case 8 -> {
                    if (till.setAside("set-" + fact, cents) instanceof Posting.Posted)
                        aside.add(cents);
                }
                case 9 -> {
                    if (!aside.isEmpty()) till.giveFree("free-" + fact, aside.removeFirst());
                }
                case 4 ->
                        till.bankAccount(
                                "110000000", random.nextInt(3) > 0 ? Till.GOOD : Till.CLOSED);
                default -> {
                    till.sale("ch_" + fact, cents);
                    net += cents - (cents * 29 + 500) / 1000 - 30;
                }
            }
        }

        private void ask(long cents) {
            var asked = till.payouts.request(till.shop, NewPayout.of(Money.usd(cents + 50)));
            if (asked instanceof Requested.Made made && random.nextBoolean())
                till.payouts.cancel(till.shop, made.payout().id());
        }

        private long paidOut() {
            return till.all().stream()
                    .filter(p ->
                            switch (p.status()) {
                                case PENDING, IN_TRANSIT, PAID -> true;
                                case FAILED, CANCELED -> false;
                            })
                    .mapToLong(p -> p.amount().minor())
                    .sum();
        }

        private void linesAddUp(Payout payout) {
            PayoutLaws.linesAddUp(till, payout, at);
        }

        private void everySaleIsPaidOnce() {
            var seen = new HashSet<String>();
            for (var payout : till.all())
                if (payout.isAutomatic())
                    for (var line : lines(till, payout))
                        assertThat(seen.add(line.journal().id())).as(at + " " + line).isTrue();
        }
    }

    /** Money is sold, set aside and given free while payouts are made, at once and by three. */
    @Test
    void what_is_set_aside_while_a_payout_is_made_is_in_its_lines_or_in_the_next_ones()
            throws Exception {
        try (var till = Till.on("2026-11-16");
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            till.gift("ch_0", Money.usd(100_000));
            var over = new AtomicBoolean();
            var busy = new ArrayList<Future<?>>();
            for (int who = 0; who < 3; who++) {
                var name = "w" + who + "-";
                busy.add(
                        pool.submit(() -> {
                            for (int i = 0; !over.get(); i++) {
                                till.gift("ch_" + name + i, Money.usd(1_000));
                                if (till.setAside("set-" + name + i, 700) instanceof Posting.Posted)
                                    till.giveFree("free-" + name + i, i % 2 == 0 ? 700 : 300);
                            }
                        }));
            }
            var day = LocalDate.of(2026, 11, 16);
            for (int n = 0; n < 12; n++, day = day.plusDays(1)) till.run(day.toString());
            over.set(true);
            for (var each : busy) each.get();
            till.run(day.plusDays(7).toString());
            var made = till.all().stream().filter(Payout::isAutomatic).toList();
            assertThat(made).hasSizeGreaterThan(3);
            for (var payout : made) linesAddUp(till, payout, payout.id().text());
            assertThat(till.audit.checkFromTheStart(till.shop)).isEmpty();
            assertThat(till.aside()).isPositive();
        }
    }

    private static void linesAddUp(Till till, Payout payout, String at) {
        var range = payout.range().orElseThrow();
        long sum = lines(till, payout).stream().mapToLong(e -> e.net().minor()).sum();
        assertThat(sum).as(at + " " + payout).isEqualTo(range.carriedOut() - range.carriedIn());
    }

    private static List<Entry> lines(Till till, Payout payout) {
        var part =
                new PayoutLines(till.test.platform().tx(), till.ledger, new ReleasesSql())
                        .of(payout);
        var filter =
                new EntryFilter(
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        part);
        var all = new ArrayList<Entry>();
        var page = till.ledger.entries(till.shop, filter, PageRequest.first(100));
        all.addAll(page.items());
        while (page.hasMore()) {
            var last = page.items().getLast().journal().id();
            page = till.ledger.entries(till.shop, filter, PageRequest.after(last, 100));
            all.addAll(page.items());
        }
        return all;
    }
}
