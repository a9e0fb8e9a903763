package hawker.clearing;

import hawker.clearing.ClearingSql.Side;
import hawker.clearing.Difference.Kind;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.network.ClearingFile.Line;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts lines of a file into the books: each once, under its own number, in one transaction with the
 * difference that it shows.
 *
 * <p>What is open of a fact is what its journals moved between us and the network, less what
 * earlier lines settled of it. A line of exactly that settles it; a line of another amount settles
 * it too, and what is over or short waits in suspense; a line of a fact that has nothing open is an
 * orphan, and all of it waits in suspense. A line counts for the day of the fact that it settles,
 * so that a settled day is left with nothing.
 */
final class Booking {

    private final TxRunner tx;
    private final Clock clock;
    private final Ids ids;
    private final Ledger ledger;
    private final ClearingSql sql;
    private final CaseNames cases;
    private final Returning returning;

    Booking(
            Platform platform,
            Ledger ledger,
            ClearingSql sql,
            CaseNames cases,
            Returning returning) {
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.ledger = ledger;
        this.sql = sql;
        this.cases = cases;
        this.returning = returning;
    }

    /** A fact in the books: what of it is open between us and the network, and of which day. */
    private record Fact(Money open, Optional<LocalDate> day) {}

    /** Lines of one account. Those that are in the books already change nothing. */
    void book(AccountId account, LocalDate day, List<Line> lines) {
        var subjects = new HashMap<String, String>();
        for (var line : lines) subjects.put(line.id(), subject(line));
        tx.doInAccount(account, tx -> book(tx, account, day, lines, subjects));
    }

    private String subject(Line line) {
        return switch (line.type()) {
            case PRESENTED, REFUNDED -> line.subject();
            case CHARGED_BACK, RETURNED ->
                    cases.inBooks(line.account(), line.subject()).orElse(line.subject());
        };
    }

    private void book(
            Tx tx,
            AccountId account,
            LocalDate day,
            List<Line> lines,
            Map<String, String> subjects) {
        var known = sql.known(tx, account, subjects.keySet());
        var journals = new HashMap<String, List<Journal>>();
        for (var journal : ledger.journalsOf(tx, account, List.copyOf(subjects.values())))
            journals.computeIfAbsent(journal.sourceId(), id -> new ArrayList<>()).add(journal);
        var settled = sql.settled(tx, account, subjects.values());
        var booked = new ArrayList<String>();
        for (var line : lines) {
            if (known.contains(line.id())) continue;
            known.add(line.id());
            var subject = subjects.getOrDefault(line.id(), line.subject());
            var side = new Side(subject, line.type().pays(), line.amount().currency());
            var before = settled.getOrDefault(side, Money.zero(side.currency()));
            var fact = fact(side, journals.getOrDefault(subject, List.of()), before);
            var now = book(tx, day, line, subject, fact, before);
            sql.insertLine(tx, day, line, subject, now);
            settled.merge(side, now, Money::plus);
            booked.add(subject);
        }
        if (!booked.isEmpty()) sql.settleMissing(tx, account, booked, clock.now());
    }

    private static Fact fact(Side side, List<Journal> journals, Money settled) {
        var moved = moved(side, journals);
        return new Fact(
                moved.minus(settled),
                journals.stream().map(Journal::effectiveOn).min(LocalDate::compareTo));
    }

    /** What the journals of a fact say that the network is to pay, or to take. */
    static Money moved(Side side, List<Journal> journals) {
        var moved = Money.zero(side.currency());
        var pocket = side.pays() ? Purpose.NETWORK_RECEIVABLE : Purpose.NETWORK_PAYABLE;
        for (var journal : journals)
            for (var t : journal.transfers()) {
                if (!t.amount().currency().equals(side.currency())) continue;
                boolean more = side.pays() ? t.debit() == pocket : t.credit() == pocket;
                boolean less = side.pays() ? t.credit() == pocket : t.debit() == pocket;
                if (more) moved = moved.plus(t.amount());
                if (less) moved = moved.minus(t.amount());
            }
        return moved;
    }

    /** Posts a line and lists what it shows; how much of its fact it settles. */
    private Money book(
            Tx tx, LocalDate day, Line line, String subject, Fact fact, Money settledBefore) {
        var open = fact.open();
        var amount = line.amount();
        var on = fact.day().orElse(day);
        if (!open.isPositive()) {
            post(tx, line, on, orphan(line));
            orphaned(tx, day, line, subject, settledBefore);
            return Money.zero(amount.currency());
        }
        post(tx, line, on, settling(line));
        if (amount.equals(open)) return amount;
        if (!line.type().pays() && amount.compareTo(open) < 0) {
            list(tx, Kind.AMOUNT, day, line, subject, open, open.minus(amount));
            return amount;
        }
        post(tx, line, on, difference(line, open));
        list(tx, Kind.AMOUNT, day, line, subject, open, Money.zero(amount.currency()));
        return open;
    }

    /**
     * What nobody here knows: a payment is given back, and its giving back explains it. What the
     * books know and the file has twice explains nothing.
     */
    private void orphaned(Tx tx, LocalDate day, Line line, String subject, Money settledBefore) {
        var kind = settledBefore.isZero() ? Kind.ORPHAN : Kind.DOUBLE;
        boolean unknown = kind == Kind.ORPHAN;
        if (unknown && !line.type().pays() && explains(tx, line)) return;
        var nothing = Money.zero(line.amount().currency());
        list(tx, kind, day, line, subject, nothing, nothing);
        if (unknown && line.type().pays()) returning.ask(tx, line);
    }

    private boolean explains(Tx tx, Line line) {
        return sql.settleOrphan(tx, line.account(), line.attempt(), line.amount(), clock.now());
    }

    private void list(
            Tx tx,
            Kind kind,
            LocalDate day,
            Line line,
            String subject,
            Money expected,
            Money remains) {
        sql.insert(
                tx,
                new Difference(
                        line.account(),
                        kind,
                        subject,
                        line.id(),
                        line.type().pays(),
                        line.attempt(),
                        day,
                        expected,
                        line.amount(),
                        remains,
                        clock.now(),
                        Optional.empty()));
    }

    /** A kind of journal and its transfers. */
    private record Posting(hawker.ledger.Kind kind, List<Transfer> transfers) {}

    private static List<Posting> settling(Line line) {
        if (!line.type().pays())
            return List.of(
                    posting(
                            hawker.ledger.Kind.CLEARED_OUT,
                            Purpose.NETWORK_PAYABLE,
                            Purpose.SETTLEMENT_BANK,
                            line.amount()));
        var transfers = new ArrayList<Transfer>();
        var net = line.amount().minus(line.interchange());
        if (net.isPositive())
            transfers.add(Transfer.of(Purpose.SETTLEMENT_BANK, Purpose.NETWORK_RECEIVABLE, net));
        if (line.interchange().isPositive())
            transfers.add(
                    Transfer.of(
                            Purpose.NETWORK_COST, Purpose.NETWORK_RECEIVABLE, line.interchange()));
        return List.of(new Posting(hawker.ledger.Kind.CLEARED_IN, transfers));
    }

    private static List<Posting> orphan(Line line) {
        if (line.type().pays())
            return List.of(
                    posting(
                            hawker.ledger.Kind.CLEARING_ORPHAN,
                            Purpose.SETTLEMENT_BANK,
                            Purpose.SUSPENSE,
                            line.amount()));
        return List.of(
                posting(
                        hawker.ledger.Kind.ORPHAN_RETURNED,
                        Purpose.SUSPENSE,
                        Purpose.NETWORK_PAYABLE,
                        line.amount()),
                posting(
                        hawker.ledger.Kind.CLEARED_OUT,
                        Purpose.NETWORK_PAYABLE,
                        Purpose.SETTLEMENT_BANK,
                        line.amount()));
    }

    /** What the file says more or less than the books have open. */
    private static List<Posting> difference(Line line, Money open) {
        var amount = line.amount();
        if (!line.type().pays())
            return List.of(
                    posting(
                            hawker.ledger.Kind.ORPHAN_RETURNED,
                            Purpose.SUSPENSE,
                            Purpose.NETWORK_PAYABLE,
                            amount.minus(open)));
        return List.of(
                amount.compareTo(open) > 0
                        ? posting(
                                hawker.ledger.Kind.CLEARING_DIFFERENCE,
                                Purpose.NETWORK_RECEIVABLE,
                                Purpose.SUSPENSE,
                                amount.minus(open))
                        : posting(
                                hawker.ledger.Kind.CLEARING_DIFFERENCE,
                                Purpose.SUSPENSE,
                                Purpose.NETWORK_RECEIVABLE,
                                open.minus(amount)));
    }

    private static Posting posting(
            hawker.ledger.Kind kind, Purpose debit, Purpose credit, Money amount) {
        return new Posting(kind, List.of(Transfer.of(debit, credit, amount)));
    }

    private void post(Tx tx, Line line, LocalDate on, List<Posting> postings) {
        for (var posting : postings)
            ledger.post(
                    tx,
                    new Journal(
                            ids.body(line.account()),
                            line.account(),
                            posting.kind(),
                            SourceType.FILE_LINE,
                            line.id(),
                            0,
                            on,
                            clock.now(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            posting.transfers()));
    }
}
