package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.platform.GroupCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * n identical requests, in any interleaving and with failures between any two steps, have one
 * effect and one body. The seed is printed with a failure.
 */
class IdempotencyLaws {

    private static final int ROUNDS = 25;
    private static final int RACERS = 8;
    private static final GroupCommit.Insert EFFECT =
            GroupCommit.Insert.guarded(
                    "effects.effect", "account_id bigint", "effect_id text", "note text");

    private final long seed = Long.getLong("laws.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    private final TestApi api =
            new TestApi(
                    List.of(
                            Operation.post("/v1/cold", Shape.of(), this::cold),
                            Operation.post("/v1/lazy", Shape.of(), this::cold).claimingItself(),
                            Operation.post("/v1/hot", Shape.of(), this::hot).claimingItself()),
                    List.of(),
                    List.of(IdempotencyLaws::replay));

    /** As if the program had been killed: nobody catches it, nothing is tidied up. */
    private static final class Killed extends Error {}

    private synchronized void maybeBreak() {
        switch (random.nextInt(8)) {
            case 0 -> throw new IllegalStateException("broken by the law, seed " + seed);
            case 1 -> throw new Killed();
            default -> {
                // goes well
            }
        }
    }

    private Answer cold(Call call) {
        return call.write(tx -> {
            maybeBreak();
            var id = api.platform().ids().ordinary("eff", call.account());
            tx.update(
                    "insert into effects.effect (account_id, effect_id, note)"
                            + " values (?, ?, '')",
                    call.account(),
                    id);
            maybeBreak();
            return answer(id);
        });
    }

    private Answer hot(Call call) {
        maybeBreak();
        var id = api.platform().ids().ordinary("eff", call.account());
        var unit = new GroupCommit.Unit(call.account()).add(EFFECT, call.account(), id, "");
        call.claim(unit, id);
        if (api.platform().groupCommit().commit(unit) == GroupCommit.Outcome.CONFLICT)
            return call.replayOrConflict().orElseThrow();
        maybeBreak();
        return answer(id);
    }

    private static Optional<Answer> replay(
            AccountId account, String subject, String requestId, Call call) {
        return Optional.of(answer(subject));
    }

    private static Answer answer(String id) {
        return Answer.ok(Json.object().put("id", id).put("object", "effect"));
    }

    private static final Logger PIPELINE = Logger.getLogger(Pipeline.class.getName());

    @BeforeAll
    static void failuresAreOnPurpose() {
        PIPELINE.setLevel(Level.OFF);
    }

    @AfterAll
    static void failuresAreLoggedAgain() {
        PIPELINE.setLevel(Level.INFO);
    }

    @Test
    void identical_requests_have_one_effect_and_one_body() throws Exception {
        try (api) {
            for (int round = 0; round < ROUNDS; round++)
                for (var path : List.of("/v1/cold", "/v1/lazy", "/v1/hot")) race(path, round);
            // The law would also hold if nothing ever worked.
            assertThat(api.effects(TestApi.ALICE)).isGreaterThan(ROUNDS);
        }
    }

    private void race(String path, int round) throws Exception {
        var key = path + round;
        long before = api.effects(TestApi.ALICE);
        var bodies = new HashSet<String>();
        atOnce(path, key).forEach(reply -> note(reply, bodies));
        // A client that got no answer comes again until it has one.
        for (int more = 0; more < 30; more++) {
            api.test().clock().advance(Duration.ofSeconds(61));
            note(ask(path, key), bodies);
        }
        long effects = api.effects(TestApi.ALICE) - before;
        assertThat(effects).as("%s, seed %d", key, seed).isLessThanOrEqualTo(1);
        assertThat(bodies).as("%s, seed %d", key, seed).hasSize((int) effects);
    }

    private static void note(Optional<TestApi.Reply> reply, Set<String> bodies) {
        reply.filter(r -> r.status() == 200).map(TestApi.Reply::text).ifPresent(bodies::add);
    }

    /** Empty if the program died over it. */
    private Optional<TestApi.Reply> ask(String path, String key) {
        try {
            return Optional.of(api.post(path, "").once(key).send());
        } catch (Killed killed) {
            return Optional.empty();
        }
    }

    private List<Optional<TestApi.Reply>> atOnce(String path, String key) throws Exception {
        var barrier = new CyclicBarrier(RACERS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var racing = new ArrayList<Future<Optional<TestApi.Reply>>>();
            for (int i = 0; i < RACERS; i++)
                racing.add(
                        threads.submit(() -> {
                            barrier.await();
                            return ask(path, key);
                        }));
            var replies = new ArrayList<Optional<TestApi.Reply>>();
            for (var one : racing) replies.add(one.get());
            return replies;
        }
    }
}
