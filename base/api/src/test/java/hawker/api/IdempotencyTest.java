package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import hawker.web.Masking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final Shape SHAPE = Shape.of(Param.text("note", 50), Param.expand());
    private static final GroupCommit.Insert EFFECT =
            GroupCommit.Insert.guarded(
                    "effects.effect", "account_id bigint", "effect_id text", "note text");

    private volatile Runnable during = () -> {};
    private volatile Runnable after = () -> {};
    private final TestApi api =
            new TestApi(
                    List.of(
                            Operation.post("/v1/cold", SHAPE, this::cold),
                            Operation.post("/v1/lazy", SHAPE, this::cold).claimingItself(),
                            Operation.post("/v1/hot", SHAPE, this::hot).claimingItself(),
                            Operation.post("/v1/steps", SHAPE, this::steps),
                            Operation.post("/v1/declined", SHAPE, this::declined)),
                    List.of(
                            Expander.of(
                                    (account, ids) ->
                                            java.util.Map.of(
                                                    "cus_1",
                                                    Json.object().put("object", "customer")),
                                    "effect.customer")),
                    List.of(this::replay));

    @AfterEach
    void close() {
        api.close();
    }

    /** One transaction. */
    private Answer cold(Call call) {
        return call.write(tx -> {
            var id = insert(call, tx);
            during.run();
            return Answer.ok(effect(id, call));
        });
    }

    /** One unit of the group-commit writer. */
    private Answer hot(Call call) {
        var id = api.platform().ids().ordinary("eff", call.account());
        var unit = new GroupCommit.Unit(call.account());
        unit.add(EFFECT, call.account(), id, call.requestId());
        call.claim(unit, id);
        during.run();
        if (api.platform().groupCommit().commit(unit) == GroupCommit.Outcome.CONFLICT)
            return call.replayOrConflict().orElseThrow();
        after.run();
        return Answer.ok(effect(id, call));
    }

    /** Several transactions, the first of which names the subject. */
    private Answer steps(Call call) {
        var id =
                api.platform()
                        .tx()
                        .inAccount(
                                call.account(),
                                tx -> {
                                    var made = insert(call, tx);
                                    call.claim(tx, made);
                                    return made;
                                });
        after.run();
        return Answer.ok(effect(id, call));
    }

    private Answer declined(Call call) {
        during.run();
        throw ApiError.card("card_declined", Optional.empty(), "Your card was declined.");
    }

    private String insert(Call call, Tx tx) {
        var id = api.platform().ids().ordinary("eff", call.account());
        tx.update(
                "insert into effects.effect (account_id, effect_id, note) values (?, ?, ?)",
                call.account(),
                id,
                call.requestId());
        return id;
    }

    private com.fasterxml.jackson.databind.node.ObjectNode effect(String id, Call call) {
        return Json.object()
                .put("id", id)
                .put("object", "effect")
                .put("customer", "cus_1")
                .put("note", call.params().text("note").orElse(""));
    }

    private Optional<Answer> replay(
            AccountId account, String subject, String requestId, Call call) {
        if (!subject.startsWith("eff_")) return Optional.empty();
        return Optional.of(Answer.ok(effect(subject, call)));
    }

    @Test
    void a_repetition_gets_the_same_body_and_has_no_effect() {
        for (var path : List.of("/v1/cold", "/v1/lazy", "/v1/hot", "/v1/steps")) {
            long before = api.effects(TestApi.ALICE);
            var first = api.post(path, "note=a").once("k" + path).send();
            var second = api.post(path, "note=a").once("k" + path).send();
            assertThat(first.status()).as(path).isEqualTo(200);
            assertThat(first.header("Idempotent-Replayed")).isEmpty();
            assertThat(second.text()).as(path).isEqualTo(first.text());
            assertThat(second.header("Idempotent-Replayed")).contains("true");
            assertThat(second.header("Original-Request"))
                    .hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
            assertThat(second.header("Stripe-Should-Retry")).contains("false");
            assertThat(api.effects(TestApi.ALICE)).as(path).isEqualTo(before + 1);
        }
    }

    @Test
    void without_a_key_every_request_has_its_effect() {
        api.post("/v1/cold", "").send();
        api.post("/v1/hot", "").send();
        api.post("/v1/hot", "").send();
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(3);
    }

    @Test
    void a_key_with_other_parameters_or_another_path_is_refused() {
        api.post("/v1/cold", "note=a").once("k").send();
        for (var other : List.of(api.post("/v1/cold", "note=b"), api.post("/v1/lazy", "note=a"))) {
            var reply = other.once("k").send();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().at("/error/type").asText()).isEqualTo("idempotency_error");
        }
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(1);
    }

    @Test
    void a_key_never_crosses_accounts_or_modes() {
        var alice = api.post("/v1/cold", "note=a").once("k").send();
        var bob = api.post("/v1/cold", "note=a").key("sk_test_bob").once("k").send();
        assertThat(bob.status()).isEqualTo(200);
        assertThat(bob.text()).isNotEqualTo(alice.text());
        assertThat(bob.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void keys_over_255_characters_or_with_odd_ones_are_refused() {
        assertThat(api.post("/v1/cold", "").once("k".repeat(255)).send().status()).isEqualTo(200);
        assertThat(api.post("/v1/cold", "").once("k".repeat(256)).send().status()).isEqualTo(400);
        assertThat(api.post("/v1/cold", "").once("ké").send().status()).isEqualTo(400);
    }

    @Test
    void a_key_that_looks_like_a_card_number_works_like_any_other_and_is_not_kept_in_clear()
            throws Exception {
        // A number of a counter that has a right check digit by chance, and two of one mask.
        var keys = List.of("4242424242424242", "4242420000004242", "job 4000056655665556/7");
        for (var path : List.of("/v1/cold", "/v1/lazy", "/v1/hot", "/v1/steps")) {
            for (var key : keys) {
                var once = key + path;
                var first = api.post(path, "note=a").once(once).send();
                assertThat(first.status()).as(once).isEqualTo(200);
                assertThat(first.header("Idempotent-Replayed")).isEmpty();
                assertThat(first.header("Idempotency-Key")).contains(once);
                var again = api.post(path, "note=a").once(once).send();
                assertThat(again.text()).isEqualTo(first.text());
                assertThat(again.header("Idempotent-Replayed")).contains("true");
                assertThat(api.post(path, "note=b").once(once).send().status()).isEqualTo(400);
            }
        }
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(4L * keys.size());
        assertThat(storedKeys())
                .hasSize(4 * keys.size())
                .allMatch(key -> key.length() <= Idempotency.MAX_KEY)
                .allMatch(key -> Masking.cards(key).equals(key));
        assertThat(storedKeys().toString()).contains("424242******4242/v1/cold.");
        var logged = api.log().newest(TestApi.ALICE, 100).toString();
        assertThat(logged).contains("424242******4242/v1/cold.");
        assertThat(Masking.cards(logged)).isEqualTo(logged);
    }

    @Test
    void what_stands_for_a_key_is_the_same_after_a_restart_and_at_every_node_with_these_keys() {
        var here = new Idempotency.Disguise(api.platform());
        var there = new Idempotency.Disguise(api.platform());
        var long255 = "4242424242424242 " + "k".repeat(238);
        for (var key : List.of("4242424242424242", "a 5555 5555 5555 4444", long255)) {
            assertThat(there.of(key)).isEqualTo(here.of(key)).isNotEqualTo(key);
            assertThat(here.of(key)).hasSizeLessThanOrEqualTo(Idempotency.MAX_KEY);
        }
        assertThat(here.of("4242424242424242"))
                .startsWith("424242******4242.")
                .isNotEqualTo(here.of("4242420000004242"));
        for (var key : List.of("order-1", "20261130052154", "7".repeat(255)))
            assertThat(here.of(key)).isEqualTo(key);
    }

    private List<String> storedKeys() {
        return api.platform()
                .tx()
                .readAccount(
                        TestApi.ALICE,
                        tx ->
                                tx.list(
                                        "select key from api.idempotency where account_id = ?",
                                        row -> row.text("key"),
                                        TestApi.ALICE));
    }

    @Test
    void while_the_first_runs_a_repetition_gets_409_and_shall_come_again() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        during =
                () -> {
                    inside.countDown();
                    await(go);
                };
        var first = inBackground();
        await(inside);
        during = () -> {};
        var second = api.post("/v1/cold", "").once("k").send();
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("idempotency_key_in_use");
        assertThat(second.header("Stripe-Should-Retry")).contains("true");
        go.countDown();
        assertThat(first.get().status()).isEqualTo(200);
        assertThat(api.post("/v1/cold", "").once("k").send().text()).isEqualTo(first.get().text());
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(1);
    }

    @Test
    void a_slow_request_whose_lease_was_taken_over_rolls_back() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        during =
                () -> {
                    inside.countDown();
                    await(go);
                };
        var slow = inBackground();
        await(inside);
        during = () -> {};
        api.test().clock().advance(Duration.ofSeconds(61));
        var second = api.post("/v1/cold", "").once("k").send();
        assertThat(second.status()).isEqualTo(200);
        go.countDown();
        assertThat(slow.get().text()).isEqualTo(second.text());
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(1);
    }

    @Test
    void what_was_refused_before_it_began_leaves_the_key_free() {
        during =
                () -> {
                    throw ApiError.invalid("not now");
                };
        assertThat(api.post("/v1/cold", "").once("k").send().status()).isEqualTo(400);
        during = () -> {};
        assertThat(api.post("/v1/cold", "").once("k").send().status()).isEqualTo(200);
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(1);
    }

    @Test
    void a_decline_is_repeated() {
        var first = api.post("/v1/declined", "").once("k").send();
        during =
                () -> {
                    throw new AssertionError("must not run again");
                };
        var second = api.post("/v1/declined", "").once("k").send();
        assertThat(first.status()).isEqualTo(402);
        assertThat(second.status()).isEqualTo(402);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotent-Replayed")).contains("true");
    }

    @Test
    void a_failure_of_ours_after_the_work_began_is_repeated() {
        during =
                () -> {
                    throw new IllegalStateException("broken for the test");
                };
        assertThat(api.post("/v1/cold", "").once("k").send().status()).isEqualTo(500);
        during = () -> {};
        var second = api.post("/v1/cold", "").once("k").send();
        assertThat(second.status()).isEqualTo(500);
        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(api.effects(TestApi.ALICE)).isZero();
    }

    @Test
    void an_effect_whose_answer_got_lost_is_answered_from_its_subject() {
        after =
                () -> {
                    throw new IllegalStateException("broken for the test");
                };
        assertThat(api.post("/v1/hot", "").once("hot").send().status()).isEqualTo(500);
        assertThat(api.post("/v1/steps", "").once("steps").send().status()).isEqualTo(500);
        after = () -> {};
        api.test().clock().advance(Duration.ofMinutes(5));
        assertThat(api.post("/v1/hot", "").once("hot").send().status()).isEqualTo(200);
        assertThat(api.post("/v1/steps", "").once("steps").send().status()).isEqualTo(200);
        assertThat(api.effects(TestApi.ALICE)).isEqualTo(2);
    }

    @Test
    void the_body_that_went_out_expanded_is_the_body_that_is_repeated() {
        var first = api.post("/v1/cold", "expand[]=customer").once("k").send();
        assertThat(first.json().at("/customer/object").asText()).isEqualTo("customer");
        assertThat(api.post("/v1/cold", "expand[]=customer").once("k").send().text())
                .isEqualTo(first.text());
    }

    @Test
    void rows_live_for_two_days() {
        api.post("/v1/cold", "").once("k").send();
        api.test().clock().advance(Duration.ofHours(47));
        api.platform().chores().run("api-prune-idempotency");
        assertThat(api.post("/v1/cold", "").once("k").send().header("Idempotent-Replayed"))
                .isPresent();
        api.test().clock().advance(Duration.ofHours(2));
        api.platform().chores().run("api-prune-idempotency");
        assertThat(api.post("/v1/cold", "").once("k").send().header("Idempotent-Replayed"))
                .isEmpty();
    }

    private Future<TestApi.Reply> inBackground() {
        var task = new FutureTask<>(() -> api.post("/v1/cold", "").once("k").send());
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS))
                throw new AssertionError("nothing happened for 20 seconds");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
