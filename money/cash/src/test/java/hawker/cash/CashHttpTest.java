package hawker.cash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.StripeSchema;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.Currency;
import hawker.ledger.Audit;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.network.NetworkModule;
import hawker.payments.PaymentsModule;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Customers send money by bank transfer, and payments take what they need of it. */
class CashHttpTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final String[] ROOMS = {
        "api", "accounts", "ledger", "vault", "customers", "payments", "cash"
    };

    @SuppressWarnings("NullAway.Init")
    private static TestPlatform test;

    @SuppressWarnings("NullAway.Init")
    private static VaultModule vault;

    @SuppressWarnings("NullAway.Init")
    private static NetworkModule network;

    @SuppressWarnings("NullAway.Init")
    private static Ledger ledger;

    @SuppressWarnings("NullAway.Init")
    private static Audit audit;

    @SuppressWarnings("NullAway.Init")
    private static OpenedAccount.Opened seller;

    @SuppressWarnings("NullAway.Init")
    private static HttpServer server;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void open() {
        test = TestPlatform.open(Map.of(), ROOMS);
        var platform = test.platform();
        var accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var books = LedgerModule.open(platform);
        ledger = books.ledger();
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var payments =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        var cash =
                CashModule.open(
                        platform,
                        ledger,
                        customers.customers(),
                        payments.payments(),
                        account -> "Juniper");
        payments.keepCash(cash.buyersCash());
        var invariants = new ArrayList<Invariant>(payments.invariants());
        invariants.addAll(cash.invariants());
        audit = books.audit(invariants);
        var person = NewPerson.of("juniper-owner", "Ann", "j@example.com", "correct horse 7");
        var welcome = (SignedUp.Welcome) accounts.signUp(person);
        var wanted = NewAccount.of("juniper", "Juniper", "US", Currency.USD, "j@example.com");
        seller = (OpenedAccount.Opened) accounts.openAccount(wanted, welcome.person().id());
        var operations = new ArrayList<Operation>(payments.operations());
        operations.addAll(customers.operations());
        operations.addAll(cash.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        var api = ApiModule.open(platform, accounts);
        var routes =
                api.routes(operations, payments.expanders(), List.of(payments.replayer()))
                        .addAll(cash.routes(api.inside(operations, payments.expanders())));
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server = HttpServer.start(options, routes, platform);
    }

    @AfterAll
    static void close() {
        server.close();
        network.close();
        vault.close();
        test.close();
        HTTP.close();
    }

    @AfterEach
    void the_books_are_right() {
        test.platform().jobs().runDue();
        assertThat(audit.checkFromTheStart(seller.account().id().test())).isEmpty();
    }

    private static ObjectNode ask(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/v1" + path))
                        .header("Authorization", "Bearer " + seller.secretKey().secret())
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!form.isEmpty()) request.header("Content-Type", "application/x-www-form-urlencoded");
        try {
            return Json.parse(HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode right(ObjectNode body) {
        assertThat(body.has("error")).as(body.toString()).isFalse();
        assertThat(SCHEMA.findings(body)).as(body.toString()).isEmpty();
        return body;
    }

    private static ObjectNode post(String path, String form) {
        return right(ask("POST", path, form));
    }

    private static ObjectNode get(String path) {
        return right(ask("GET", path, ""));
    }

    private static String customer() {
        return post("/customers", "name=Ada").path("id").asText();
    }

    private static ObjectNode wanted(String customer, long amount) {
        return post(
                "/payment_intents",
                "amount="
                        + amount
                        + "&currency=usd&confirm=true&payment_method_types[]=customer_balance"
                        + "&payment_method_data[type]=customer_balance&customer="
                        + customer);
    }

    private static ObjectNode fund(String customer, long amount) {
        return post(
                "/test_helpers/customers/" + customer + "/fund_cash_balance",
                "currency=usd&amount=" + amount);
    }

    private static long available(String customer) {
        return get("/customers/" + customer + "/cash_balance").at("/available/usd").asLong();
    }

    private static long remaining(ObjectNode intent) {
        return intent.at("/next_action/display_bank_transfer_instructions/amount_remaining")
                .asLong();
    }

    private static ObjectNode now(ObjectNode intent) {
        return get("/payment_intents/" + intent.path("id").asText());
    }

    private static long pending() {
        return ledger.balance(seller.account().id().test(), Purpose.MERCHANT_PENDING, Currency.USD)
                .minor();
    }

    @Test
    void a_payment_is_paid_when_enough_has_arrived() {
        var customer = customer();
        var intent = wanted(customer, 2000);
        assertThat(remaining(intent)).isEqualTo(2000);
        long before = pending();
        fund(customer, 1500);
        assertThat(remaining(now(intent))).isEqualTo(500);
        assertThat(pending()).isEqualTo(before);
        fund(customer, 700);
        assertThat(now(intent).path("status").asText()).isEqualTo("succeeded");
        assertThat(available(customer)).isEqualTo(200);
        assertThat(pending()).isEqualTo(before + 2000 - 88);
    }

    @Test
    void money_that_is_there_pays_at_once() {
        var customer = customer();
        fund(customer, 900);
        assertThat(wanted(customer, 900).path("status").asText()).isEqualTo("succeeded");
        assertThat(available(customer)).isZero();
    }

    @Test
    void a_payment_that_is_given_up_leaves_what_it_took() {
        var customer = customer();
        var intent = wanted(customer, 2000);
        fund(customer, 600);
        assertThat(available(customer)).isZero();
        post("/payment_intents/" + intent.path("id").asText() + "/cancel", "");
        assertThat(available(customer)).isEqualTo(600);
        var kinds = new ArrayList<String>();
        get("/customers/" + customer + "/cash_balance_transactions")
                .path("data")
                .forEach(movement -> kinds.add(movement.path("type").asText()));
        assertThat(kinds).containsExactly("unapplied_from_payment", "applied_to_payment", "funded");
    }

    @Test
    void a_refund_is_the_customers_money_again() {
        var customer = customer();
        fund(customer, 1000);
        var intent = wanted(customer, 1000);
        post("/refunds", "amount=300&payment_intent=" + intent.path("id").asText());
        test.platform().jobs().runDue();
        assertThat(available(customer)).isEqualTo(300);
        test.platform().jobs().runDue();
        assertThat(available(customer)).isEqualTo(300);
    }

    /** A refund of a payment by bank transfer, whose customer is asked where it goes. */
    private static ObjectNode asked(long amount) {
        var customer = customer();
        fund(customer, 2000);
        var intent = wanted(customer, 2000).path("id").asText();
        return post(
                "/refunds",
                "instructions_email=ada@example.com&amount="
                        + amount
                        + "&payment_intent="
                        + intent);
    }

    private static ObjectNode refund(ObjectNode refund) {
        return get("/refunds/" + refund.path("id").asText());
    }

    private static String link() {
        var mails = test.platform().mail().newest(Optional.of("ada@example.com"), 1);
        var text = mails.getFirst().mail().text();
        return text.substring(text.indexOf("/refund/")).lines().findFirst().orElseThrow();
    }

    private static HttpResponse<String> page(String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(
                                form.isEmpty() ? "GET" : "POST",
                                HttpRequest.BodyPublishers.ofString(form));
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String typed(String number) {
        return "billing_details[name]=Ada&us_bank_account[routing_number]=110000000"
                + "&us_bank_account[account_number]="
                + number;
    }

    private static List<String> told(ObjectNode refund) {
        var id = refund.path("id").asText();
        return test
                .platform()
                .events()
                .newest(seller.account().id().test(), Optional.empty(), 40)
                .stream()
                .filter(event -> event.subject().equals(id))
                .flatMap(event -> event.types().stream())
                .toList();
    }

    private static long spendable() {
        return ledger.balance(
                        seller.account().id().test(), Purpose.MERCHANT_AVAILABLE, Currency.USD)
                .minor();
    }

    private static ObjectNode chargeOf(ObjectNode refund) {
        return get("/charges/" + refund.path("charge").asText());
    }

    @Test
    void a_customer_who_is_asked_says_where_a_refund_goes() {
        long before = spendable();
        var refund = asked(700);
        assertThat(refund.path("status").asText()).isEqualTo("requires_action");
        var details = refund.at("/next_action/display_details");
        assertThat(details.at("/email_sent/email_sent_to").asText()).isEqualTo("ada@example.com");
        assertThat(details.path("expires_at").asLong())
                .isEqualTo(refund.path("created").asLong() + 45 * 86_400);
        assertThat(refund.path("instructions_email").asText()).isEqualTo("ada@example.com");
        assertThat(refund.at("/destination_details/type").asText()).isEqualTo("us_bank_transfer");
        assertThat(spendable()).isEqualTo(before - 700);
        assertThat(chargeOf(refund).path("amount_refunded").asLong()).isEqualTo(700);
        assertThat(told(refund)).containsExactly("charge.refunded", "refund.created");

        var link = link();
        var page = page(link, "");
        assertThat(page.body())
                .contains("Your refund of $7.00", "Juniper gives you money back", "Routing number");
        var wrong = page(link, typed("12"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("The bank account number provided is invalid.", "value=\"12\"");
        assertThat(refund(refund).path("status").asText()).isEqualTo("requires_action");
        assertThat(page(link, typed("000123456789")).statusCode()).isEqualTo(303);
        var going = refund(refund);
        assertThat(going.path("status").asText()).isEqualTo("pending");
        assertThat(going.path("pending_reason").asText()).isEqualTo("processing");
        assertThat(going.has("next_action")).isFalse();
        assertThat(page(link, "").body()).contains("on its way");
        assertThat(page(link, typed("000111111116")).body()).contains("on its way");

        pass(Duration.ofDays(5));
        assertThat(refund(refund).path("status").asText()).isEqualTo("succeeded");
        assertThat(spendable()).isEqualTo(before - 700);
        assertThat(told(refund)).startsWith("refund.updated", "charge.refund.updated");
        assertThat(page(link, "").body()).contains("The money is in your bank account.");
        assertThat(refused(refund, "/cancel")).contains("cannot be canceled");
        pass(Duration.ofDays(50));
        assertThat(refund(refund).path("status").asText()).isEqualTo("succeeded");
    }

    private static void pass(Duration time) {
        for (int i = 0; i < 4; i++) {
            test.clock().advance(time.dividedBy(4));
            test.platform().jobs().runDue();
        }
    }

    private static String refused(ObjectNode refund, String act) {
        var answer = ask("POST", "/refunds/" + refund.path("id").asText() + act, "");
        return answer.at("/error/message").asText();
    }

    @Test
    void a_refund_to_an_account_that_does_not_take_it_is_the_sellers_money_again() {
        long before = spendable();
        var refund = asked(700);
        page(link(), typed("000111111116"));
        pass(Duration.ofDays(5));
        var failed = refund(refund);
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("failure_balance_transaction").asText()).startsWith("txn_");
        assertThat(spendable()).isEqualTo(before);
        assertThat(chargeOf(refund).path("amount_refunded").asLong()).isZero();
        assertThat(told(refund)).contains("refund.failed");
    }

    @Test
    void a_refund_that_waits_for_its_customer_is_called_back() {
        long before = spendable();
        var refund = asked(2000);
        var canceled = post("/refunds/" + refund.path("id").asText() + "/cancel", "");
        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(canceled.path("failure_reason").asText()).isEqualTo("merchant_request");
        assertThat(canceled.has("next_action")).isFalse();
        assertThat(spendable()).isEqualTo(before);
        assertThat(told(refund))
                .containsExactly(
                        "refund.updated",
                        "charge.refund.updated",
                        "charge.refunded",
                        "refund.created");
        assertThat(page(link(), typed("000123456789")).body()).contains("not paid any more");
        assertThat(refused(refund, "/cancel")).contains("status of canceled");
        var charge = refund.path("charge").asText();
        assertThat(post("/refunds", "amount=2000&charge=" + charge).path("status").asText())
                .isEqualTo("succeeded");
    }

    @Test
    void a_refund_whose_customer_says_nothing_fails_in_time_or_when_a_test_says_so() {
        long before = spendable();
        var helped = asked(300);
        var expired = post("/test_helpers/refunds/" + helped.path("id").asText() + "/expire", "");
        assertThat(expired.path("status").asText()).isEqualTo("failed");
        assertThat(expired.path("failure_reason").asText()).isEqualTo("unknown");
        assertThat(told(helped))
                .startsWith("refund.failed", "refund.updated", "charge.refund.updated");
        var again =
                ask("POST", "/test_helpers/refunds/" + helped.path("id").asText() + "/expire", "");
        assertThat(again.at("/error/message").asText()).contains("status of failed");

        var waits = asked(300);
        var link = link();
        pass(Duration.ofDays(44));
        assertThat(refund(waits).path("status").asText()).isEqualTo("requires_action");
        pass(Duration.ofDays(2));
        assertThat(refund(waits).path("status").asText()).isEqualTo("failed");
        assertThat(spendable()).isEqualTo(before);
        assertThat(page(link, "").body()).contains("not paid any more");
        assertThat(page("/refund/refund_nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void in_the_euro_area_an_iban_is_asked_for() {
        for (var each :
                Map.of("DE89370400440532013000", "succeeded", "DE62370400440532013001", "failed")
                        .entrySet()) {
            var refund = askedIn("eur", "eu_bank_transfer");
            assertThat(refund.path("status").asText()).isEqualTo("requires_action");
            assertThat(refund.at("/destination_details/type").asText())
                    .isEqualTo("eu_bank_transfer");
            var link = link();
            assertThat(page(link, "").body()).contains("IBAN").doesNotContain("Routing");
            var name = "billing_details[name]=Ada&sepa_debit[iban]=";
            assertThat(page(link, name + "DE00").body())
                    .contains("The IBAN you entered is invalid");
            assertThat(page(link, name + each.getKey()).statusCode()).isEqualTo(303);
            pass(Duration.ofDays(5));
            assertThat(refund(refund).path("status").asText()).isEqualTo(each.getValue());
        }
        assertThat(askedIn("gbp", "gb_bank_transfer").at("/error/param").asText())
                .isEqualTo("instructions_email");
    }

    private static ObjectNode askedIn(String currency, String way) {
        var customer = customer();
        post(
                "/test_helpers/customers/" + customer + "/fund_cash_balance",
                "amount=500&currency=" + currency);
        var options = "&payment_method_options[customer_balance]";
        var country =
                currency.equals("eur")
                        ? options + "[bank_transfer][eu_bank_transfer][country]=DE"
                        : "";
        var paid =
                post(
                        "/payment_intents",
                        "amount=500&confirm=true&payment_method_types[]=customer_balance&currency="
                                + currency
                                + "&payment_method_data[type]=customer_balance&customer="
                                + customer
                                + options
                                + "[funding_type]=bank_transfer"
                                + options
                                + "[bank_transfer][type]="
                                + way
                                + country);
        assertThat(paid.path("status").asText()).isEqualTo("succeeded");
        return ask(
                "POST",
                "/refunds",
                "instructions_email=ada@example.com&payment_intent=" + paid.path("id").asText());
    }

    @Test
    void of_an_answer_and_a_recall_at_once_one_counts() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                long before = spendable();
                var refund = asked(500);
                var link = link();
                var path = "/refunds/" + refund.path("id").asText() + "/cancel";
                var told = pool.submit(() -> page(link, typed("000123456789")));
                var called = pool.submit(() -> ask("POST", path, ""));
                told.get();
                boolean canceled = !called.get().has("error");
                pass(Duration.ofDays(5));
                assertThat(refund(refund).path("status").asText())
                        .isEqualTo(canceled ? "canceled" : "succeeded");
                assertThat(spendable()).isEqualTo(canceled ? before : before - 500);
            }
        }
    }

    @Test
    void only_money_that_was_sent_by_bank_has_a_customer_to_ask() {
        var paid =
                post(
                        "/payment_intents",
                        "amount=900&currency=usd&confirm=true&payment_method=pm_card_visa"
                                + "&payment_method_types[]=card");
        var form = "payment_intent=" + paid.path("id").asText() + "&instructions_email=";
        assertThat(ask("POST", "/refunds", form + "ada@example.com").at("/error/param").asText())
                .isEqualTo("instructions_email");
        assertThat(ask("POST", "/refunds", form + "nobody").at("/error/code").asText())
                .isEqualTo("email_invalid");
    }

    @Test
    void a_seller_may_say_where_money_goes() {
        var customer = customer();
        post("/customers/" + customer + "/cash_balance", "settings[reconciliation_mode]=manual");
        var intent = wanted(customer, 800);
        fund(customer, 1000);
        assertThat(remaining(now(intent))).isEqualTo(800);
        var applied =
                post(
                        "/payment_intents/"
                                + intent.path("id").asText()
                                + "/apply_customer_balance",
                        "");
        assertThat(applied.path("status").asText()).isEqualTo("succeeded");
        assertThat(available(customer)).isEqualTo(200);
    }

    @Test
    void instructions_are_the_customers_own_and_always_the_same() {
        var customer = customer();
        var form =
                "currency=eur&funding_type=bank_transfer&bank_transfer[type]=eu_bank_transfer"
                        + "&bank_transfer[eu_bank_transfer][country]=NL";
        var one = post("/customers/" + customer + "/funding_instructions", form);
        assertThat(post("/customers/" + customer + "/funding_instructions", form)).isEqualTo(one);
        var other = post("/customers/" + customer() + "/funding_instructions", form);
        assertThat(other).isNotEqualTo(one);
        assertThat(one.at("/bank_transfer/financial_addresses/0/iban/iban").asText())
                .startsWith("NL");
    }

    @Test
    void without_a_customer_nobody_can_send() {
        var refused =
                ask(
                        "POST",
                        "/payment_intents",
                        "amount=500&currency=usd&confirm=true&payment_method_types[]=customer_balance"
                                + "&payment_method_data[type]=customer_balance");
        assertThat(refused.at("/error/code").asText())
                .isEqualTo("payment_intent_incompatible_payment_method");
    }
}
