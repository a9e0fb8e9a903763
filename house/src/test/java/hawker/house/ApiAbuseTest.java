package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Access;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.app.Hawker;
import hawker.platform.TestPlatform;
import hawker.web.Masking;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bad callers of the API; the cases over all routes are made from the route table. */
@Tag("slow")
class ApiAbuseTest {

    private static final List<Operation> OPERATIONS = operations();

    private final House house = House.open();

    private final Api seller = new Api(house.base(), house.secretKey());

    @Test
    void every_operation_asks_for_a_key() {
        var anybody = new Api(house.base(), "");
        var stranger = new Api(house.base(), "sk_test_0000000000000000000000000000000000");
        for (var operation : OPERATIONS) {
            assertThat(call(anybody, operation, "x_1").status()).as(name(operation)).isEqualTo(401);
            assertThat(call(stranger, operation, "x_1").status())
                    .as(name(operation))
                    .isEqualTo(401);
        }
    }

    @Test
    void a11_a_publishable_key_opens_no_secret_operation() {
        var browser = new Api(house.base(), house.publishableKey());
        for (var operation : OPERATIONS) {
            if (operation.access() != Access.SECRET) continue;
            assertThat(call(browser, operation, "x_1").status()).as(name(operation)).isIn(401, 403);
        }
    }

    @Test
    void a9_objects_of_others_look_exactly_like_objects_that_do_not_exist() {
        var theirs = theirObjects();
        var other = new Api(house.base(), house.otherSecretKey());
        for (var operation : OPERATIONS) {
            if (!operation.pattern().contains("{id}")) continue;
            var id = theirs.get(resource(operation));
            if (id == null) continue;
            var absent = id.substring(0, id.length() - 10) + "0000000000";
            var foreign = call(other, operation, id);
            var missing = call(other, operation, absent);
            assertThat(foreign.status())
                    .as(name(operation) + " " + id)
                    .isEqualTo(missing.status())
                    .isIn(400, 404);
            assertThat(foreign.text().replace(id, "ID"))
                    .as(name(operation))
                    .isEqualTo(missing.text().replace(absent, "ID"));
        }
    }

    @Test
    void a13_parameters_nobody_declared_are_refused() {
        for (var operation : OPERATIONS) {
            if (!operation.method().equals("POST")) continue;
            for (var field :
                    List.of("livemode", "amount_refunded", "metadata[__proto__][x]", "status_x")) {
                var form = new LinkedHashMap<>(required(operation));
                form.put(field, "true");
                var answer =
                        seller.send(
                                "POST", path(operation, "x_1"), encoded(form), Optional.empty());
                assertThat(answer.status()).as(name(operation) + " " + field).isEqualTo(400);
            }
        }
    }

    @Test
    void a17_amounts_are_plain_integers_within_bounds() {
        for (var amount :
                List.of(
                        "9223372036854775807",
                        "100000000",
                        "1e3",
                        "１００",
                        "-1",
                        "0",
                        "1.5",
                        "0x10",
                        "",
                        "+5",
                        "99999999999999999999"))
            assertThat(pay(Map.of("amount", amount, "currency", "usd")).status())
                    .as("amount " + amount)
                    .isEqualTo(400);
        assertThat(pay(Map.of("amount", "49", "currency", "usd")).code())
                .isEqualTo("amount_too_small");
    }

    @Test
    void a18_amounts_fit_their_currency() {
        assertThat(pay(Map.of("amount", "1000", "currency", "xyz")).status()).isEqualTo(400);
        assertThat(pay(Map.of("amount", "5124", "currency", "kwd")).status()).isEqualTo(400);
        assertThat(pay(Map.of("amount", "501", "currency", "isk")).status()).isEqualTo(400);
    }

    @Test
    void a37_card_numbers_in_texts_are_stored_masked() {
        var card = "4242 4242 4242 4242";
        var made =
                seller.post(
                        "/v1/customers",
                        Map.of(
                                "name", card,
                                "description", "pays with " + card,
                                "metadata[note]", card,
                                "address[line1]", card,
                                "shipping[name]", card,
                                "shipping[address][line1]", card));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        var read = seller.get("/v1/customers/" + made.id());
        assertThat(read.json().get("description").asText())
                .isEqualTo("pays with 4242 42** **** 4242");
        assertThat(read.text()).doesNotContain(card);
        var keyed = seller.post("/v1/customers", Map.of(), "order 4242424242424242");
        assertThat(keyed.status()).isEqualTo(200);
        assertThat(seller.post("/v1/customers", Map.of(), "order 4242424242424242").id())
                .isEqualTo(keyed.id());
        assertThat(seller.post("/v1/customers", Map.of(), "order 4242420000004242").id())
                .isNotEqualTo(keyed.id());
        var told = seller.get("/v1/events?type=customer.created&limit=10");
        assertThat(told.text()).contains("order 424242").doesNotContain("4242424242424242");
    }

    @Test
    void whatever_goes_wrong_under_v1_is_json() {
        for (var answer :
                List.of(
                        seller.get("/v1"),
                        seller.get("/v1/"),
                        seller.get("/v1/nothing"),
                        seller.send("TRACE", "/v1/charges", "", Optional.empty()),
                        seller.send("PATCH", "/v1/charges", "", Optional.empty()),
                        seller.get("/v1/charges?created=" + "1".repeat(9_000))))
            assertThat(answer.json().at("/error/type").asText())
                    .as(answer.text())
                    .isEqualTo("invalid_request_error");
    }

    @Test
    void a38_endless_nesting_and_huge_limits_are_refused() {
        assertThat(
                        seller.send(
                                        "POST",
                                        "/v1/customers",
                                        "metadata" + "[a]".repeat(50) + "=1",
                                        Optional.empty())
                                .status())
                .isEqualTo(400);
        assertThat(seller.get("/v1/customers?limit=1000000000").status()).isEqualTo(400);
        var expands =
                String.join("&", IntStream.range(0, 100).mapToObj(i -> "expand[]=a" + i).toList());
        assertThat(seller.get("/v1/charges?" + expands).status()).isEqualTo(400);
    }

    @Test
    void a40_no_parameter_is_read_as_a_statement_or_a_pattern() {
        var corpus =
                List.of(
                        "x' OR '1'='1'; drop table ledger.journal; --",
                        "status:'succeeded' OR 1=1 $1 ?::jsonb {\"a\":[$.b]}",
                        "(((((((((a*)*)*)*)*)*)*)*)*)*b\\%_");
        var intents = seller.get("/v1/payment_intents?limit=1").json().at("/data/0/id").asText();
        for (var operation : OPERATIONS) {
            for (var text : corpus) {
                for (var param : operation.shape().params()) {
                    var form = new LinkedHashMap<>(required(operation));
                    form.put(param.name(), text);
                    var query = operation.method().equals("POST") ? "" : "?" + escaped(form);
                    var answer =
                            seller.send(
                                    operation.method(),
                                    path(operation, "x_1") + query,
                                    query.isEmpty() ? escaped(form) : "",
                                    Optional.empty());
                    assertThat(answer.status())
                            .as(name(operation) + " " + param.name() + "=" + text)
                            .isLessThan(500);
                    assertThat(answer.text()).doesNotContain("SQLSTATE", "syntax error");
                }
                var answer =
                        seller.send(
                                operation.method(),
                                path(operation, escaped(text)),
                                "",
                                Optional.empty());
                assertThat(answer.status()).as(name(operation) + " " + text).isLessThan(500);
            }
        }
        assertThat(seller.get("/v1/payment_intents/" + intents).status()).isEqualTo(200);
    }

    @Test
    void a46_errors_and_measures_tell_no_secret_and_nothing_of_the_inside() {
        var wrong = new ArrayList<String>();
        for (var operation : OPERATIONS)
            wrong.add(
                    seller.send(
                                    operation.method(),
                                    path(operation, "x_1"),
                                    "a[=%ff&limit=x&amount=x",
                                    Optional.empty())
                            .text());
        wrong.add(new Api(house.base(), "sk_live_4242424242424242").get("/v1/charges").text());
        assertThat(wrong)
                .allSatisfy(text ->
                        assertThat(text)
                                .doesNotContain(
                                        "java.", "hawker.", "Exception", "SQLSTATE", "\tat ")
                                .doesNotContain(house.secretKey(), "4242424242424242"));
        var measures = new Api(house.base(), "").get("/metrics").text();
        assertThat(measures).contains("hawker_");
        assertThat(Masking.mask(measures)).isEqualTo(measures);
    }

    @Test
    void a_raw_card_number_is_only_taken_from_the_published_list() {
        var card =
                Map.of(
                        "type",
                        "card",
                        "card[number]",
                        "4929939187355598",
                        "card[exp_month]",
                        "12",
                        "card[exp_year]",
                        "2034",
                        "card[cvc]",
                        "123");
        var answer = seller.post("/v1/payment_methods", card);
        assertThat(answer.status()).isIn(400, 402, 403);
        assertThat(answer.text()).doesNotContain("4929939187355598");
    }

    // ——— the ways of these tests ———

    private static Api.Answer call(Api api, Operation operation, String id) {
        return api.send(
                operation.method(),
                path(operation, id),
                encoded(required(operation)),
                Optional.empty());
    }

    private static String path(Operation operation, String id) {
        return operation.pattern().replaceAll("\\{[^}]+}", id);
    }

    private static String name(Operation operation) {
        return operation.method() + " " + operation.pattern();
    }

    /** The resource an operation's {id} names: {@code payment_intents}. */
    private static String resource(Operation operation) {
        return operation.pattern().split("/")[2];
    }

    /**
     * Something for each required parameter, so that the check under test is the one that answers.
     */
    private static Map<String, String> required(Operation operation) {
        var form = new LinkedHashMap<String, String>();
        if (!operation.method().equals("POST")) return form;
        for (var param : operation.shape().params())
            if (param.isRequired()) form.put(param.name(), example(param));
        return form;
    }

    private static String example(Param param) {
        return switch (param.name()) {
            case "amount" -> "2000";
            case "currency" -> "usd";
            case "url" -> "https://example.com/hook";
            case "type" -> "card";
            default -> param.name().equals("enabled_events") ? "*" : "x";
        };
    }

    private static String encoded(Map<String, String> form) {
        return String.join(
                "&", form.entrySet().stream().map(f -> f.getKey() + "=" + f.getValue()).toList());
    }

    private static String escaped(Map<String, String> form) {
        return String.join(
                "&",
                form.entrySet().stream()
                        .map(f -> f.getKey() + "=" + escaped(f.getValue()))
                        .toList());
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Map<String, String> theirObjects() {
        var objects = new HashMap<String, String>();
        var intent = seller.paid("pm_card_visa", "2000");
        objects.put("payment_intents", intent);
        objects.put(
                "charges",
                seller.get("/v1/payment_intents/" + intent).json().get("latest_charge").asText());
        objects.put(
                "customers", seller.post("/v1/customers", Map.of("email", "a9@example.com")).id());
        objects.put(
                "payment_methods",
                seller.get("/v1/payment_intents/" + intent).json().get("payment_method").asText());
        objects.put("events", seller.get("/v1/events?limit=1").json().at("/data/0/id").asText());
        objects.put(
                "balance_transactions",
                seller.get("/v1/balance_transactions?limit=1").json().at("/data/0/id").asText());
        var looked = seller.paid("pm_card_riskLevelElevated", "2000");
        objects.put(
                "reviews",
                seller.get("/v1/payment_intents/" + looked).json().get("review").asText());
        return objects;
    }

    private Api.Answer pay(Map<String, String> form) {
        return seller.post("/v1/payment_intents", form);
    }

    /** The route table of the whole program. */
    static List<Operation> operations() {
        try (var test = TestPlatform.open(Map.of("HAWKER_PORT", "1", "HAWKER_VAULT_PORT", "2"));
                var hawker = Hawker.open(test.platform())) {
            return hawker.operations();
        }
    }
}
