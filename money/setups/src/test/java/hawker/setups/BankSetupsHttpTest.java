package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import hawker.api.Got;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bank accounts are kept for later, and debited under mandates. */
class BankSetupsHttpTest {

    private static final String BASE = "/v1/setup_intents";
    private static final String IBAN =
            "payment_method_data[type]=sepa_debit"
                    + "&payment_method_data[sepa_debit][iban]=DE89370400440532013000"
                    + "&payment_method_data[billing_details][name]=Jenny"
                    + "&payment_method_data[billing_details][email]=j@example.com";
    private static final String US =
            "payment_method_data[type]=us_bank_account"
                    + "&payment_method_data[us_bank_account][account_number]=000123456789"
                    + "&payment_method_data[us_bank_account][routing_number]=110000000"
                    + "&payment_method_data[billing_details][name]=Jane";
    private static final String ONLINE =
            "&mandate_data[customer_acceptance][type]=online"
                    + "&mandate_data[customer_acceptance][online][ip_address]=203.0.113.7"
                    + "&mandate_data[customer_acceptance][online][user_agent]=Lynx";
    private static final String OFFLINE =
            "&mandate_data[customer_acceptance][type]=offline"
                    + "&mandate_data[customer_acceptance][accepted_at]=1700000000";

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    private static Got post(String path, String form) {
        var got = stage.post(path, form);
        Stage.right(got);
        return got;
    }

    private static Got get(String path) {
        var got = stage.get(path);
        Stage.right(got);
        return got;
    }

    private static String text(Got got, String pointer) {
        return got.body().at(pointer).asText();
    }

    private static String id(Got got) {
        return text(got, "/id");
    }

    private static Got setUp(String type, String data, String more) {
        return post(BASE, "confirm=true&payment_method_types[]=" + type + "&" + data + more);
    }

    /** One that waits for its holder to tell two deposits. */
    private static Got waiting() throws StripeException {
        return setUp("us_bank_account", US, ONLINE + "&customer=" + stage.customer().getId());
    }

    private static Got told(Got intent, String what) {
        return stage.post(BASE + "/" + id(intent) + "/verify_microdeposits", what);
    }

    private static void settle() {
        stage.platform.jobs().runDue();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.platform.jobs().runDue();
    }

    @Test
    void an_account_in_the_euro_area_is_kept_at_once_under_a_mandate() throws StripeException {
        var customer = stage.customer().getId();
        var kept = setUp("sepa_debit", IBAN, ONLINE + "&customer=" + customer);
        assertThat(text(kept, "/status")).isEqualTo("succeeded");
        var mandate = get("/v1/mandates/" + text(kept, "/mandate"));
        assertThat(text(mandate, "/status")).isEqualTo("active");
        assertThat(text(mandate, "/type")).isEqualTo("multi_use");
        assertThat(text(mandate, "/customer_acceptance/online/ip_address"))
                .isEqualTo("203.0.113.7");
        var reference = text(mandate, "/payment_method_details/sepa_debit/reference");
        var url = URI.create(text(mandate, "/payment_method_details/sepa_debit/url"));
        assertThat(stage.page("GET", url.getPath(), "").body()).contains(reference, "In force");
        assertThat(stage.page("GET", url.getPath() + "x", "").statusCode()).isEqualTo(404);
        var methods = get("/v1/customers/" + customer + "/payment_methods?type=sepa_debit");
        var method = text(methods, "/data/0/id");
        assertThat(method).isEqualTo(text(kept, "/payment_method"));
        var attempts = get("/v1/setup_attempts?setup_intent=" + id(kept));
        assertThat(text(attempts, "/data/0/status")).isEqualTo("succeeded");
        assertThat(text(attempts, "/data/0/payment_method_details/type")).isEqualTo("sepa_debit");

        var paid =
                post(
                        "/v1/payment_intents",
                        "amount=700&currency=eur&confirm=true&off_session=true"
                                + "&payment_method_types[]=sepa_debit&customer="
                                + customer
                                + "&payment_method="
                                + method);
        settle();
        var charge = get("/v1/charges/" + text(paid, "/latest_charge"));
        assertThat(text(charge, "/status")).isEqualTo("succeeded");
        assertThat(text(charge, "/payment_method_details/sepa_debit/mandate"))
                .isEqualTo(text(kept, "/mandate"));

        post("/v1/payment_methods/" + method + "/detach", "");
        stage.told();
        assertThat(text(get("/v1/mandates/" + id(mandate)), "/status")).isEqualTo("inactive");
    }

    @Test
    void an_account_in_the_united_states_is_proven_by_two_deposits() throws StripeException {
        var open = waiting();
        assertThat(text(open, "/status")).isEqualTo("requires_action");
        assertThat(text(open, "/next_action/type")).isEqualTo("verify_with_microdeposits");
        var wrong = told(open, "amounts[]=1&amounts[]=2");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.error("code"))
                .isEqualTo("payment_method_microdeposit_verification_amounts_mismatch");
        assertThat(told(open, "descriptor_code=SM99ZZ").error("code"))
                .isEqualTo("payment_method_microdeposit_verification_descriptor_code_mismatch");
        var kept = told(open, "amounts[]=45&amounts[]=32");
        Stage.right(kept);
        assertThat(text(kept, "/status")).isEqualTo("succeeded");
        var mandate = get("/v1/mandates/" + text(kept, "/mandate"));
        assertThat(text(mandate, "/payment_method_details/type")).isEqualTo("us_bank_account");
        assertThat(told(open, "amounts[]=45&amounts[]=32").error("code"))
                .isEqualTo("setup_intent_unexpected_state");
        var attempts = get("/v1/setup_attempts?setup_intent=" + id(kept));
        assertThat(attempts.body().at("/data")).hasSize(1);
        assertThat(text(attempts, "/data/0/status")).isEqualTo("succeeded");
        assertThat(stage.toldTypes())
                .contains("setup_intent.requires_action", "setup_intent.succeeded");
        assertThat(told(waiting(), "descriptor_code=SM11AA").status()).isEqualTo(200);
    }

    @Test
    void three_wrong_answers_are_the_end() throws StripeException {
        var open = waiting();
        for (int i = 0; i < 2; i++)
            assertThat(told(open, "amounts[]=1&amounts[]=" + (2 + i)).error("code"))
                    .isEqualTo("payment_method_microdeposit_verification_amounts_mismatch");
        var over = told(open, "amounts[]=1&amounts[]=9");
        assertThat(over.status()).isEqualTo(400);
        assertThat(over.error("code"))
                .isEqualTo("payment_method_microdeposit_verification_attempts_exceeded");
        var now = get(BASE + "/" + id(open));
        assertThat(text(now, "/status")).isEqualTo("requires_payment_method");
        assertThat(text(now, "/last_setup_error/code"))
                .isEqualTo("payment_method_microdeposit_verification_attempts_exceeded");
        assertThat(told(waiting(), "amounts[]=10&amounts[]=11").error("code"))
                .isEqualTo("payment_method_microdeposit_verification_attempts_exceeded");
        assertThat(told(waiting(), "descriptor_code=SM44DD").error("code"))
                .isEqualTo("payment_method_microdeposit_verification_timeout");
        assertThat(told(waiting(), "amounts[]=1").error("code"))
                .isEqualTo("payment_method_microdeposit_verification_amounts_invalid");
        assertThat(stage.toldTypes()).contains("setup_intent.setup_failed");
    }

    @Test
    void a_holder_tells_the_deposits_on_a_page() throws StripeException {
        var open = waiting();
        var url = text(open, "/next_action/verify_with_microdeposits/hosted_verification_url");
        var path = URI.create(url).getPath();
        assertThat(stage.page("GET", path, "").body()).contains("two deposits");
        assertThat(stage.page("POST", path, "first=x&second=1").statusCode()).isEqualTo(422);
        assertThat(stage.page("POST", path, "first=1&second=2").statusCode()).isEqualTo(422);
        assertThat(stage.page("POST", path, "first=32&second=45").body()).contains("verified");
        assertThat(text(get(BASE + "/" + id(open)), "/status")).isEqualTo("succeeded");
        assertThat(stage.page("GET", path + "x", "").statusCode()).isEqualTo(404);
    }

    @Test
    void of_two_answers_at_once_one_counts() throws Exception {
        var open = waiting();
        Callable<Integer> right = () -> told(open, "amounts[]=32&amounts[]=45").status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = pool.invokeAll(IntStream.range(0, 6).mapToObj(i -> right).toList());
            assertThat(answers.stream().filter(answer -> answer.resultNow() == 200)).hasSize(1);
        }
        assertThat(stage.toldTypes().stream().filter("setup_intent.succeeded"::equals)).hasSize(1);
    }

    @Test
    void a_published_account_needs_no_proof_and_cards_come_no_other_way() {
        var kept = setUp("us_bank_account", "payment_method=pm_usBankAccount_success", OFFLINE);
        assertThat(text(kept, "/status")).isEqualTo("succeeded");
        var mandate = get("/v1/mandates/" + text(kept, "/mandate"));
        assertThat(text(mandate, "/customer_acceptance/type")).isEqualTo("offline");
        assertThat(text(mandate, "/customer_acceptance/accepted_at")).isEqualTo("1700000000");
        var closed =
                stage.post(
                        BASE,
                        "confirm=true&payment_method_types[]=card"
                                + "&payment_method=pm_usBankAccount_success");
        assertThat(closed.status()).isEqualTo(400);
    }

    @Test
    void one_that_waits_is_given_up() throws StripeException {
        var open = waiting();
        var gone = post(BASE + "/" + id(open) + "/cancel", "");
        assertThat(text(gone, "/status")).isEqualTo("canceled");
        var attempts = get("/v1/setup_attempts?setup_intent=" + id(open));
        assertThat(text(attempts, "/data/0/status")).isEqualTo("abandoned");
    }

    @Test
    void a_debit_is_given_its_mandate_with_its_payment() throws StripeException {
        var one = "amount=700&currency=eur&confirm=true&payment_method_types[]=sepa_debit&" + IBAN;
        var once = charge(post("/v1/payment_intents", one + ONLINE));
        var single =
                get("/v1/mandates/" + text(once, "/payment_method_details/sepa_debit/mandate"));
        assertThat(text(single, "/type")).isEqualTo("single_use");
        assertThat(text(single, "/single_use/amount")).isEqualTo("700");
        assertThat(text(single, "/status")).isEqualTo("inactive");
        assertThat(text(single, "/customer_acceptance/accepted_at")).isNotEmpty();

        var customer = "&setup_future_usage=off_session&customer=" + stage.customer().getId();
        var intent = post("/v1/payment_intents", one + ONLINE + customer);
        var mandate = text(charge(intent), "/payment_method_details/sepa_debit/mandate");
        assertThat(text(get("/v1/mandates/" + mandate), "/status")).isEqualTo("active");
        settle();
        var again =
                "amount=300&currency=eur&confirm=true&payment_method_types[]=sepa_debit&customer="
                        + customer.substring(customer.lastIndexOf('=') + 1)
                        + "&payment_method="
                        + text(intent, "/payment_method");
        var under = charge(post("/v1/payment_intents", again + "&mandate=" + mandate));
        assertThat(text(under, "/payment_method_details/sepa_debit/mandate")).isEqualTo(mandate);
        for (var wrong : new String[] {"mandate_unknown", id(single)}) {
            var no = stage.post("/v1/payment_intents", again + "&mandate=" + wrong);
            assertThat(no.status()).isEqualTo(400);
            assertThat(no.error("code")).isEqualTo("payment_intent_mandate_invalid");
        }
        assertThat(
                        stage.post("/v1/payment_intents", again + "&mandate=" + mandate + ONLINE)
                                .status())
                .isEqualTo(400);
    }

    private static String refused(String form) {
        var no = stage.post("/v1/payment_intents", form);
        assertThat(no.status()).as(no.body().toString()).isEqualTo(400);
        return no.error("code");
    }

    private static String debit(long amount, String more) {
        return "amount="
                + amount
                + "&currency=eur&confirm=true&payment_method_types[]=sepa_debit"
                + more;
    }

    @Test
    void a_mandate_for_one_payment_serves_for_that_payment_only() throws Exception {
        var invalid = "payment_intent_mandate_invalid";
        var kept =
                setUp(
                        "sepa_debit",
                        IBAN,
                        ONLINE + "&single_use[amount]=700&single_use[currency]=eur");
        var mandate = text(kept, "/single_use_mandate");
        var under = "&payment_method=" + text(kept, "/payment_method") + "&mandate=" + mandate;
        assertThat(refused(debit(701, under))).isEqualTo(invalid);
        assertThat(text(get("/v1/mandates/" + mandate), "/status")).isEqualTo("active");
        Callable<Integer> pay = () -> stage.post("/v1/payment_intents", debit(700, under)).status();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = pool.invokeAll(IntStream.range(0, 6).mapToObj(i -> pay).toList());
            assertThat(answers.stream().filter(answer -> answer.resultNow() == 200)).hasSize(1);
        }
        assertThat(text(get("/v1/mandates/" + mandate), "/status")).isEqualTo("inactive");
        assertThat(stage.toldTypes()).contains("mandate.updated");
        assertThat(refused(debit(700, under))).isEqualTo(invalid);
    }

    @Test
    void no_deposits_are_sent_under_a_mandate_that_does_not_stand() {
        var form =
                "amount=700&currency=usd&confirm=true&payment_method_types[]=us_bank_account&"
                        + US
                        + "&mandate=mandate_wrong";
        assertThat(refused(form)).isEqualTo("payment_intent_mandate_invalid");
    }

    @Test
    void what_was_accepted_for_one_account_is_not_for_another() {
        var form = "amount=700&currency=usd&confirm=true&payment_method_types[]=us_bank_account&";
        var open = "/v1/payment_intents/" + id(post("/v1/payment_intents", form + US + ONLINE));
        var other = "payment_method=pm_usBankAccount_success";
        var charge = charge(post(open + "/confirm", other));
        assertThat(charge.body().at("/payment_method_details/us_bank_account").has("mandate"))
                .isFalse();
        var updated = "/v1/payment_intents/" + id(post("/v1/payment_intents", form + US + ONLINE));
        post(updated, other);
        var quiet = charge(post(updated + "/confirm", ""));
        assertThat(quiet.body().at("/payment_method_details/us_bank_account").has("mandate"))
                .isFalse();
        var told = "/v1/payment_intents/" + id(post("/v1/payment_intents", form + US + ONLINE));
        var agreed = charge(post(told + "/confirm", other + ONLINE));
        assertThat(text(agreed, "/payment_method_details/us_bank_account/mandate"))
                .startsWith("mandate_");
    }

    @Test
    void what_was_accepted_is_remembered_until_the_account_is_proven() {
        var intent =
                post(
                        "/v1/payment_intents",
                        "amount=700&currency=usd&confirm=true"
                                + "&payment_method_types[]=us_bank_account&"
                                + US
                                + ONLINE);
        post(
                "/v1/payment_intents/" + id(intent) + "/verify_microdeposits",
                "amounts[]=32&amounts[]=45");
        var charge = charge(get("/v1/payment_intents/" + id(intent)));
        var mandate =
                get(
                        "/v1/mandates/"
                                + text(charge, "/payment_method_details/us_bank_account/mandate"));
        assertThat(text(mandate, "/customer_acceptance/online/user_agent")).isEqualTo("Lynx");
        var quiet =
                charge(
                        post(
                                "/v1/payment_intents",
                                "amount=700&currency=usd&confirm=true"
                                        + "&payment_method_types[]=us_bank_account"
                                        + "&payment_method=pm_usBankAccount_success"));
        assertThat(quiet.body().at("/payment_method_details/us_bank_account").has("mandate"))
                .isFalse();
    }

    private static Got charge(Got intent) {
        return get("/v1/charges/" + text(intent, "/latest_charge"));
    }
}
