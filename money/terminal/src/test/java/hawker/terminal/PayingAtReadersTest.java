package hawker.terminal;

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
import hawker.kernel.Money;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.PaymentsModule;
import hawker.payments.Refund;
import hawker.platform.Eventually;
import hawker.platform.TestPlatform;
import hawker.setups.SetupsModule;
import hawker.terminal.ThingsSql.Kind;
import hawker.vault.VaultModule;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards held to readers, as programs see them. */
class PayingAtReadersTest {

    private static final StripeSchema SCHEMA = new StripeSchema();

    private static TestPlatform test;
    private static AccountsModule accounts;
    private static VaultModule vault;
    private static NetworkModule network;
    private static PaymentsModule payments;
    private static HttpServer server;
    private static HttpClient http;
    private static int shops;

    private OpenedAccount.Opened shop;
    private String reader;

    private record Got(int status, ObjectNode body) {
        String text(String path) {
            return body.at("/" + path.replace('.', '/')).asText();
        }
    }

    @BeforeAll
    static void open() {
        test =
                TestPlatform.open(
                        "api",
                        "accounts",
                        "ledger",
                        "vault",
                        "customers",
                        "payments",
                        "setups",
                        "terminal");
        var platform = test.platform();
        accounts = AccountsModule.open(platform);
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var ledger = LedgerModule.open(platform).ledger();
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        payments =
                PaymentsModule.open(
                        platform,
                        accounts.accounts(),
                        vault.vault(),
                        network,
                        ledger,
                        customers.customers());
        var setups =
                SetupsModule.open(
                        platform, accounts.accounts(), vault.vault(), network, customers.check());
        var operations = new ArrayList<Operation>(payments.operations());
        operations.addAll(setups.operations());
        operations.addAll(customers.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        operations.addAll(
                TerminalModule.open(platform, vault.vault(), payments.payments(), setups.setups())
                        .operations());
        server =
                HttpServer.start(
                        new HttpServer.Options(
                                "127.0.0.1",
                                0,
                                1 << 20,
                                request -> Response.text(404, "no such page"),
                                request -> Response.text(405, "not so")),
                        ApiModule.open(platform, accounts.accounts())
                                .routes(
                                        operations,
                                        payments.expanders(),
                                        List.of(payments.replayer())),
                        platform);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
        server.close();
        network.close();
        vault.close();
        test.close();
    }

    @BeforeEach
    void another() {
        shop = opened("juniper-" + ++shops);
        var place =
                post(
                        "/v1/terminal/locations",
                        "display_name=Shop&address[country]=US&address[line1]=Main&address[city]=X");
        reader =
                post(
                                "/v1/terminal/readers",
                                "registration_code=simulated-wpe&location=" + place.text("id"))
                        .text("id");
    }

    private static OpenedAccount.Opened opened(String handle) {
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.accounts().signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Juniper", "US", Currency.USD, handle + "@example.com");
        if (accounts.accounts().openAccount(wanted, welcome.person().id())
                instanceof OpenedAccount.Opened o) return o;
        throw new AssertionError("not opened");
    }

    private Got send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + shop.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var body = Json.parse(response.body());
            boolean whole = !body.path("object").asText().equals("list") && !body.has("deleted");
            if (response.statusCode() == 200 && whole)
                assertThat(SCHEMA.findings(body)).as(body.toString()).isEmpty();
            return new Got(response.statusCode(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Got post(String path, String form) {
        return send("POST", path, form);
    }

    private Got get(String path) {
        return send("GET", path, "");
    }

    private String at(String verb) {
        return "/v1/terminal/readers/" + reader + "/" + verb;
    }

    private Got present(String form) {
        return post(
                "/v1/test_helpers/terminal/readers/" + reader + "/present_payment_method", form);
    }

    private Got intent(String more) {
        return post(
                "/v1/payment_intents",
                "amount=2500&currency=usd&payment_method_types[]=card_present" + more);
    }

    private List<String> told() {
        return test
                .platform()
                .events()
                .newest(shop.account().id().test(), Optional.empty(), 50)
                .stream()
                .flatMap(event -> event.types().stream())
                .filter(type -> type.startsWith("terminal."))
                .toList();
    }

    @Test
    void a_card_held_to_a_reader_pays() {
        var intent = intent("");
        var begun = post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        assertThat(begun.text("action.status")).isEqualTo("in_progress");
        assertThat(begun.text("action.process_payment_intent.payment_intent"))
                .isEqualTo(intent.text("id"));
        assertThat(
                        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"))
                                .text("error.code"))
                .isEqualTo("terminal_reader_busy");
        var ended = present("");
        assertThat(ended.status()).as(ended.body().toString()).isEqualTo(200);
        assertThat(ended.text("action.status")).isEqualTo("succeeded");
        assertThat(told()).containsExactly("terminal.reader.action_succeeded");

        var paid = get("/v1/payment_intents/" + intent.text("id") + "?expand[]=latest_charge");
        assertThat(paid.text("status")).isEqualTo("succeeded");
        var details = paid.body().at("/latest_charge/payment_method_details");
        assertThat(details.path("type").asText()).isEqualTo("card_present");
        var card = details.path("card_present");
        assertThat(card.path("last4").asText()).isEqualTo("4242");
        assertThat(card.path("read_method").asText()).isEqualTo("contactless_emv");
        assertThat(card.path("reader").asText()).isEqualTo(reader);
        assertThat(card.at("/receipt/dedicated_file_name").asText()).isEqualTo("A0000000031010");
        assertThat(card.at("/receipt/authorization_code").asText()).hasSize(6);
        var method = get("/v1/payment_methods/" + paid.text("payment_method"));
        assertThat(method.text("type")).isEqualTo("card_present");
        assertThat(method.text("card_present.read_method")).isEqualTo("contactless_emv");
        assertThat(present("").status()).isEqualTo(400);
    }

    @Test
    void an_interac_card_pays_in_canada_and_is_refunded_at_the_reader() {
        var wanted =
                "currency=cad&amount=1500&payment_method_types[]=card_present"
                        + "&payment_method_types[]=interac_present";
        var id = post("/v1/payment_intents", wanted).text("id");
        post(at("process_payment_intent"), "payment_intent=" + id);
        assertThat(
                        present("type=interac_present&interac_present[number]=4242424242424242")
                                .status())
                .isEqualTo(400);
        assertThat(present("card_present[number]=4506445006931933").status()).isEqualTo(400);
        assertThat(present("type=interac_present").text("action.status")).isEqualTo("succeeded");
        var paid = get("/v1/payment_intents/" + id + "?expand[]=latest_charge");
        var card = paid.body().at("/latest_charge/payment_method_details/interac_present");
        assertThat(card.path("brand").asText()).isEqualTo("interac");
        assertThat(card.at("/receipt/dedicated_file_name").asText()).isEqualTo("A0000002771010");
        var method = get("/v1/payment_methods/" + paid.text("payment_method"));
        assertThat(method.text("type")).isEqualTo("interac_present");

        assertThat(post("/v1/refunds", "payment_intent=" + id).status()).isEqualTo(400);
        var charge = "/v1/charges/" + paid.body().at("/latest_charge/id").asText();
        for (var door : List.of("/refund", "/refunds"))
            assertThat(post(charge + door, "amount=500").status()).as(door).isEqualTo(400);
        // The dashboard's way.
        var wanted500 =
                NewRefund.of(
                        new PaymentIntent.Id(id),
                        Optional.of(Money.of(500, Currency.of("cad"))),
                        "k");
        assertThat(payments.payments().refund(shop.account().id().test(), wanted500))
                .isInstanceOf(Refund.Outcome.Refused.class);
        post(at("refund_payment"), "payment_intent=" + id + "&amount=500");
        var other = present("card_present[number]=4242424242424242");
        assertThat(other.text("action.failure_code")).isEqualTo("card_declined");
        post(at("refund_payment"), "payment_intent=" + id + "&amount=500");
        var back = present("type=interac_present");
        assertThat(back.text("action.status")).isEqualTo("succeeded");
        assertThat(get("/v1/refunds/" + back.text("action.refund_payment.refund")).text("amount"))
                .isEqualTo("500");

        var held = post("/v1/payment_intents", wanted + "&capture_method=manual").text("id");
        post(at("process_payment_intent"), "payment_intent=" + held);
        assertThat(present("type=interac_present").text("action.status")).isEqualTo("failed");
        var dollars = intent("&payment_method_types[]=interac_present").text("id");
        post(at("process_payment_intent"), "payment_intent=" + dollars);
        assertThat(present("type=interac_present").text("action.status")).isEqualTo("failed");
    }

    @Test
    void a_tip_is_a_part_of_what_is_paid() {
        var id = intent("").text("id");
        post(at("process_payment_intent"), "payment_intent=" + id);
        var declined = present("amount_tip=300&card_present[number]=4000000000000002");
        assertThat(declined.text("action.status")).isEqualTo("failed");
        post(at("process_payment_intent"), "payment_intent=" + id);
        assertThat(present("amount_tip=200").text("action.status")).isEqualTo("succeeded");
        var paid = get("/v1/payment_intents/" + id + "?expand[]=latest_charge");
        assertThat(paid.text("amount")).isEqualTo("2700");
        assertThat(paid.text("amount_received")).isEqualTo("2700");
        assertThat(paid.text("amount_details.tip.amount")).isEqualTo("200");
        assertThat(paid.body().at("/latest_charge/amount").asLong()).isEqualTo(2700);

        var shown = intent("").text("id");
        post(at("collect_payment_method"), "payment_intent=" + shown);
        present("amount_tip=150");
        assertThat(get("/v1/payment_intents/" + shown).text("amount")).isEqualTo("2650");
        post(at("confirm_payment_intent"), "payment_intent=" + shown);
        assertThat(get("/v1/payment_intents/" + shown).text("amount_received")).isEqualTo("2650");

        var plain = intent("").text("id");
        post(
                at("process_payment_intent"),
                "payment_intent=" + plain + "&process_config[skip_tipping]=true");
        assertThat(present("amount_tip=150").text("error.param")).isEqualTo("amount_tip");
        assertThat(present("").text("action.status")).isEqualTo("succeeded");
        assertThat(get("/v1/payment_intents/" + plain).text("amount")).isEqualTo("2500");
    }

    private void process(String intent) {
        assertThat(post(at("process_payment_intent"), "payment_intent=" + intent).status())
                .isEqualTo(200);
    }

    private void collect(String intent, String form) {
        post(at("collect_payment_method"), "payment_intent=" + intent);
        assertThat(present(form).text("action.status")).isEqualTo("succeeded");
    }

    private String amount(String intent) {
        return get("/v1/payment_intents/" + intent).text("amount");
    }

    @Test
    void a_tip_goes_with_the_payment_that_failed() {
        var declining = "&card_present[number]=4000000000000002";
        var id = intent("").text("id");
        process(id);
        assertThat(present("amount_tip=300" + declining).text("action.status")).isEqualTo("failed");
        var left = get("/v1/payment_intents/" + id);
        assertThat(left.text("amount")).isEqualTo("2500");
        assertThat(left.body().at("/amount_details/tip")).isEmpty();
        post("/v1/payment_intents/" + id, "amount=1000");
        process(id);
        present("amount_tip=100");
        var paid = get("/v1/payment_intents/" + id);
        assertThat(paid.text("amount_received")).isEqualTo("1100");
        assertThat(paid.text("amount_details.tip.amount")).isEqualTo("100");

        var plain = intent("").text("id");
        process(plain);
        present("amount_tip=300" + declining);
        post(
                at("process_payment_intent"),
                "payment_intent=" + plain + "&process_config[skip_tipping]=true");
        present("");
        assertThat(get("/v1/payment_intents/" + plain).text("amount_received")).isEqualTo("2500");

        var collected = intent("").text("id");
        collect(collected, "amount_tip=150" + declining);
        assertThat(amount(collected)).isEqualTo("2650");
        var confirmed = post(at("confirm_payment_intent"), "payment_intent=" + collected);
        assertThat(confirmed.text("action.status")).isEqualTo("failed");
        assertThat(amount(collected)).isEqualTo("2500");
    }

    @Test
    void a_tip_that_was_collected_is_neither_the_next_buyers_nor_a_part_of_another_amount() {
        var id = intent("").text("id");
        collect(id, "amount_tip=150");
        assertThat(amount(id)).isEqualTo("2650");
        collect(id, "");
        assertThat(amount(id)).isEqualTo("2500");
        collect(id, "amount_tip=150");
        post("/v1/payment_intents/" + id, "amount=1000");
        var told = get("/v1/payment_intents/" + id);
        assertThat(told.text("amount")).isEqualTo("1000");
        assertThat(told.body().at("/amount_details/tip")).isEmpty();
        collect(id, "amount_tip=100");
        post(at("confirm_payment_intent"), "payment_intent=" + id);
        assertThat(get("/v1/payment_intents/" + id).text("amount_received")).isEqualTo("1100");
    }

    @Test
    void a_tip_that_the_seller_stated_stays_beside_the_readers() {
        var id = intent("&amount_details[tip][amount]=200").text("id");
        process(id);
        present("amount_tip=100");
        var paid = get("/v1/payment_intents/" + id);
        assertThat(paid.text("amount_received")).isEqualTo("2600");
        assertThat(paid.text("amount_details.tip.amount")).isEqualTo("300");
    }

    @Test
    void a_tip_for_an_action_that_was_changed_meanwhile_is_refused() throws Exception {
        var wish = post("/v1/setup_intents", "payment_method_types[]=card_present").text("id");
        process(intent("").text("id"));
        var account = shop.account().id().test();
        var sql = new ThingsSql();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var late =
                    test.platform()
                            .tx()
                            .inAccount(
                                    account,
                                    tx -> {
                                        var body =
                                                sql.lock(account, tx, Kind.READER, reader)
                                                        .orElseThrow();
                                        var presented =
                                                pool.submit(() -> present("amount_tip=100"));
                                        Eventually.is(() -> presented.isDone() || somebodyWaits());
                                        var action = ActionsHttp.action("process_setup_intent");
                                        action.putObject("process_setup_intent")
                                                .put("setup_intent", wish);
                                        body.set("action", action);
                                        sql.update(account, tx, body);
                                        return presented;
                                    });
            assertThat(late.get().text("error.param")).isEqualTo("amount_tip");
        }
        assertThat(present("").text("action.status")).as("nobody claims it").isNotEmpty();
    }

    private String secondReader() {
        var place = get("/v1/terminal/readers/" + reader).text("location");
        return post("/v1/terminal/readers", "registration_code=simulated-s700&location=" + place)
                .text("id");
    }

    private Got presentAt(String where, String form) {
        return post("/v1/test_helpers/terminal/readers/" + where + "/present_payment_method", form);
    }

    @Test
    void of_two_readers_at_one_payment_the_one_that_is_paid_has_its_own_tip() throws Exception {
        var second = secondReader();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 25; round++) {
                var id = intent("").text("id");
                var readers = List.of(reader, second);
                for (var each : readers) {
                    post("/v1/terminal/readers/" + each + "/cancel_action", "");
                    post(
                            "/v1/terminal/readers/" + each + "/process_payment_intent",
                            "payment_intent=" + id);
                }
                var start = new CyclicBarrier(2);
                var tips = List.of(300, 200);
                var answers =
                        IntStream.range(0, 2)
                                .mapToObj(i ->
                                        pool.submit(() -> {
                                            start.await();
                                            return presentAt(
                                                    readers.get(i), "amount_tip=" + tips.get(i));
                                        }))
                                .toList();
                int paid = 0;
                for (int i = 0; i < 2; i++) {
                    if (!answers.get(i).get().text("action.status").equals("succeeded")) continue;
                    paid++;
                    var told = get("/v1/payment_intents/" + id);
                    assertThat(told.text("amount_received")).isEqualTo("" + (2500 + tips.get(i)));
                    assertThat(told.text("amount_details.tip.amount")).isEqualTo("" + tips.get(i));
                }
                assertThat(paid).isOne();
            }
        }
    }

    @Test
    void a_tip_that_was_collected_at_one_reader_is_not_lost_to_another() {
        var second = secondReader();
        var first = reader;
        var id = intent("").text("id");
        collect(id, "amount_tip=300");
        reader = second;
        collect(id, "");
        reader = first;
        var lost = post(at("confirm_payment_intent"), "payment_intent=" + id);
        assertThat(lost.status()).isEqualTo(400);
        assertThat(lost.text("error.message")).contains("Another reader");
        collect(id, "amount_tip=300");
        post(at("confirm_payment_intent"), "payment_intent=" + id);
        assertThat(get("/v1/payment_intents/" + id).text("amount_received")).isEqualTo("2800");
    }

    @Test
    void a_reader_that_died_with_a_card_holds_a_payment_up_for_a_minute() {
        var second = secondReader();
        var id = intent("").text("id");
        process(id);
        var account = shop.account().id().test();
        var now = test.platform().clock().now();
        var turn = new ThingsSql.Turn(reader, "somebody");
        test.platform()
                .tx()
                .doInAccount(
                        account, tx -> new ThingsSql().takeTurn(account, tx, id, turn, now, now));
        reader = second;
        process(id);
        assertThat(present("amount_tip=100").text("error.code")).isEqualTo("lock_timeout");
        assertThat(amount(id)).isEqualTo("2500");
        test.clock().advance(Duration.ofSeconds(61));
        assertThat(present("amount_tip=100").text("action.status")).isEqualTo("succeeded");
        assertThat(amount(id)).isEqualTo("2600");
    }

    /** Whether a statement waits for a row that somebody else holds. */
    private static boolean somebodyWaits() {
        return test.platform()
                .tx()
                .onSingle(tx ->
                        tx.one(
                                """
                                select count(*) as waiting from pg_catalog.pg_stat_activity
                                where wait_event_type = 'Lock' and datname = current_database()
                                """,
                                row -> row.number("waiting") > 0))
                .orElseThrow();
    }

    @Test
    void a_pin_shows_on_the_receipt_and_manual_capture_waits() {
        var intent = intent("&capture_method=manual");
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        present("type=card_present&card_present[number]=4001007020000002");
        var held = get("/v1/payment_intents/" + intent.text("id") + "?expand[]=latest_charge");
        assertThat(held.text("status")).isEqualTo("requires_capture");
        var card = held.body().at("/latest_charge/payment_method_details/card_present");
        assertThat(card.at("/receipt/cardholder_verification_method").asText())
                .isEqualTo("offline_pin");
        assertThat(card.has("capture_before")).isTrue();
        var captured = post("/v1/payment_intents/" + intent.text("id") + "/capture", "");
        assertThat(captured.text("status")).isEqualTo("succeeded");
        assertThat(
                        intent(
                                        "&payment_method_options[card_present][capture_method]=manual_preferred")
                                .text("capture_method"))
                .isEqualTo("manual");
    }

    @Test
    void a_decline_fails_the_action_and_another_card_may_be_tried() {
        var intent = intent("");
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        var failed = present("card_present[number]=4000000000009995");
        assertThat(failed.text("action.status")).isEqualTo("failed");
        assertThat(failed.text("action.failure_code")).isEqualTo("card_declined");
        assertThat(failed.text("action.api_error.decline_code")).isEqualTo("insufficient_funds");
        assertThat(told()).containsExactly("terminal.reader.action_failed");
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        assertThat(present("").text("action.status")).isEqualTo("succeeded");
    }

    @Test
    void a_card_is_collected_first_and_charged_afterwards() {
        var intent = intent("");
        var form = "payment_intent=" + intent.text("id");
        assertThat(post(at("confirm_payment_intent"), form).status()).isEqualTo(400);
        post(at("collect_payment_method"), form + "&collect_config[skip_tipping]=true");
        var collected = present("card_present[number]=5555555555554444");
        assertThat(
                        collected.text(
                                "action.collect_payment_method.payment_method.card_present.brand"))
                .isEqualTo("mastercard");
        assertThat(get("/v1/payment_intents/" + intent.text("id")).text("status"))
                .isEqualTo("requires_payment_method");
        assertThat(
                        post(
                                        at("confirm_payment_intent"),
                                        "payment_intent=" + intent("").text("id"))
                                .status())
                .isEqualTo(400);
        var confirmed = post(at("confirm_payment_intent"), form);
        assertThat(confirmed.text("action.status"))
                .as(confirmed.body().toString())
                .isEqualTo("succeeded");
        assertThat(get("/v1/payment_intents/" + intent.text("id")).text("status"))
                .isEqualTo("succeeded");
    }

    @Test
    void a_card_is_kept_as_the_one_generated_from_it() {
        var customer = post("/v1/customers", "email=bea@example.com").text("id");
        var wish =
                post(
                        "/v1/setup_intents",
                        "payment_method_types[]=card_present&customer=" + customer);
        assertThat(wish.status()).as(wish.body().toString()).isEqualTo(200);
        post(at("process_setup_intent"), "allow_redisplay=always&setup_intent=" + wish.text("id"));
        var ended = present("");
        assertThat(ended.text("action.status")).as(ended.body().toString()).isEqualTo("succeeded");
        var generated = ended.text("action.process_setup_intent.generated_card");
        var method = get("/v1/payment_methods/" + generated);
        assertThat(method.text("type")).isEqualTo("card");
        assertThat(method.text("customer")).isEqualTo(customer);
        assertThat(method.text("allow_redisplay")).isEqualTo("always");

        var intent = intent("&setup_future_usage=off_session&customer=" + customer);
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        assertThat(present("").text("action.status")).isEqualTo("succeeded");
        var paid = get("/v1/payment_intents/" + intent.text("id") + "?expand[]=latest_charge");
        var kept =
                paid.body()
                        .at("/latest_charge/payment_method_details/card_present/generated_card")
                        .asText();
        assertThat(get("/v1/payment_methods/" + kept).text("customer")).isEqualTo(customer);
        assertThat(
                        post(
                                        "/v1/payment_methods/"
                                                + paid.text("payment_method")
                                                + "/attach",
                                        "customer=" + customer)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void money_goes_back_to_the_card_that_paid_only() {
        var intent = intent("");
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        present("");
        var form = "amount=1000&payment_intent=" + intent.text("id") + "&metadata[why]=late";
        post(at("refund_payment"), form);
        var other = present("card_present[number]=5555555555554444");
        assertThat(other.text("action.status")).isEqualTo("failed");
        post(at("refund_payment"), form);
        var refunded = present("");
        assertThat(refunded.text("action.status"))
                .as(refunded.body().toString())
                .isEqualTo("succeeded");
        var refund = get("/v1/refunds/" + refunded.text("action.refund_payment.refund"));
        assertThat(refund.text("amount")).isEqualTo("1000");
        assertThat(refund.text("metadata.why")).isEqualTo("late");
        assertThat(post(at("refund_payment"), "amount=1").status()).isEqualTo(400);
        assertThat(post(at("refund_payment"), "charge=ch_none").text("error.code"))
                .isEqualTo("resource_missing");
    }

    @Test
    void of_two_who_present_a_card_at_once_one_pays() throws Exception {
        var intent = intent("");
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 6)
                            .mapToObj(i -> pool.submit(() -> present("").status()))
                            .toList();
            int done = 0;
            for (var answer : answers) if (answer.get() == 200) done++;
            assertThat(done).isOne();
        }
        assertThat(told()).containsExactly("terminal.reader.action_succeeded");
        assertThat(get("/v1/charges?payment_intent=" + intent.text("id")).body().path("data"))
                .hasSize(1);
    }

    @Test
    void two_readers_at_one_payment_take_it_once() {
        var first = reader;
        var place = get("/v1/terminal/readers/" + first).text("location");
        var second =
                post("/v1/terminal/readers", "registration_code=simulated-s700&location=" + place)
                        .text("id");
        var intent = intent("");
        for (var each : List.of(first, second)) {
            reader = each;
            post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        }
        assertThat(present("").text("action.status")).isEqualTo("succeeded");
        reader = first;
        assertThat(present("").text("action.status")).isEqualTo("failed");
        assertThat(get("/v1/charges?payment_intent=" + intent.text("id")).body().path("data"))
                .hasSize(1);
    }

    @Test
    void what_does_not_belong_at_a_reader_is_refused() {
        var typed = post("/v1/payment_intents", "amount=2500&currency=usd");
        assertThat(
                        post(at("process_payment_intent"), "payment_intent=" + typed.text("id"))
                                .text("error.param"))
                .isEqualTo("payment_intent");
        assertThat(post(at("process_payment_intent"), "payment_intent=pi_none").text("error.code"))
                .isEqualTo("resource_missing");
        assertThat(
                        post(
                                        at("process_setup_intent"),
                                        "setup_intent=seti_none&allow_redisplay=always")
                                .text("error.code"))
                .isEqualTo("resource_missing");
        var intent = intent("");
        assertThat(
                        post(
                                        "/v1/payment_intents/" + intent.text("id") + "/confirm",
                                        "payment_method=pm_card_visa")
                                .text("error.code"))
                .isEqualTo("payment_intent_incompatible_payment_method");
        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"));
        for (var number :
                List.of("4506445006931933", "4111111111111111", "1", "4242424242424241")) {
            var refused = present("card_present[number]=" + number);
            assertThat(refused.status()).as(number).isEqualTo(400);
            assertThat(refused.body().toString()).doesNotContain("4506445006931933");
        }
        var canceled = post(at("cancel_action"), "");
        assertThat(canceled.body().path("action").isNull()).isTrue();
        assertThat(present("").status()).isEqualTo(400);
        var mine = reader;
        shop = opened("other-" + ++shops);
        reader = mine;
        assertThat(
                        post(at("process_payment_intent"), "payment_intent=" + intent.text("id"))
                                .status())
                .isEqualTo(400);
        assertThat(present("").status()).isEqualTo(404);
    }
}
