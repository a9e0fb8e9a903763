package hawker.covering;

import hawker.connect.Connect;
import hawker.connect.ExternalAccount;
import hawker.covering.Debit.Status;
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
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Collects a shortfall from the account's bank. The money is booked when the bank is asked, so that
 * the hole is not filled twice, and taken back if the bank says no. The bank is asked in jobs,
 * never in a transaction, and knows a debit by its id.
 */
final class Debits {

    private static final String COLLECT = "covering-collect";
    private static final String RESULT = "covering-result";
    private static final Jobs.Retry RETRY = Jobs.Retry.doubling(Duration.ofSeconds(5), 14);

    private final Platform platform;
    private final Connect connect;
    private final Ledger ledger;
    private final Bank bank;
    private final CoveringSql sql;

    Debits(Platform platform, Connect connect, Ledger ledger, Bank bank, CoveringSql sql) {
        this.platform = platform;
        this.connect = connect;
        this.ledger = ledger;
        this.bank = bank;
        this.sql = sql;
    }

    void start() {
        platform.jobs().handle(COLLECT, RETRY, this::collect);
        platform.jobs().handle(RESULT, RETRY, this::ask);
    }

    /** Whether there is a bank account to ask. */
    boolean hasBank(AccountId account, Currency currency) {
        return bankOf(account, currency).isPresent();
    }

    private Optional<ExternalAccount> bankOf(AccountId account, Currency currency) {
        return connect.externals(account).stream()
                .filter(external -> !external.isCard() && external.currency().equals(currency))
                .sorted((a, b) -> Boolean.compare(b.isDefault(), a.isDefault()))
                .findFirst();
    }

    /**
     * Books what is missing and orders it from the bank.
     *
     * @return whether none was on its way
     */
    boolean begin(Tx tx, AccountId account, Money missing) {
        var now = platform.clock().now();
        var debit =
                new Debit(
                        platform.ids().ordinary("debit", account),
                        account,
                        missing,
                        Status.PENDING,
                        Optional.empty(),
                        now);
        if (!sql.insert(tx, debit)) return false;
        book(
                tx,
                debit,
                Kind.DEBIT_STARTED,
                Purpose.BANK_DEBIT_RECEIVABLE,
                Purpose.MERCHANT_AVAILABLE);
        platform.jobs().add(tx, account, "collect:" + debit.id(), COLLECT, now, debit.id());
        return true;
    }

    private void book(Tx tx, Debit debit, Kind kind, Purpose from, Purpose to) {
        ledger.post(
                tx,
                Journal.of(
                        platform.ids().body(debit.account()),
                        debit.account(),
                        kind,
                        SourceType.BANK_DEBIT,
                        debit.id(),
                        platform.clock().now(),
                        List.of(Transfer.of(from, to, debit.amount()))));
    }

    private void collect(Job job) {
        var debit = find(job);
        var from = bankOf(debit.account(), debit.amount().currency());
        // An order whose answer was lost may have arrived before the account was removed here.
        if (from.isEmpty() && bank.result(debit.account(), debit.id()).isPresent()) {
            taken(job, platform.clock().today());
            return;
        }
        if (from.isEmpty()) {
            end(job, debit, Optional.of("no_account"));
            return;
        }
        var order =
                new Bank.Instruction(
                        debit.account(),
                        debit.id(),
                        from.get().routing().orElse(""),
                        from.get().accountNumber(),
                        debit.amount());
        switch (bank.collect(order)) {
            case Bank.Instructed.Taken(var reference, var arrivesOn) -> taken(job, arrivesOn);
            case Bank.Instructed.Refused(var code, var message) ->
                    end(job, debit, Optional.of(code));
            case Bank.Instructed.Unknown(var reason) ->
                    throw new IllegalStateException("the bank does not answer: " + reason);
        }
    }

    private Debit find(Job job) {
        return platform.tx()
                .readAccount(job.account(), tx -> sql.debit(tx, job.account(), job.payload()))
                .orElseThrow();
    }

    private void taken(Job job, LocalDate arrivesOn) {
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            platform.jobs()
                                    .add(
                                            tx,
                                            job.account(),
                                            "result:" + job.payload(),
                                            RESULT,
                                            arrivesOn.atStartOfDay().toInstant(ZoneOffset.UTC),
                                            job.payload());
                            platform.jobs().finish(tx, job);
                        });
    }

    private void ask(Job job) {
        var debit = find(job);
        var result =
                bank.result(job.account(), debit.id())
                        .orElseThrow(
                                () -> new IllegalStateException("the bank knows no " + debit.id()));
        switch (result) {
            case Bank.Result.Pending(var on) ->
                    platform.tx()
                            .doInAccount(
                                    job.account(),
                                    tx ->
                                            platform.jobs()
                                                    .again(
                                                            tx,
                                                            job,
                                                            on.atStartOfDay()
                                                                    .toInstant(ZoneOffset.UTC),
                                                            debit.id()));
            case Bank.Result.Paid(var on) -> end(job, debit, Optional.empty());
            case Bank.Result.Failed(var on, var code, var message) ->
                    end(job, debit, Optional.of(code));
        }
    }

    /** Once, with its journal, and with the end of the job. */
    private void end(Job job, Debit debit, Optional<String> failure) {
        var status = failure.isEmpty() ? Status.SUCCEEDED : Status.FAILED;
        platform.tx()
                .doInAccount(
                        job.account(),
                        tx -> {
                            if (sql.end(tx, job.account(), debit.id(), status, failure))
                                book(tx, debit, failure);
                            platform.jobs().finish(tx, job);
                        });
    }

    private void book(Tx tx, Debit debit, Optional<String> failure) {
        if (failure.isEmpty())
            book(
                    tx,
                    debit,
                    Kind.DEBIT_SETTLED,
                    Purpose.SETTLEMENT_BANK,
                    Purpose.BANK_DEBIT_RECEIVABLE);
        else
            book(
                    tx,
                    debit,
                    Kind.DEBIT_FAILED,
                    Purpose.MERCHANT_AVAILABLE,
                    Purpose.BANK_DEBIT_RECEIVABLE);
    }
}
