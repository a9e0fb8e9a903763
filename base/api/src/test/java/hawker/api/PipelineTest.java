package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {

    private static final Shape THING =
            Shape.of(Param.amount("amount").required(), Param.flag("confirm"), Param.metadata());
    private final TestApi api =
            new TestApi(
                    List.of(
                            Operation.post("/v1/things", THING, PipelineTest::create),
                            Operation.get(
                                    "/v1/things", Shape.of(Param.paging()), PipelineTest::list),
                            Operation.get("/v1/things/{id}", Shape.of(), PipelineTest::find),
                            Operation.post("/v1/tokens", Shape.of(), PipelineTest::create)
                                    .with(Access.PUBLISHABLE),
                            Operation.get("/v1/secrets/{id}", Shape.of(), PipelineTest::secret)
                                    .with(Access.CLIENT_SECRET),
                            Operation.get("/v1/broken", Shape.of(), PipelineTest::broken)),
                    List.of(
                            Expander.of(
                                    (account, ids) ->
                                            Map.of(
                                                    "cus_1",
                                                    Json.object().put("object", "customer")),
                                    "thing.customer")),
                    List.of());

    @AfterAll
    void close() {
        api.close();
    }

    private static Answer create(Call call) {
        return Answer.ok(
                Json.object()
                        .put("object", "thing")
                        .put("amount", call.params().integer("amount").orElse(0L)));
    }

    private static Answer find(Call call) {
        if (!call.path("id").equals("th_1")) throw ApiError.missing("thing", call.path("id"));
        return Answer.ok(thing());
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode thing() {
        return Json.object().put("id", "th_1").put("object", "thing").put("customer", "cus_1");
    }

    private static Answer list(Call call) {
        var page = call.page();
        return Lists.answer(
                "/v1/things", new Page<>(List.of(thing().put("n", page.limit())), true));
    }

    private static Answer secret(Call call) {
        call.checkClientSecret("th_1_secret_right", "thing", call.path("id"));
        return find(call);
    }

    private static Answer broken(Call call) {
        throw new IllegalStateException("for the test " + call.requestId());
    }

    @Test
    void an_answer_has_the_headers_that_sdks_read() {
        var reply =
                api.post("/v1/things", "amount=5")
                        .with("stripe-version", "2022-08-01")
                        .once("k-headers")
                        .send();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("amount").asInt()).isEqualTo(5);
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.header("Cache-Control")).contains("no-cache, no-store");
        assertThat(reply.header("Stripe-Version")).contains("2022-08-01");
        assertThat(reply.header("Idempotency-Key")).contains("k-headers");
        assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(api.post("/v1/things", "amount=5").send().header("Stripe-Version"))
                .contains(Versions.NEWEST);
    }

    @Test
    void keys_come_as_bearer_as_basic_user_name_or_publishable_in_the_form() {
        var basic =
                Base64.getEncoder()
                        .encodeToString("sk_test_alice:".getBytes(StandardCharsets.UTF_8));
        assertThat(api.get("/v1/things/th_1", "").with("authorization", "Basic " + basic).send())
                .extracting(TestApi.Reply::status)
                .isEqualTo(200);
        var form = api.post("/v1/tokens", "key=pk_test_alice");
        form.headers().remove("authorization");
        assertThat(form.send().status()).isEqualTo(200);
        var secretInForm = api.post("/v1/tokens", "key=sk_test_alice");
        secretInForm.headers().remove("authorization");
        assertThat(secretInForm.send().status()).isEqualTo(401);
    }

    @Test
    void no_key_a_wrong_key_and_an_expired_key_are_401() {
        assertThat(api.get("/v1/things", "").with("authorization", "").send().status())
                .isEqualTo(401);
        var wrong = api.get("/v1/things", "").key("sk_test_2AAAAAAsecretsecret1234").send();
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("sk_test_****1234").doesNotContain("secretsecret");
        assertThat(api.get("/v1/things", "").key("sk_test_expired").send().code())
                .isEqualTo("api_key_expired");
    }

    @Test
    void publishable_keys_reach_only_what_is_for_browsers() {
        var refused = api.get("/v1/things", "").key("pk_test_alice").send();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("secret_key_required");
        assertThat(api.post("/v1/tokens", "").key("pk_test_alice").send().status()).isEqualTo(200);
    }

    @Test
    void a7_a_wrong_client_secret_looks_like_a_missing_object() {
        var right = api.get("/v1/secrets/th_1", "client_secret=th_1_secret_right");
        assertThat(right.key("pk_test_alice").send().status()).isEqualTo(200);
        var wrong = api.get("/v1/secrets/th_1", "client_secret=x").key("pk_test_alice").send();
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.code()).isEqualTo("resource_missing");
        assertThat(api.get("/v1/secrets/th_1", "").key("pk_test_alice").send().code())
                .isEqualTo("parameter_missing");
        assertThat(api.get("/v1/secrets/th_1", "").send().status()).isEqualTo(200);
    }

    @Test
    void restricted_keys_have_the_rights_in_their_list() {
        assertThat(api.get("/v1/things", "").key("rk_test_alice").send().status()).isEqualTo(200);
        var refused = api.post("/v1/things", "amount=5").key("rk_test_alice").send();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("things:write");
    }

    @Test
    void live_keys_in_the_clear_from_elsewhere_are_refused() {
        assertThat(api.get("/v1/things", "").key("sk_live_alice").send().status()).isEqualTo(403);
    }

    @Test
    void a10_acting_for_an_account_that_is_not_connected_is_refused() {
        var refused = api.get("/v1/things", "").with("stripe-account", TestApi.BOB.text()).send();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("account_invalid");
        var own = api.get("/v1/things", "").with("stripe-account", TestApi.ALICE.text()).send();
        assertThat(own.header("Stripe-Account")).contains(TestApi.ALICE.text());
    }

    @Test
    void the_key_is_checked_before_the_route_and_the_route_before_parameters() {
        assertThat(api.get("/v1/nothing/here", "").with("authorization", "").send().status())
                .isEqualTo(401);
        var unknown = api.get("/v1/nothing/here", "a=1&a[b]=2").send();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text())
                .contains("Unrecognized request URL (GET: /v1/nothing/here).")
                .contains("invalid_request_error");
    }

    @Test
    void parsing_unknown_types_and_missing_are_told_in_this_order() {
        assertThat(api.post("/v1/things", "a=1&a[b]=2&foo=1").send().text())
                .contains("Invalid object/array");
        assertThat(api.post("/v1/things", "foo=1&confirm=maybe").send().code())
                .isEqualTo("parameter_unknown");
        assertThat(api.post("/v1/things", "confirm=maybe").send().text())
                .contains("Invalid boolean: maybe");
        for (var yes : List.of("true", "True", "FALSE"))
            assertThat(api.post("/v1/things", "confirm=" + yes).send().code())
                    .isEqualTo("parameter_missing");
    }

    @Test
    void a_json_body_is_refused_with_the_content_type_that_is_wanted() {
        var refused = api.post("/v1/things", "{}").with("content-type", "application/json").send();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("application/x-www-form-urlencoded");
    }

    @Test
    void pages_have_limits_and_one_cursor_of_the_own_account() {
        assertThat(api.get("/v1/things", "").send().json().at("/data/0/n").asInt()).isEqualTo(10);
        assertThat(api.get("/v1/things", "limit=100").send().status()).isEqualTo(200);
        for (var limit : List.of("0", "101", "1000000000", "x"))
            assertThat(api.get("/v1/things", "limit=" + limit).send().code())
                    .isEqualTo("parameter_invalid_integer");
        assertThat(api.get("/v1/things", "starting_after=a&ending_before=b").send().code())
                .isEqualTo("parameters_exclusive");
        var foreign = api.platform().ids().ordinary("th", TestApi.BOB);
        assertThat(api.get("/v1/things", "starting_after=" + foreign).send().code())
                .isEqualTo("resource_missing");
    }

    @Test
    void ids_are_expanded_and_unknown_paths_refused() {
        var thing = api.get("/v1/things/th_1", "expand[]=customer").send();
        assertThat(thing.json().at("/customer/object").asText()).isEqualTo("customer");
        var list = api.get("/v1/things", "expand[0]=data.customer").send();
        assertThat(list.json().at("/data/0/customer/object").asText()).isEqualTo("customer");
        assertThat(api.get("/v1/things/th_1", "expand[]=amount").send().status()).isEqualTo(400);
    }

    @Test
    void a_failure_of_ours_is_500_and_says_nothing_of_its_cause() {
        var reply = api.get("/v1/broken", "").send();
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.header("Stripe-Should-Retry")).contains("false");
        assertThat(reply.text()).contains("api_error").doesNotContain("for the test");
    }

    @Test
    void preflights_and_foreign_methods_are_answered() {
        var options = new TestApi.Ask(api, "OPTIONS", "/v1/things", "", Map.of()).send();
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("Authorization"));
        assertThat(new TestApi.Ask(api, "PUT", "/v1/things", "", Map.of()).send().status())
                .isEqualTo(405);
    }
}
