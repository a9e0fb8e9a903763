package hawker.payouts;

import hawker.accounts.Accounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.network.Bank;
import hawker.platform.Event.Cause;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Collects money from an account's bank for its balance. The bank is asked in jobs, never in a
 * transaction, and knows a top-up by its id; what it says is booked in the transaction that ends
 * the job.
 */
final class Topups {

    private static final String COLLECT = "topup-collect";
    private static final String RESULT = "topup-result";

    /** So long its owner may think better of it. */
    private static final Duration COLLECT_AFTER = Duration.ofSeconds(2);

    private static final Jobs.Retry RETRY = Jobs.Retry.doubling(Duration.ofSeconds(5), 14);

    private final Platform platform;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Bank bank;
    private final TopupsSql sql;
    private final Happenings happenings;

    Topups(
            Platform platform,
            Accounts accounts,
            Ledger ledger,
            Bank bank,
            TopupsSql sql,
            Happenings happenings) {
        this.platform = platform;
        this.accounts = accounts;
        this.ledger = ledger;
        this.bank = bank;
        this.sql = sql;
        this.happenings = happenings;
    }

    void start() {
        platform.jobs().handle(COLLECT, RETRY, this::collect);
        platform.jobs().handle(RESULT, RETRY, this::ask);
    }

    /** What a bank account holds that money can be collected from; empty if there is none. */
    Optional<Currency> currency(AccountId account, Optional<String> source) {
        return source.isPresent()
                ? TestSources.number(account, source.get()).map(number -> Currency.USD)
                : accounts.bankAccount(account).map(bank -> bank.currency());
    }

    Topup make(Tx tx, Cause why, Money amount, Optional<String> source, Topup.Notes notes) {
        var account = why.account();
        var now = platform.clock().now();
        var topup =
                new Topup(
                        platform.ids().ordinary("tu", account),
                        account,
                        1,
                        amount,
                        Topup.Status.PENDING,
                        now,
                        platform.clock().today(),
                        source,
                        notes,
                        Optional.empty(),
                        Optional.empty());
        sql.insert(tx, account, topup);
        var id = topup.id();
        platform.jobs().add(tx, account, "collect:" + id, COLLECT, now.plus(COLLECT_AFTER), id);
        happenings.tell(tx, why, topup, "topup.created");
        return topup;
    }

    /** Empty if it is not pending any more, or the bank may know of it. */
    Optional<Topup> cancel(Tx tx, Cause why, String id) {
        return sql.lockUnsent(tx, why.account(), id)
                .map(topup -> write(tx, why, topup.canceled(), "topup.canceled"));
    }

    private record Source(String routing, String number) {}

    private Optional<Source> source(Topup topup) {
        var account = topup.account();
        if (topup.source().isPresent())
            return TestSources.number(account, topup.source().get())
                    .map(number -> new Source(TestSources.ROUTING, number));
        return accounts.bankAccount(account).map(b -> new Source(b.routing(), b.accountNumber()));
    }

    private void collect(Job job) {
        var account = job.account();
        boolean goes =
                platform.tx()
                        .inAccount(account, tx -> sql.startSending(tx, account, job.payload()));
        if (!goes) {
            platform.tx().doInAccount(account, tx -> platform.jobs().finish(tx, job));
            return;
        }
        var topup =
                platform.tx()
                        .readAccount(account, tx -> sql.find(tx, account, job.payload()))
                        .orElseThrow();
        var source = source(topup);
        // An order whose answer was lost may have arrived before the account was removed here.
        if (source.isEmpty() && bank.result(account, topup.id()).isPresent()) {
            taken(job, platform.clock().today());
            return;
        }
        if (source.isEmpty()) {
            settle(job, (tx, t) -> failed(tx, t, "no_account", "There is no bank account."));
            return;
        }
        switch (bank.collect(instruction(topup, source.get()))) {
            case Bank.Instructed.Taken(var reference, var arrivesOn) -> taken(job, arrivesOn);
            case Bank.Instructed.Refused(var code, var message) ->
                    settle(job, (tx, t) -> failed(tx, t, code, message));
            case Bank.Instructed.Unknown(var reason) ->
                    throw new IllegalStateException("the bank does not answer: " + reason);
        }
    }

    private static Bank.Instruction instruction(Topup topup, Source source) {
        return new Bank.Instruction(
                topup.account(), topup.id(), source.routing(), source.number(), topup.amount());
    }

    private void taken(Job job, LocalDate arrivesOn) {
        var id = job.payload();
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            platform.jobs()
                                    .add(
                                            tx,
                                            job.account(),
                                            "result:" + id,
                                            RESULT,
                                            Days.start(arrivesOn),
                                            id);
                            platform.jobs().finish(tx, job);
                        });
    }

    private void ask(Job job) {
        var id = job.payload();
        var result =
                bank.result(job.account(), id)
                        .orElseThrow(
                                () -> new IllegalStateException("the bank does not know " + id));
        switch (result) {
            case Bank.Result.Pending(var on) ->
                    platform.tx()
                            .doInAccount(
                                    job.account(),
                                    tx -> platform.jobs().again(tx, job, Days.start(on), id));
            case Bank.Result.Paid(var on) -> settle(job, (tx, t) -> succeeded(tx, t, on));
            case Bank.Result.Failed(var on, var code, var message) ->
                    settle(job, (tx, t) -> failed(tx, t, code, message));
        }
    }

    /** The effect on a top-up that is still pending, and the end of the job. */
    private void settle(Job job, BiConsumer<Tx, Topup> effect) {
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            sql.lock(tx, job.account(), job.payload())
                                    .filter(t -> t.status() == Topup.Status.PENDING)
                                    .ifPresent(t -> effect.accept(tx, t));
                            platform.jobs().finish(tx, job);
                        });
    }

    private void succeeded(Tx tx, Topup topup, LocalDate on) {
        var journal =
                Journal.of(
                        platform.ids().body(topup.account()),
                        topup.account(),
                        Kind.TOPPED_UP,
                        SourceType.BANK_DEBIT,
                        topup.id(),
                        platform.clock().now(),
                        List.of(
                                Transfer.of(
                                        Purpose.SETTLEMENT_BANK,
                                        Purpose.MERCHANT_AVAILABLE,
                                        topup.amount())));
        ledger.post(tx, journal);
        var none = Cause.none(topup.account());
        write(tx, none, topup.succeeded(on, journal.id()), "topup.succeeded");
    }

    private void failed(Tx tx, Topup topup, String code, String message) {
        write(tx, Cause.none(topup.account()), topup.failed(code, message), "topup.failed");
    }

    private Topup write(Tx tx, Cause why, Topup topup, String type) {
        sql.update(tx, topup.account(), topup);
        happenings.tell(tx, why, topup, type);
        return topup;
    }
}
