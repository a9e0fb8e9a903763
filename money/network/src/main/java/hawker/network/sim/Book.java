package hawker.network.sim;

import hawker.network.Advice;
import hawker.network.ResponseCode;
import hawker.network.sim.Fact.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the network knows: attempts with their holds, advices, challenges, payouts. A message is
 * first decided, which gives a {@link Fact} and changes nothing, then the fact is applied. After a
 * restart the same facts, read back from the witness log, are applied again, so what it knew
 * survives without a second store.
 *
 * <p>It remembers a bounded number of each and forgets the oldest. Belongs to one thread.
 */
final class Book {

    /** An issuer waits this long for its cardholder. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** An attempt and what became of its money since. */
    static final class Attempt {
        final Fact fact;
        long raised;
        long captured;
        long refunded;
        long chargedBack;
        boolean reversed;
        boolean closed;

        /** What the issuer has agreed to, raises included. */
        long held() {
            return fact.amount() + raised;
        }

        boolean mayGrow(String currency) {
            boolean isHold = fact.is(Effect.APPROVED) && fact.mti().equals("0100");
            boolean untouched = !reversed && !closed && captured == 0;
            return isHold && untouched && fact.currency().equals(currency);
        }

        private Attempt(Fact fact) {
            this.fact = fact;
            if (fact.is(Effect.APPROVED) && fact.mti().equals("0200")) captured = fact.amount();
        }
    }

    /** A 3-D Secure challenge. */
    static final class Challenge {
        final Fact fact;
        char result = ' ';
        boolean used;

        private Challenge(Fact fact) {
            this.fact = fact;
        }

        Instant expiresAt() {
            return fact.at().plus(PATIENCE);
        }
    }

    private final Map<String, Attempt> attempts;
    private final Map<String, Fact> advices;
    private final Map<String, Fact> killed;
    private final Map<String, Challenge> challenges;
    private final Map<String, Fact> payouts;
    private final Map<String, Instant> setUps;
    private final Supplier<String> challengeIds;
    private final CardholderProof proof;
    private final Cases cases;

    /**
     * @param limit how many attempts and how many advices are remembered
     * @param challengeIds new ids that nobody can guess
     * @param disputes how long after a payment its cardholder complains
     */
    Book(int limit, Supplier<String> challengeIds, CardholderProof proof, Duration disputes) {
        this.attempts = bounded(limit);
        this.advices = bounded(limit);
        this.killed = bounded(limit);
        this.challenges = bounded(limit);
        this.payouts = bounded(limit);
        this.setUps = bounded(limit);
        this.challengeIds = challengeIds;
        this.proof = proof;
        this.cases = new Cases(limit, disputes);
    }

    /** What the network makes of a message, as line {@code n} of its log. */
    Fact decide(CardMessage message, long n, Instant at) {
        return switch (message) {
            case CardMessage.Request request -> request(request, new Draft(n, at, message));
            case CardMessage.Told(var advice) -> advice(advice, new Draft(n, at, message));
            case CardMessage.ChallengeResult result -> result(result, new Draft(n, at, message));
            case CardMessage.BankOrder order -> ordered(order, new Draft(n, at, message));
            case CardMessage.Said said -> said(said, new Draft(n, at, message));
            case CardMessage.Heard heard -> heard(heard, new Draft(n, at, message));
            case CardMessage.Defended answer -> defended(answer, new Draft(n, at, message));
        };
    }

    /** Takes a decided fact into account. */
    void apply(Fact fact) {
        switch (fact.effect()) {
            case APPROVED, DECLINED -> applyAttempt(fact);
            case CHALLENGE -> {
                applyAttempt(fact);
                challenges.put(fact.authentication(), new Challenge(fact));
            }
            case CHALLENGED ->
                    challenge(fact.of()).ifPresent(c -> c.result = fact.note().charAt(0));
            case INSTRUCTED -> {
                payouts.put(fact.key(), fact);
                cases.debited(fact);
            }
            case RAISED, CAPTURED, REFUNDED, REVERSED, RELEASED, NOTED -> applyAdvice(fact);
            case REFUSED -> {
                applyAdvice(fact);
                cases.said(fact);
            }
            case SAID -> cases.said(fact);
            case HEARD -> {
                advices.put(fact.key(), fact);
                long more = cases.heard(fact);
                var attempt = attempts.get(fact.intent());
                if (attempt != null) attempt.chargedBack += more;
            }
            case DEFENDED -> {
                advices.put(fact.key(), fact);
                cases.answered(fact);
            }
            case REPEATED -> {}
        }
    }

    /** The first answer to a key, as a fact; the fact of a repetition names it only. */
    Optional<Fact> first(CardMessage message) {
        return switch (message) {
            case CardMessage.Request request ->
                    request.raises().isPresent()
                            ? adviceOf(request.key())
                            : Optional.ofNullable(attempts.get(request.key())).map(a -> a.fact);
            case CardMessage.Told(var advice) -> Optional.ofNullable(advices.get(advice.id()));
            case CardMessage.BankOrder order -> payout(order.key());
            case CardMessage.Heard heard -> Optional.ofNullable(advices.get(heard.key()));
            case CardMessage.Defended answer -> Optional.ofNullable(advices.get(answer.key()));
            case CardMessage.ChallengeResult result -> Optional.empty();
            case CardMessage.Said said -> Optional.empty();
        };
    }

    Cases cases() {
        return cases;
    }

    Optional<Challenge> challenge(String id) {
        return Optional.ofNullable(challenges.get(id));
    }

    Optional<Fact> payout(String id) {
        return Optional.ofNullable(payouts.get(id));
    }

    Optional<Fact> adviceOf(String id) {
        return Optional.ofNullable(advices.get(id));
    }

    Optional<Attempt> attempt(String id) {
        return Optional.ofNullable(attempts.get(id));
    }

    private Fact request(CardMessage.Request request, Draft draft) {
        draft.last4 = request.card().last4();
        draft.method = request.card().method();
        draft.intent = request.intentId();
        if (request.raises().isPresent()) return raise(request, request.raises().get(), draft);
        var before = attempts.get(request.key());
        if (before != null) {
            boolean same =
                    before.fact.account() == request.account().number()
                            && before.fact.amount() == request.amount().minor();
            return same
                    ? draft.fact(before.fact.code(), Effect.REPEATED)
                    : draft.fact(ResponseCode.REPEATED, Effect.REPEATED);
        }
        if (killed.containsKey(killed(request.account().number(), request.key())))
            return draft.fact(ResponseCode.REPEATED, Effect.DECLINED);
        boolean proven = request.authentication().map(p -> proves(p, request)).orElse(false);
        var ruling = Issuer.rule(request, proven, setUps.containsKey(setUp(draft)));
        draft.checks = ruling.checks();
        draft.note = ruling.note();
        if (ruling.challenge()) {
            draft.authentication = challengeIds.get();
            return draft.fact(ResponseCode.AUTHENTICATION_REQUIRED, Effect.CHALLENGE);
        }
        if (proven)
            draft.authentication = request.authentication().map(CardMessage.Proof::id).orElse("");
        boolean approved = ruling.code().equals(ResponseCode.APPROVED);
        return draft.fact(ruling.code(), approved ? Effect.APPROVED : Effect.DECLINED);
    }

    /** Of a hold that is there, and not captured even in part. */
    private Fact raise(CardMessage.Request request, String id, Draft draft) {
        draft.of = id;
        var before = advices.get(request.key());
        if (before != null)
            return draft.fact(
                    before.amount() == draft.amount ? before.code() : ResponseCode.REPEATED,
                    Effect.REPEATED);
        var attempt = attemptOf(request.account().number(), id);
        if (attempt == null || !attempt.mayGrow(request.amount().currency().code()))
            return draft.fact(ResponseCode.UNKNOWN_RECORD, Effect.REFUSED);
        var code = Issuer.rule(request, true, false).code();
        boolean approved = code.equals(ResponseCode.APPROVED);
        return draft.fact(code, approved ? Effect.RAISED : Effect.REFUSED);
    }

    /** Whether an authentication is good for this request: passed, in time, never used. */
    private boolean proves(CardMessage.Proof given, CardMessage.Request request) {
        var challenge = challenges.get(given.id());
        return challenge != null
                && !challenge.used
                && challenge.result == 'Y'
                && proof.fits(challenge.fact, given, request);
    }

    private Fact advice(Advice advice, Draft draft) {
        draft.of = advice.attemptId();
        var before = advices.get(advice.id());
        if (before != null) return draft.fact(before.code(), Effect.REPEATED);
        var attempt = attemptOf(advice.account().number(), advice.attemptId());
        if (attempt != null) draft.last4 = attempt.fact.last4();
        return switch (advice.kind()) {
            case CAPTURE -> capture(advice, attempt, draft);
            case REFUND -> refund(advice, attempt, draft);
            case REVERSAL -> reversal(attempt, draft);
        };
    }

    private static Fact capture(Advice advice, @Nullable Attempt attempt, Draft draft) {
        if (attempt == null || !attempt.fact.is(Effect.APPROVED) || attempt.reversed)
            return draft.fact(ResponseCode.UNKNOWN_RECORD, Effect.REFUSED);
        long left = attempt.closed ? 0 : attempt.held() - attempt.captured;
        if (advice.amount().minor() > left || !sameCurrency(advice, attempt))
            return draft.fact(ResponseCode.INVALID_AMOUNT, Effect.REFUSED);
        draft.note = advice.last() ? "last" : "";
        return draft.fact(ResponseCode.APPROVED, Effect.CAPTURED);
    }

    private static Fact refund(Advice advice, @Nullable Attempt attempt, Draft draft) {
        if (attempt == null || !attempt.fact.is(Effect.APPROVED) || attempt.reversed)
            return draft.fact(ResponseCode.UNKNOWN_RECORD, Effect.REFUSED);
        long left = attempt.captured - attempt.refunded - attempt.chargedBack;
        if (advice.amount().minor() > left || !sameCurrency(advice, attempt))
            return draft.fact(ResponseCode.INVALID_AMOUNT, Effect.REFUSED);
        if (attempt.fact.noted(Fact.REFUND_PENDING)) draft.note = Fact.REFUND_PENDING;
        if (attempt.fact.noted(Fact.REFUND_FAILS)) draft.note = Fact.REFUND_FAILS;
        return draft.fact(ResponseCode.APPROVED, Effect.REFUNDED);
    }

    /** Of a hold that was captured in part, a reversal gives the rest back. */
    private static Fact reversal(@Nullable Attempt attempt, Draft draft) {
        if (attempt == null) return draft.fact(ResponseCode.UNKNOWN_RECORD, Effect.NOTED);
        if (!attempt.fact.is(Effect.APPROVED) || attempt.reversed)
            return draft.fact(ResponseCode.APPROVED, Effect.NOTED);
        boolean partly = attempt.fact.mti().equals("0100") && attempt.captured > 0;
        return draft.fact(ResponseCode.APPROVED, partly ? Effect.RELEASED : Effect.REVERSED);
    }

    private static boolean sameCurrency(Advice advice, Attempt attempt) {
        return attempt.fact.currency().equals(advice.amount().currency().code());
    }

    private Fact result(CardMessage.ChallengeResult result, Draft draft) {
        draft.of = result.challenge();
        var challenge = challenges.get(result.challenge());
        boolean open =
                challenge != null
                        && challenge.result == ' '
                        && draft.at.isBefore(challenge.expiresAt());
        if (!open) return draft.fact(ResponseCode.REPEATED, Effect.REPEATED);
        draft.note = String.valueOf(result.result());
        return draft.fact(ResponseCode.APPROVED, Effect.CHALLENGED);
    }

    private Fact ordered(CardMessage.BankOrder order, Draft draft) {
        var before = payouts.get(order.key());
        if (before != null) return draft.fact(before.code(), Effect.REPEATED);
        draft.last4 = order.last4();
        draft.note = order.outcome();
        return draft.fact(ResponseCode.APPROVED, Effect.INSTRUCTED);
    }

    /** What its cardholder has back already cannot be taken back again. */
    private Fact said(CardMessage.Said said, Draft draft) {
        var planned = said.planned();
        var attempt = attemptOf(planned.account(), planned.attempt());
        draft.of = planned.attempt();
        draft.note = planned.kind().text();
        if (payouts.containsKey(planned.attempt()))
            return draft.fact(ResponseCode.APPROVED, Effect.SAID);
        if (attempt == null || attempt.reversed)
            return draft.fact(ResponseCode.UNKNOWN_RECORD, Effect.REFUSED);
        draft.last4 = attempt.fact.last4();
        boolean takes = planned.kind().takes();
        long left = attempt.captured - attempt.refunded - attempt.chargedBack;
        if (takes && left <= 0) return draft.fact(ResponseCode.INVALID_AMOUNT, Effect.REFUSED);
        if (takes) draft.amount = Math.min(planned.amount(), left);
        return draft.fact(ResponseCode.APPROVED, Effect.SAID);
    }

    private Fact heard(CardMessage.Heard heard, Draft draft) {
        var before = advices.get(heard.key());
        if (before != null) return draft.fact(before.code(), Effect.REPEATED);
        draft.of = heard.notice().id();
        draft.intent = heard.notice().attemptId();
        return draft.fact(ResponseCode.APPROVED, Effect.HEARD);
    }

    private Fact defended(CardMessage.Defended answer, Draft draft) {
        var before = advices.get(answer.key());
        if (before != null) return draft.fact(before.code(), Effect.REPEATED);
        draft.of = answer.caseId();
        draft.note = answer.says();
        return cases.open(answer.account().number(), answer.caseId())
                ? draft.fact(ResponseCode.APPROVED, Effect.DEFENDED)
                : draft.fact(ResponseCode.UNKNOWN_RECORD, Effect.REFUSED);
    }

    private void applyAttempt(Fact fact) {
        var attempt = new Attempt(fact);
        attempts.put(fact.key(), attempt);
        if (!fact.is(Effect.APPROVED)) return;
        if (attempt.captured > 0) cases.captured(fact, attempt.captured, fact.at());
        if (fact.noted(Fact.SET_UP)) setUps.put(fact.account() + " " + fact.method(), fact.at());
        challenge(fact.authentication()).ifPresent(c -> c.used = true);
    }

    private void applyAdvice(Fact fact) {
        advices.put(fact.key(), fact);
        var attempt = attemptOf(fact.account(), fact.of());
        if (attempt == null) {
            if (fact.is(Effect.NOTED)) killed.put(killed(fact.account(), fact.of()), fact);
            return;
        }
        switch (fact.effect()) {
            case RAISED -> attempt.raised += fact.amount();
            case CAPTURED -> {
                attempt.captured += fact.amount();
                cases.captured(attempt.fact, fact.amount(), fact.at());
                attempt.closed = fact.noted("last");
            }
            case REFUNDED -> attempt.refunded += fact.amount();
            case REVERSED -> attempt.reversed = true;
            case RELEASED -> attempt.closed = true;
            case APPROVED,
                    DECLINED,
                    CHALLENGE,
                    CHALLENGED,
                    NOTED,
                    REFUSED,
                    REPEATED,
                    INSTRUCTED,
                    SAID,
                    HEARD,
                    DEFENDED -> {}
        }
    }

    /** Another seller's attempt is as good as none. */
    private @Nullable Attempt attemptOf(long account, String id) {
        var attempt = attempts.get(id);
        return attempt == null || attempt.fact.account() != account ? null : attempt;
    }

    private static String killed(long account, String attempt) {
        return account + " " + attempt;
    }

    private static String setUp(Draft draft) {
        return draft.message.account().number() + " " + draft.method;
    }

    static <V> Map<String, V> bounded(int limit) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > limit;
            }
        };
    }
}
