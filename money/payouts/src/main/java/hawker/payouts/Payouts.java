package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.ledger.Ledger;
import hawker.payouts.Paying.Paid;
import hawker.payouts.PayoutsSql.Wanted;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of the room. */
public final class Payouts {

    /** The name of the chore that releases and pays out; it runs every five minutes. */
    public static final String CHORE = "payouts-run";

    private static final Logger log = LoggerFactory.getLogger(Payouts.class);
    private static final int ACCOUNTS_A_PAGE = 500;

    private final Platform platform;
    private final Ledger ledger;
    private final PayoutsSql sql;
    private final Releasing releasing;
    private final Paying paying;
    private final Requesting requesting;
    private final Forecast forecast;
    private final Settings settings;

    /** The day for which each account is done: the chore looks at it once a day. */
    private final Map<AccountId, LocalDate> done = new ConcurrentHashMap<>();

    Payouts(
            Platform platform,
            Ledger ledger,
            PayoutsSql sql,
            Releasing releasing,
            Paying paying,
            Requesting requesting,
            Settings settings) {
        this.settings = settings;
        this.platform = platform;
        this.ledger = ledger;
        this.sql = sql;
        this.releasing = releasing;
        this.paying = paying;
        this.requesting = requesting;
        this.forecast =
                new Forecast(platform.tx(), platform.clock(), ledger, sql, paying, settings);
    }

    /**
     * Does everything of a day for all accounts: releases what is due by then, then makes the
     * automatic payouts. Doing it again changes nothing. The bank is told by jobs ({@code
     * platform.jobs()}), which tests run themselves.
     */
    public void runDay(LocalDate day) {
        var failed = new ArrayList<AccountId>();
        var page = ledger.accounts(Optional.empty(), ACCOUNTS_A_PAGE);
        while (!page.isEmpty()) {
            for (var account : page) if (!runSafely(account, day)) failed.add(account);
            page = ledger.accounts(Optional.of(page.getLast()), ACCOUNTS_A_PAGE);
        }
        if (!failed.isEmpty())
            throw new IllegalStateException(
                    "the run of " + day + " failed for " + failed.size() + " accounts: " + failed);
    }

    /** One account's day. */
    public void runDay(AccountId account, LocalDate day) {
        releasing.release(account, day);
        var paid = paying.pay(account, day);
        if (paid != Paid.LATER) done.put(account, day);
    }

    /** What the chore does: today, for the accounts that are not done. */
    void runToday() {
        var today = platform.clock().today();
        done.values().removeIf(day -> !day.equals(today));
        var page = ledger.accounts(Optional.empty(), ACCOUNTS_A_PAGE);
        while (!page.isEmpty()) {
            for (var account : page) if (!done.containsKey(account)) runSafely(account, today);
            page = ledger.accounts(Optional.of(page.getLast()), ACCOUNTS_A_PAGE);
        }
    }

    /** One account's trouble must not keep the others from their money. */
    private boolean runSafely(AccountId account, LocalDate day) {
        try {
            runDay(account, day);
            return true;
        } catch (RuntimeException e) {
            log.error("The run of {} failed for account {}", day, account, e);
            platform.metrics().counter("hawker.payouts.failed.runs").increment();
            return false;
        }
    }

    /** The next automatic payout as things stand; empty if none is in sight. */
    public Optional<Upcoming> next(AccountId account, Currency currency) {
        return forecast.next(account, currency);
    }

    /** Why an account is not paid automatically, if it is not. */
    public Optional<Obstacle> obstacle(AccountId account) {
        return paying.obstacle(account);
    }

    /** Payouts of an account, newest first. */
    public Page<Payout> list(AccountId account, PageRequest page) {
        return list(account, Wanted.ALL, page);
    }

    Page<Payout> list(AccountId account, Wanted wanted, PageRequest page) {
        var rows =
                platform.tx().readAccount(account, read -> sql.list(read, account, wanted, page));
        var found = Page.of(rows, page.limit());
        if (page.before().isEmpty()) return found;
        var newestFirst = new ArrayList<>(found.items());
        Collections.reverse(newestFirst);
        return new Page<>(newestFirst, found.hasMore());
    }

    public Optional<Payout> find(AccountId account, Payout.Id id) {
        return platform.tx().readAccount(account, read -> sql.find(read, account, id));
    }

    List<Payout> find(AccountId account, List<String> ids) {
        return platform.tx().readAccount(account, read -> sql.findAll(read, account, ids));
    }

    /** Pays out an amount now, whatever the schedule. */
    public Requested request(AccountId account, NewPayout wanted) {
        var target = requesting.target(account);
        return platform.tx()
                .inAccount(
                        account, tx -> requesting.request(tx, Cause.none(account), wanted, target));
    }

    Requesting requesting() {
        return requesting;
    }

    /** Takes a payout back; empty if there is none, or the bank may know of it already. */
    public Optional<Payout> cancel(AccountId account, Payout.Id id) {
        return platform.tx()
                .inAccount(account, tx -> requesting.cancel(tx, Cause.none(account), id));
    }

    Optional<Payout> lock(Tx tx, AccountId account, Payout.Id id) {
        return sql.lock(tx, account, id);
    }

    public Schedule schedule(AccountId account) {
        return paying.schedule(account);
    }

    public void setSchedule(AccountId account, Schedule schedule) {
        platform.tx().doInAccount(account, tx -> setSchedule(tx, account, schedule));
    }

    /**
     * How many days the money of an account's payments waits before it is available, where its
     * seller chose another number than the usual two business days.
     */
    public Optional<Integer> delay(AccountId account) {
        return settings.delay(account);
    }

    /** The same in a transaction. */
    public Optional<Integer> delay(Tx tx, AccountId account) {
        return settings.delay(tx, account);
    }

    /** Two to 31 days; empty: as few as may be. */
    public void setDelay(AccountId account, Optional<Integer> days) {
        platform.tx().doInAccount(account, tx -> settings.setDelay(tx, account, days));
    }

    Settings settings() {
        return settings;
    }

    <T> T read(AccountId account, Function<Tx, T> read) {
        return platform.tx().readAccount(account, read);
    }

    Optional<String> descriptor(Tx tx, AccountId account) {
        return sql.descriptor(tx, account);
    }

    Schedule schedule(Tx tx, AccountId account) {
        return sql.schedule(tx, account).orElseGet(Schedule::usual);
    }

    void setDescriptor(Tx tx, AccountId account, Optional<String> descriptor) {
        sql.setDescriptor(tx, account, descriptor);
    }

    void setSchedule(Tx tx, AccountId account, Schedule schedule) {
        sql.setSchedule(tx, account, schedule);
    }
}
