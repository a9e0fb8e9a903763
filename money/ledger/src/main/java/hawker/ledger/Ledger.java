package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.GroupCommit;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The door of the books. What may be posted stands at {@link Kind}; how money is taken safely at
 * {@link BoundedDebits}; what a seal is at {@link Sealing}.
 */
public final class Ledger {

    /** The stripe of each balance that transactions write; batches write the others. */
    static final int TRANSACTIONS = 0;

    private static final int MOST_STRIPES = 16;

    private final TxRunner tx;
    private final Clock clock;
    private final Ids ids;
    private final LedgerSql sql = new LedgerSql();
    private final BookSql book = new BookSql();
    private final StatementSql statements = new StatementSql();
    private final SealSql seals = new SealSql();
    private final DaySql days = new DaySql();
    private final BoundedDebits bounded;
    private final Sealing sealing;
    private final Map<AccountId, Integer> stripes = new ConcurrentHashMap<>();

    Ledger(Platform platform) {
        this(platform, new BoundedDebits(new LedgerSql(), new BookSql()));
    }

    Ledger(Platform platform, BoundedDebits bounded) {
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.bounded = bounded;
        this.sealing = new Sealing(seals, clock);
        stripes.putAll(tx.readAcross("stripes", book::acrossStripes));
    }

    /**
     * Posts a journal in the caller's transaction. Posting the same fact again writes nothing.
     * Throws if the journal is bounded ({@link Journal#isBounded}).
     */
    public Posting post(Tx tx, Journal journal) {
        refuseBounded(journal);
        if (!sql.insertJournal(tx, journal))
            return new Posting.AlreadyPosted(
                    sql.standing(tx, journal)
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "journal id used twice: " + journal.id())));
        sql.insertTransfers(tx, journal);
        sql.addToBalances(tx, journal, TRANSACTIONS);
        return new Posting.Posted(journal);
    }

    /**
     * Adds the rows of a journal to a unit of the group-commit writer: the hot path. A fact that is
     * posted already refuses the whole unit. Throws if the journal is bounded.
     */
    public void add(GroupCommit.Unit unit, Journal journal) {
        refuseBounded(journal);
        int spread = stripes.getOrDefault(journal.account(), 1);
        sql.add(unit, journal, 1 + Math.floorMod(journal.id().hashCode(), spread));
    }

    /**
     * Posts a journal only if the pocket it takes from keeps at least its floor (0) less the
     * overdraft, after all holds. Waits for other bounded postings of the pocket; takes its locks
     * after those of intent, charge and refund.
     *
     * @param overdraft how far below the floor the pocket may go; zero or more
     */
    public BoundedPosting postBounded(Tx tx, Journal journal, Purpose from, Money overdraft) {
        return bounded.post(tx, journal, from, overdraft, Optional.empty());
    }

    /** The same for a fact that has a hold: the hold does not count, and is released if posted. */
    public BoundedPosting postBounded(
            Tx tx, Journal journal, Purpose from, Money overdraft, String holdId) {
        return bounded.post(tx, journal, from, overdraft, Optional.of(holdId));
    }

    /** Keeps all bounded postings of a pocket waiting until the transaction ends. */
    public void lock(Tx tx, AccountId account, Pocket pocket) {
        bounded.locked(tx, account, pocket);
    }

    /** Promises money to a fact; false if the fact has or had a hold already. */
    public boolean hold(Tx tx, Hold hold) {
        return book.insertHold(tx, hold);
    }

    /** Takes a promise back; false if it was released before or never made. */
    public boolean releaseHold(Tx tx, AccountId account, String holdId) {
        return book.releaseHold(tx, account, holdId, clock.now());
    }

    /** What is promised of a pocket. */
    public Money held(Tx tx, AccountId account, Pocket pocket) {
        return Money.of(book.held(tx, account, pocket, Optional.empty()), pocket.currency());
    }

    /**
     * Posts the contrary of a journal (kind 90): every transfer with its sides swapped. A journal
     * is corrected at most once, a correction never.
     */
    public Posting correct(Tx tx, AccountId account, String journalId) {
        var wrong =
                statements.byId(tx, account, List.of(journalId)).stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no journal " + journalId));
        if (wrong.kind() == Kind.CORRECTION)
            throw new IllegalArgumentException(journalId + " is a correction itself");
        var now = clock.now();
        var contrary =
                Journal.of(
                        ids.body(account),
                        account,
                        Kind.CORRECTION,
                        SourceType.JOURNAL,
                        journalId,
                        now,
                        wrong.transfers().stream().map(Transfer::swapped).toList());
        return post(tx, contrary.reversing(journalId));
    }

    /** One balance, positive on the purpose's normal side. */
    public Money balance(AccountId account, Purpose purpose, Currency currency) {
        return tx.readAccount(account, read -> balance(read, account, purpose, currency));
    }

    /** The same in a transaction: what is committed, and what the transaction itself wrote. */
    public Money balance(Tx tx, AccountId account, Purpose purpose, Currency currency) {
        var counters = sql.counters(tx, account, new Pocket(purpose, currency));
        return LedgerSql.signed(purpose, currency, counters);
    }

    /**
     * Whether an account still owns or owes something, has something on its way, or keeps what its
     * buyers have sent.
     */
    public boolean holdsMoney(AccountId account) {
        return balances(account).all().entrySet().stream()
                .filter(pocket -> !pocket.getValue().isZero())
                .map(pocket -> pocket.getKey().purpose())
                .anyMatch(purpose -> purpose.isMerchants() || purpose.isUnderWay());
    }

    /** All balances of an account at one moment. */
    public Balances balances(AccountId account) {
        return Balances.of(tx.readAccount(account, read -> sql.balances(read, account)));
    }

    /** The same in a transaction. */
    public Balances balances(Tx tx, AccountId account) {
        return Balances.of(sql.balances(tx, account));
    }

    /** One line of an account's statement by the id of its journal; empty if it is not one. */
    public Optional<Entry> entry(AccountId account, String journalId) {
        return journal(account, journalId).flatMap(Statement::line);
    }

    /** Lines of the statement by the ids of their journals; those that are none are left out. */
    public List<Entry> entriesById(AccountId account, List<String> journalIds) {
        return tx.readAccount(account, read -> statements.byId(read, account, journalIds)).stream()
                .flatMap(journal -> Statement.line(journal).stream())
                .toList();
    }

    /**
     * Lines of the statement, newest first. Cursors of the page are journal ids (no {@code txn_}).
     */
    public Page<Entry> entries(AccountId account, EntryFilter filter, PageRequest page) {
        var rows = tx.readAccount(account, read -> statements.lines(read, account, filter, page));
        var found = Page.of(rows, page.limit());
        var lines = new ArrayList<Entry>();
        for (var journal : found.items()) Statement.line(journal).ifPresent(lines::add);
        if (page.before().isPresent()) Collections.reverse(lines);
        return new Page<>(lines, found.hasMore());
    }

    /** The lines of one fact, oldest first: a charge's captures, a dispute's debit and credit. */
    public List<Entry> entriesOf(AccountId account, SourceType sourceType, String sourceId) {
        return entriesOf(account, sourceType, List.of(sourceId));
    }

    /** The lines of many facts in one query, oldest first, for lists that show them. */
    public List<Entry> entriesOf(AccountId account, SourceType sourceType, List<String> sourceIds) {
        return lines(account, EnumSet.of(sourceType), sourceIds);
    }

    /** The lines of a fact of which only the id is known, oldest first. */
    public List<Entry> entriesOf(AccountId account, String sourceId) {
        return lines(account, EnumSet.allOf(SourceType.class), List.of(sourceId));
    }

    private List<Entry> lines(AccountId account, EnumSet<SourceType> types, List<String> sources) {
        return tx
                .readAccount(account, read -> statements.bySource(read, account, types, sources))
                .stream()
                .flatMap(journal -> Statement.line(journal).stream())
                .toList();
    }

    /** The journals of facts of which only the ids are known, oldest first. */
    public List<Journal> journalsOf(Tx tx, AccountId account, List<String> sourceIds) {
        return statements.bySource(tx, account, EnumSet.allOf(SourceType.class), sourceIds);
    }

    /** A journal and the fact it was written for, without its transfers. */
    public record Fact(String journalId, String sourceId) {}

    /**
     * The facts of journals of some kinds that were posted since a moment, oldest first, so many at
     * most; the next page begins above the last one's id.
     */
    public List<Fact> facts(
            AccountId account, Set<Kind> kinds, Instant since, String aboveId, int limit) {
        return tx.readAccount(
                account, read -> statements.facts(read, account, kinds, since, aboveId, limit));
    }

    /** The ids of facts that a day in the books moved in any of these pockets, page by page. */
    public List<String> factsOn(
            Tx tx,
            AccountId account,
            LocalDate day,
            Set<Purpose> purposes,
            Optional<String> after,
            int limit) {
        return days.factsOn(tx, account, day, purposes, after.orElse(""), limit);
    }

    /** What a pocket held when a day in the books had ended. */
    public Money heldThrough(Tx tx, AccountId account, Pocket pocket, LocalDate day) {
        return days.through(tx, account, pocket, day);
    }

    /** One journal by its id. */
    public Optional<Journal> journal(AccountId account, String journalId) {
        return tx
                .readAccount(account, read -> statements.byId(read, account, List.of(journalId)))
                .stream()
                .findFirst();
    }

    /**
     * Waits, outside any transaction and for at most some seconds, until a line can be drawn above
     * all that is committed now; false if somebody's transaction stays open longer. Whoever seals
     * afterwards may still find less, and goes on with it the next time.
     */
    public boolean settled(AccountId account) {
        return tx.readAccount(account, read -> sealing.settled(read, account));
    }

    /** Draws a line under the book and gives it; the last line if nothing was written since. */
    public Seal seal(Tx tx, AccountId account) {
        return sealing.seal(tx, account);
    }

    /** A line by its number; 0 is the beginning of the book. */
    public Optional<Seal> seal(Tx tx, AccountId account, long number) {
        return number == 0 ? Optional.of(Seal.BEGINNING) : seals.find(tx, account, number);
    }

    /**
     * What the seller's pocket gained between two lines, automatic payouts' own journals left out.
     */
    public Money gained(Tx tx, AccountId account, Pocket pocket, Seal after, Seal upTo) {
        return seals.moved(
                tx,
                account,
                pocket,
                after.position(),
                upTo.position(),
                Kind.PAYOUT_CREATED,
                SourceType.PAYOUT);
    }

    /** The journals of one kind between two lines, oldest first. */
    public List<Journal> journals(Tx tx, AccountId account, Kind kind, Seal after, Seal upTo) {
        return statements.between(tx, account, kind, after.position(), upTo.position());
    }

    /**
     * What waits in a pocket for exactly this day, by currency, of the journals between two lines;
     * releases themselves are left out.
     */
    public Map<Currency, Money> waitingFor(
            Tx tx, AccountId account, Purpose waiting, LocalDate day, Seal after, Seal upTo) {
        return seals.waitingFor(tx, account, waiting, day, after.position(), upTo.position());
    }

    /** What waits in a pocket for each of the days (both included), releases counted in. */
    public List<Waiting> waiting(
            AccountId account, Purpose waiting, LocalDate from, LocalDate through) {
        return tx.readAccount(
                account, read -> seals.waiting(read, account, waiting, from, through));
    }

    /** Accounts that have any balance, in the order of their numbers, for jobs that walk them. */
    public List<AccountId> accounts(Optional<AccountId> after, int limit) {
        long from = after.map(AccountId::number).orElse(0L);
        return tx.readAcross("payout-run", read -> book.acrossAccounts(read, from, limit));
    }

    /**
     * Sets over how many rows of the batch writers each balance of an account is spread: 1, or up
     * to 16 if several nodes take payments for it. Known at once here, by other nodes after their
     * next start.
     */
    public void setStripes(AccountId account, int count) {
        if (count < 1 || count > MOST_STRIPES)
            throw new IllegalArgumentException("1 to 16 stripes: " + count);
        tx.doInAccount(account, write -> book.setStripes(write, account, count));
        stripes.put(account, count);
    }

    /** Which invariant's failure stopped this account's payouts, if one did. */
    public Optional<String> payoutsStoppedBy(AccountId account) {
        return tx.readAccount(account, read -> book.payoutsStoppedBy(read, account));
    }

    /** The same in a transaction. */
    public Optional<String> payoutsStoppedBy(Tx tx, AccountId account) {
        return book.payoutsStoppedBy(tx, account);
    }

    /** Stops the payouts of an account until a person lets them go on. */
    public void stopPayouts(AccountId account, String reason) {
        tx.doInAccount(account, write -> book.stopPayouts(write, account, reason));
    }

    /** Lets payouts go on after a person has looked at what stopped them. */
    public void resumePayouts(AccountId account) {
        tx.doInAccount(account, write -> book.resumePayouts(write, account));
    }

    private static void refuseBounded(Journal journal) {
        if (journal.isBounded())
            throw new IllegalArgumentException(
                    journal.kind() + " takes from a pocket with a floor: use postBounded");
    }
}
