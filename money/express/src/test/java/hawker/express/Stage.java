package hawker.express;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.ServedApi;
import hawker.api.StripeSchema;
import hawker.connect.ConnectModule;
import hawker.connect.WholeAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.look.Look;
import hawker.network.Bank;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room with a database of its own, its API and its pages on a port. */
final class Stage implements AutoCloseable {

    /** All that is required of Jo. */
    static final String WHOLE = "business_profile[name]=Jo&" + WholeAccount.FORM;

    /** A bank that takes everything and pays nothing: nobody here waits for it. */
    private static final class PatientBank implements Bank {
        @Override
        public Instructed pay(Instruction instruction) {
            return new Instructed.Taken("ref", LocalDate.of(2030, 1, 1));
        }

        @Override
        public Instructed collect(Instruction instruction) {
            return pay(instruction);
        }

        @Override
        public Optional<Result> result(AccountId account, String payoutId) {
            return Optional.of(new Result.Pending(LocalDate.of(2030, 1, 1)));
        }
    }

    private static final StripeSchema SCHEMA = new StripeSchema();

    private final TestPlatform test =
            TestPlatform.open(
                    Map.of(), "api", "accounts", "connect", "ledger", "payouts", "express");
    final Platform platform = test.platform();
    final Accounts accounts = AccountsModule.open(platform).accounts();
    private final ConnectModule connect = ConnectModule.open(platform, accounts);
    private final LedgerModule ledger = LedgerModule.open(platform);
    final PayoutsModule payouts =
            PayoutsModule.open(platform, accounts, ledger.ledger(), new PatientBank());
    private final ExpressModule express =
            ExpressModule.open(
                    platform, accounts, connect.connect(), ledger.ledger(), payouts.payouts());
    private final ServedApi served;
    private int platforms;

    Stage() {
        var api = ApiModule.open(platform, accounts, connect.connect());
        var operations = new java.util.ArrayList<>(connect.operations(account -> false));
        operations.addAll(express.operations());
        var look = new Look("http://vault.example");
        served =
                new ServedApi(
                        platform,
                        api.routes(operations, List.of(), List.of()).addAll(express.routes(look)));
    }

    /** A platform's secret key. */
    String platform() {
        var opened = Sellers.open(accounts, "platform-" + ++platforms, "Bazaar");
        return opened.secretKey().secret();
    }

    /** Money of an account that is available now. */
    void gift(String account, long cents) {
        var id = AccountId.parse(account).orElseThrow().test();
        var journal =
                Journal.of(
                        platform.ids().body(id),
                        id,
                        Kind.CHARGE_CAPTURED_NOW,
                        SourceType.CAPTURE,
                        platform.ids().ordinary("ch", id),
                        platform.clock().now(),
                        List.of(
                                Transfer.of(
                                        Purpose.NETWORK_RECEIVABLE,
                                        Purpose.MERCHANT_AVAILABLE,
                                        Money.usd(cents))));
        platform.tx().doInAccount(id, tx -> ledger.ledger().post(tx, journal));
    }

    /** What is not a refusal is as the SDK's types say. */
    Got send(String key, String path, String form, String... headers) {
        var got = served.ask(key, "POST", path, form, headers);
        if (got.status() == 200) assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    /** A page as a browser gets it, without following where it leads. */
    HttpResponse<String> page(String cookie, String method, String path, String form) {
        return served.page(cookie, method, path, form);
    }

    SettableClock clock() {
        return test.clock();
    }

    @Override
    public void close() {
        served.close();
        test.close();
    }
}
