package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Entry;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.SourceType;
import hawker.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What must hold between payments and the books at every moment (money.md, section 6): the second,
 * independent check of laws that the writing side keeps by construction.
 *
 * <p>A run looks at what is new since the last run that found nothing, and once a day at
 * everything: a book is read in full only as often as somebody could have changed old rows by hand.
 * The three laws read the same rows, so one look answers for all of them.
 */
final class PaymentInvariants {

    private static final String AMOUNTS = "I4";
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Rows are stamped before they are committed. A writer waits ten seconds for a database that is
     * away, and who is left in doubt asks once more: so much is looked at twice.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    /**
     * Ids are older than stamps: they are made as an attempt begins. Those few that take longer are
     * looked at once a day.
     */
    private static final Duration ATTEMPT = Duration.ofMinutes(10);

    private static final int PAGE = 100;

    /** Captures of which only the ids are read, for each look. */
    private static final int FACTS = 500;

    /** A look at everything rests so many times as long as it works: a quarter of a core. */
    private static final int RESTS = 3;

    private static final Set<Kind> CAPTURES =
            Set.of(
                    Kind.CHARGE_CAPTURED,
                    Kind.CHARGE_CAPTURED_NOW,
                    Kind.DEBIT_COLLECTED,
                    Kind.CASH_APPLIED);

    private final Clock clock;
    private final Reading reading;
    private final Ledger ledger;

    PaymentInvariants(Platform platform, Reading reading, Ledger ledger) {
        this.clock = platform.clock();
        this.reading = reading;
        this.ledger = ledger;
    }

    List<Invariant> all() {
        return List.of(
                new Since(),
                Invariant.lookedAtWith(
                        AMOUNTS,
                        "I5",
                        "each captured charge has one capture journal, each such journal its charge"),
                Invariant.lookedAtWith(AMOUNTS, "I11", "every fee is what its plan says"));
    }

    /** Collects what is wrong with an account. */
    private record Found(AccountId account, List<Finding> all) {
        void amount(String offending, String says) {
            add(AMOUNTS, offending, says);
        }

        void capture(String offending, String says) {
            add("I5", offending, says);
        }

        void fee(String offending, String says) {
            add("I11", offending, says);
        }

        private void add(String invariant, String offending, String says) {
            all.add(new Finding(invariant, account, offending, says));
        }
    }

    /** The look at all three laws, which remembers how far it has looked. */
    private final class Since implements Invariant {
        private final Map<AccountId, Instant> looked = new ConcurrentHashMap<>();
        private volatile Instant forgetAt = Instant.EPOCH;

        @Override
        public String id() {
            return AMOUNTS;
        }

        @Override
        public String says() {
            return "each charge's captures are its ledger lines; less refunds and disputes not below 0";
        }

        @Override
        public List<Finding> check(AccountId account) {
            var now = clock.now();
            if (now.isAfter(forgetAt)) {
                looked.clear();
                forgetAt = now.plus(DAY);
            }
            var found = new Found(account, new ArrayList<>());
            look(account, looked.getOrDefault(account, Instant.EPOCH), found);
            if (found.all().isEmpty()) looked.put(account, now.minus(OVERLAP));
            return List.copyOf(found.all());
        }
    }

    private void look(AccountId account, Instant since, Found found) {
        eachCharge(
                account,
                since,
                (charge, lines) -> {
                    amounts(charge, lines, found);
                    journals(charge, lines, found);
                    for (var line : lines) fee(line, Optional.of(charge), found);
                });
        eachCapture(
                account,
                since,
                (line, charge) -> fee(line, charge, found),
                fact -> found.capture(fact.journalId(), "no charge " + fact.sourceId()));
        eachRefund(account, since, (refund, lines) -> lines(refund, lines, found));
    }

    private static void amounts(Charge charge, List<Entry> lines, Found found) {
        var id = charge.id().text();
        if (charge.refundable().isNegative())
            found.amount(
                    id,
                    "refunded "
                            + charge.refunded()
                            + ", disputed "
                            + charge.disputed().taken()
                            + " of "
                            + charge.captured());
        var booked = Money.zero(charge.amount().currency());
        for (var line : lines) booked = booked.plus(line.amount());
        if (!booked.equals(charge.captured()))
            found.amount(id, "captured " + charge.captured() + ", booked " + booked);
    }

    private static void lines(Refund refund, List<Entry> lines, Found found) {
        // The room that keeps what customers send looks after those of cash balances.
        if (refund.isOfBalance()) return;
        var id = refund.id().text();
        boolean paid = has(lines, Kind.REFUND_PAID, refund.amount().negated());
        boolean back = has(lines, Kind.REFUND_FAILED, refund.amount());
        if (refund.journal().isPresent() && !paid) found.amount(id, "paid and not booked");
        if (refund.journal().isEmpty() && paid) found.amount(id, "booked and not paid");
        if (refund.failureJournal().isPresent() != back)
            found.amount(id, "status " + refund.status().text() + ", given back: " + back);
    }

    private static boolean has(List<Entry> lines, Kind kind, Money amount) {
        return lines.stream()
                .anyMatch(line -> line.journal().kind() == kind && line.amount().equals(amount));
    }

    private static void journals(Charge charge, List<Entry> lines, Found found) {
        int expected = charge.isCaptured() ? 1 : 0;
        if (lines.size() != expected)
            found.capture(
                    charge.id().text(),
                    lines.size() + " capture journals where " + expected + " is right");
        for (var line : lines)
            if (!charge.journal().equals(Optional.of(line.journal().id())))
                found.capture(
                        charge.id().text(), "names another journal than " + line.journal().id());
    }

    private static void fee(Entry line, Optional<Charge> charge, Found found) {
        if (!CAPTURES.contains(line.journal().kind())) return;
        var shared =
                charge.flatMap(each -> each.facts().shared())
                        .flatMap(named -> named.share().ownFee())
                        .orElseGet(() -> Money.zero(line.amount().currency()));
        var plan = Fees.plan(line.journal().planVersion());
        var right = Fees.of(line.amount(), plan).plus(shared);
        if (!line.fee().equals(right))
            found.fee(line.journal().id(), "fee " + line.fee() + ", plan " + right);
    }

    private interface OfCharge {
        void look(Charge charge, List<Entry> lines);
    }

    private void eachCharge(AccountId account, Instant since, OfCharge look) {
        var filter = new Reading.Filter(Optional.empty(), Optional.of(since), Optional.empty());
        var page = since("ch_", since);
        while (true) {
            long begun = System.nanoTime();
            var charges = reading.charges(account, filter, page);
            var ids = charges.items().stream().map(charge -> charge.id().text()).toList();
            var lines = bySource(account, SourceType.CAPTURE, ids);
            for (var charge : charges.items())
                look.look(charge, lines.getOrDefault(charge.id().text(), List.of()));
            if (!charges.hasMore()) return;
            page = PageRequest.before(ids.getFirst(), PAGE);
            // Who looks at everything is in no hurry; who pays meanwhile is.
            if (since.equals(Instant.EPOCH))
                LockSupport.parkNanos(RESTS * (System.nanoTime() - begun));
        }
    }

    private interface OfRefund {
        void look(Refund refund, List<Entry> lines);
    }

    private void eachRefund(AccountId account, Instant since, OfRefund look) {
        var filter = new Reading.Filter(Optional.empty(), Optional.of(since), Optional.empty());
        var page = since("re_", since);
        while (true) {
            var refunds = reading.refunds(account, filter, page);
            var ids = refunds.items().stream().map(refund -> refund.id().text()).toList();
            var lines = bySource(account, SourceType.REFUND, ids);
            for (var refund : refunds.items())
                look.look(refund, lines.getOrDefault(refund.id().text(), List.of()));
            if (!refunds.hasMore()) return;
            page = PageRequest.before(ids.getFirst(), PAGE);
        }
    }

    /** Upwards through what was begun since a moment: what is older is not read at all. */
    private static PageRequest since(String prefix, Instant moment) {
        return PageRequest.before(prefix + IdCodec.firstBody(moment.minus(ATTEMPT)), PAGE);
    }

    private Map<String, List<Entry>> bySource(
            AccountId account, SourceType type, List<String> ids) {
        var bySource = new HashMap<String, List<Entry>>();
        if (ids.isEmpty()) return bySource;
        for (var line : ledger.entriesOf(account, type, ids))
            bySource.computeIfAbsent(line.journal().sourceId(), id -> new ArrayList<>()).add(line);
        return bySource;
    }

    private interface OfCapture {
        void look(Entry line, Optional<Charge> charge);
    }

    /**
     * Each capture's charge: those begun since the moment were looked at with their captures, so
     * only the lines of the others are read here.
     */
    private void eachCapture(
            AccountId account, Instant since, OfCapture older, Consumer<Ledger.Fact> orphan) {
        var begun = since("ch_", since).before().orElseThrow();
        var above = "";
        while (true) {
            var facts = ledger.facts(account, CAPTURES, since, above, FACTS);
            if (facts.isEmpty()) return;
            var ids = facts.stream().map(Ledger.Fact::sourceId).toList();
            var known = reading.knownCharges(account, ids);
            for (var fact : facts) if (!known.contains(fact.sourceId())) orphan.accept(fact);
            var before = known.stream().filter(id -> id.compareTo(begun) <= 0).toList();
            var charges = reading.charges(account, before);
            bySource(account, SourceType.CAPTURE, before)
                    .forEach((id, lines) -> {
                        var charge = Optional.ofNullable(charges.get(id));
                        for (var line : lines) older.look(line, charge);
                    });
            if (facts.size() < FACTS) return;
            above = facts.getLast().journalId();
        }
    }
}
