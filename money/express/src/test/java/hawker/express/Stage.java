package hawker.express;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.connect.ConnectModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
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
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room with a database of its own, its API and its pages on a port. */
final class Stage implements AutoCloseable {

    /** All that is required of one person. */
    static final String WHOLE =
            "country=US&business_type=individual"
                    + "&capabilities[card_payments][requested]=true"
                    + "&capabilities[transfers][requested]=true"
                    + "&business_profile[mcc]=5734&business_profile[url]=https://jo.example"
                    + "&business_profile[name]=Jo"
                    + "&tos_acceptance[date]=1700000000&tos_acceptance[ip]=8.8.8.8"
                    + "&external_account=btok_us_verified"
                    + "&individual[first_name]=Jo&individual[last_name]=Doe"
                    + "&individual[email]=jo@example.com&individual[phone]=0000000000"
                    + "&individual[dob][day]=1&individual[dob][month]=1&individual[dob][year]=1901"
                    + "&individual[address][line1]=address_full_match"
                    + "&individual[address][city]=Schenectady"
                    + "&individual[address][state]=NY"
                    + "&individual[address][postal_code]=12345"
                    + "&individual[ssn_last_4]=0000";

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body) {
        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

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
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private int platforms;

    Stage() {
        var api = ApiModule.open(platform, accounts, connect.connect());
        var operations = new java.util.ArrayList<>(connect.operations(account -> false));
        operations.addAll(express.operations());
        var look = new Look("http://vault.example");
        server =
                HttpServer.start(
                        new HttpServer.Options(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                request -> Response.text(404, "no such page"),
                                request -> Response.text(405, "not so")),
                        api.routes(operations, List.of(), List.of()).addAll(express.routes(look)),
                        platform);
    }

    /** A platform's secret key. */
    String platform() {
        var handle = "platform-" + ++platforms;
        var email = handle + "@example.com";
        if (!(accounts.signUp(NewPerson.of(handle + "-owner", "Ann", email, "correct horse 7"))
                instanceof SignedUp.Welcome welcome)) throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Bazaar", "US", Currency.USD, email);
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o.secretKey().secret();
        throw new AssertionError("not opened");
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
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) request.headers(headers);
        var response = send(request.build());
        var got = new Got(response.statusCode(), Json.parse(response.body()));
        if (got.status() == 200) assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    /** A page as a browser gets it, without following where it leads. */
    HttpResponse<String> page(String cookie, String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    SettableClock clock() {
        return test.clock();
    }

    @Override
    public void close() {
        server.close();
        http.close();
        test.close();
    }
}
