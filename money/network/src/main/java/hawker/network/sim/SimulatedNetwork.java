package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.network.Advice;
import hawker.network.AdviceAnswer;
import hawker.network.Authentication;
import hawker.network.Authorization;
import hawker.network.CardNetwork;
import hawker.network.NetworkAnswer;
import hawker.network.Outcome;
import hawker.network.Outcome.NetworkStatus;
import hawker.network.Outcome.RiskLevel;
import hawker.network.RefundStatus;
import hawker.network.ResponseCode;
import hawker.network.sim.NetworkSwitch.Decided;
import hawker.vault.Checks;
import hawker.vault.OpenCard;
import hawker.vault.PaymentMethod;
import hawker.vault.TestCards;
import hawker.vault.Vault;
import java.time.Duration;
import java.util.Optional;

/**
 * The simulated card network behind the door that every network has. Before a message goes out come
 * the rules that need no network: a real number in test mode or a published one in live mode, a
 * blocked risk, a card whose CVC was guessed too often today.
 */
final class SimulatedNetwork implements CardNetwork {

    /** Refunds of the cards that show later changes change after this long. */
    static final Duration LATER = Duration.ofSeconds(3);

    private final Vault vault;
    private final Link link;
    private final NetworkSwitch networkSwitch;
    private final Challenges challenges;
    private final WrongCvcs wrongCvcs;
    private final Clock clock;

    SimulatedNetwork(
            Vault vault,
            Link link,
            NetworkSwitch networkSwitch,
            Challenges challenges,
            WrongCvcs wrongCvcs,
            Clock clock) {
        this.vault = vault;
        this.link = link;
        this.networkSwitch = networkSwitch;
        this.challenges = challenges;
        this.wrongCvcs = wrongCvcs;
        this.clock = clock;
    }

    @Override
    public NetworkAnswer authorize(Authorization authorization) {
        var answer =
                vault.use(
                                authorization.account(),
                                authorization.method(),
                                authorization.intentId(),
                                card -> authorize(authorization, card))
                        .orElseGet(SimulatedNetwork::cardGone);
        if (answer instanceof NetworkAnswer.Declined) vault.declined(authorization.method());
        return answer;
    }

    private NetworkAnswer authorize(Authorization authorization, OpenCard card) {
        var risk = Risk.of(card, authorization);
        var refused = refusedByRule(authorization, card, risk);
        if (refused.isPresent()) return refused.get();
        var fingerprint = authorization.method().card().fingerprint();
        if (card.hasCvc() && wrongCvcs.areTooMany(fingerprint))
            return declined("N7", checksOf("--F"), risk);
        var request = request(authorization, card);
        return switch (link.exchange(request)) {
            case Link.Reply.NotSent(var reason) -> new NetworkAnswer.NotSent(reason);
            case Link.Reply.NoAnswer(var reason) -> new NetworkAnswer.Unknown(reason);
            case Link.Reply.Answered(var decided) -> {
                if (decided.answer().code().equals("N7")) wrongCvcs.note(fingerprint);
                yield answer(authorization, decided, risk);
            }
        };
    }

    /** What an answer means; also of one that came late. */
    private NetworkAnswer answer(Authorization authorization, Decided decided, Risk risk) {
        var fact = decided.answer();
        if (decided.fact().code().equals(ResponseCode.REPEATED))
            return declined(ResponseCode.REPEATED, Checks.none(), risk);
        return switch (fact.effect()) {
            case CHALLENGE -> challenges.needed(fact, authorization);
            case APPROVED, RAISED ->
                    new NetworkAnswer.Approved(
                            fact.reference(),
                            fact.approvalCode(),
                            checksOf(fact.checks()),
                            risk.approved(),
                            fact.noted(Fact.FUNDS_NOW),
                            challenges.behind(authorization, fact));
            case DECLINED,
                    CHALLENGED,
                    CAPTURED,
                    REFUNDED,
                    REVERSED,
                    RELEASED,
                    NOTED,
                    REFUSED,
                    REPEATED,
                    INSTRUCTED,
                    SAID,
                    HEARD,
                    DEFENDED ->
                    declined(fact.code(), checksOf(fact.checks()), risk);
        };
    }

    private CardMessage.Request request(Authorization authorization, OpenCard card) {
        var address = authorization.method().billing().address();
        var proof = authorization.authentication().flatMap(challenges::proof);
        return new CardMessage.Request(
                authorization.attemptId(),
                authorization.account(),
                authorization.amount(),
                authorization.capture(),
                new CardMessage.Card(
                        card.number(),
                        card.expMonth(),
                        card.expYear(),
                        card.hasCvc(),
                        address.postalCode().isPresent(),
                        address.line1().isPresent(),
                        authorization.method().id().text(),
                        authorization.method().source() instanceof PaymentMethod.Source.Fixed),
                authorization.intentId(),
                authorization.offSession(),
                authorization.setUp(),
                authorization.authenticate(),
                proof,
                Optional.empty(),
                Optional.empty());
    }

    /** The risk was judged with the attempt; a card that was guessed at is not asked for more. */
    @Override
    public NetworkAnswer raise(Authorization more, String attemptId) {
        return vault.use(more.account(), more.method(), card -> raise(more, attemptId, card))
                .orElseGet(SimulatedNetwork::cardGone);
    }

    private NetworkAnswer raise(Authorization more, String attemptId, OpenCard card) {
        var risk = Risk.of(card, more);
        var refused = refusedByRule(more, card, risk);
        if (refused.isPresent()) return refused.get();
        return switch (link.exchange(request(more, card).raising(attemptId))) {
            case Link.Reply.NotSent(var reason) -> new NetworkAnswer.NotSent(reason);
            case Link.Reply.NoAnswer(var reason) -> new NetworkAnswer.Unknown(reason);
            case Link.Reply.Answered(var decided) -> answer(more, decided, risk);
        };
    }

    /**
     * Stripe's rules of the two modes (docs: decline codes): no real card in test mode, no
     * published one in live mode; and nothing is simulated for money that is meant to be real.
     */
    private static Optional<NetworkAnswer> refusedByRule(
            Authorization authorization, OpenCard card, Risk risk) {
        boolean published = TestCards.byNumber(card.number()).isPresent();
        boolean live = authorization.account().livemode();
        if (live && published)
            return Optional.of(
                    notSent(
                            "live_mode_test_card",
                            "Your card was declined. Your request was in live mode, but used a"
                                    + " known test card.",
                            risk));
        if (live) return Optional.of(new NetworkAnswer.NotSent("no live network is configured"));
        if (!published)
            return Optional.of(
                    notSent(
                            "test_mode_live_card",
                            "Your card was declined. Your request was in test mode, but used a"
                                    + " non test card.",
                            risk));
        return risk.blocks() && !authorization.amount().isZero()
                ? Optional.of(blocked(risk))
                : Optional.empty();
    }

    private static NetworkAnswer notSent(String declineCode, String message, Risk risk) {
        var meaning = ResponseCode.refused(declineCode, message);
        return new NetworkAnswer.Declined(
                meaning.code(),
                meaning.declineCode(),
                meaning.message(),
                Checks.none(),
                new Outcome(
                        Outcome.Type.INVALID,
                        NetworkStatus.NOT_SENT_TO_NETWORK,
                        Optional.of(declineCode),
                        risk.level(),
                        risk.score(),
                        "The card cannot be used in this mode.",
                        Optional.empty(),
                        Optional.empty()));
    }

    private static NetworkAnswer blocked(Risk risk) {
        var meaning = ResponseCode.of("59");
        return new NetworkAnswer.Declined(
                meaning.code(),
                meaning.declineCode(),
                meaning.message(),
                Checks.none(),
                new Outcome(
                        Outcome.Type.BLOCKED,
                        NetworkStatus.NOT_SENT_TO_NETWORK,
                        Optional.of("highest_risk_level"),
                        RiskLevel.HIGHEST,
                        risk.score(),
                        "Hawker blocked this payment as too risky.",
                        Optional.empty(),
                        Optional.empty()));
    }

    static NetworkAnswer declined(String code, Checks checks, Risk risk) {
        var meaning = ResponseCode.of(code);
        return new NetworkAnswer.Declined(
                meaning.code(),
                meaning.declineCode(),
                meaning.message(),
                checks,
                new Outcome(
                        Outcome.Type.ISSUER_DECLINED,
                        NetworkStatus.DECLINED_BY_NETWORK,
                        Optional.of(meaning.declineCode().orElse(meaning.code())),
                        risk.level(),
                        risk.score(),
                        "The bank did not approve this payment.",
                        Optional.of(code),
                        meaning.adviceCode()));
    }

    private static NetworkAnswer cardGone() {
        return declined("14", Checks.none(), Risk.notAssessed());
    }

    @Override
    public AdviceAnswer advise(Advice advice) {
        return switch (link.exchange(new CardMessage.Told(advice))) {
            case Link.Reply.NotSent(var reason) -> new AdviceAnswer.Unknown(reason);
            case Link.Reply.NoAnswer(var reason) -> new AdviceAnswer.Unknown(reason);
            case Link.Reply.Answered(var decided) -> told(decided.answer());
        };
    }

    /** Any answer to a reversal ends it (money.md §4.2, rule 7). */
    private static AdviceAnswer told(Fact fact) {
        if (!fact.is(Fact.Effect.REFUSED))
            return new AdviceAnswer.Accepted(fact.reference(), fact.noted(Fact.REFUND_PENDING));
        var message =
                fact.code().equals(ResponseCode.INVALID_AMOUNT)
                        ? "more than is held or was captured"
                        : "the network knows no approved attempt of this id";
        return new AdviceAnswer.Refused(fact.code(), message);
    }

    @Override
    public Optional<RefundStatus> refundStatus(AccountId account, String refundId) {
        return networkSwitch
                .ask(book -> book.adviceOf(refundId))
                .filter(fact -> fact.account() == account.number())
                .filter(fact -> fact.is(Fact.Effect.REFUNDED))
                .map(this::status);
    }

    private RefundStatus status(Fact refund) {
        var changes = refund.at().plus(LATER);
        boolean changed = !clock.now().isBefore(changes);
        if (refund.noted(Fact.REFUND_PENDING) && !changed)
            return new RefundStatus(
                    RefundStatus.State.PENDING, Optional.empty(), Optional.of(changes));
        if (refund.noted(Fact.REFUND_FAILS))
            return changed
                    ? new RefundStatus(
                            RefundStatus.State.FAILED,
                            Optional.of("expired_or_canceled_card"),
                            Optional.empty())
                    : new RefundStatus(
                            RefundStatus.State.SUCCEEDED, Optional.empty(), Optional.of(changes));
        return new RefundStatus(RefundStatus.State.SUCCEEDED, Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<Authentication> authentication(AccountId account, String id) {
        return challenges.find(account, id);
    }

    /** Three letters of the network as checks, see {@link Fact}. */
    static Checks checksOf(String letters) {
        if (letters.length() < 3) return Checks.none();
        return new Checks(
                check(letters.charAt(0)), check(letters.charAt(1)), check(letters.charAt(2)));
    }

    private static Optional<Checks.Check> check(char letter) {
        return switch (letter) {
            case 'P' -> Optional.of(Checks.Check.PASS);
            case 'F' -> Optional.of(Checks.Check.FAIL);
            case 'U' -> Optional.of(Checks.Check.UNAVAILABLE);
            case 'N' -> Optional.of(Checks.Check.UNCHECKED);
            default -> Optional.empty();
        };
    }
}
