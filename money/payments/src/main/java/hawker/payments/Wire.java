package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.network.Authentication;
import hawker.network.Authorization;
import hawker.network.CardNetwork;
import hawker.network.NetworkAnswer;
import hawker.payments.Confirmation.Request;
import hawker.payments.Terms.FutureUsage;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the card network for the money of an attempt, unless the {@link Judge} says no; never inside
 * a transaction.
 */
final class Wire {

    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    /**
     * What was recorded longer ago than this is not sent any more: the resolver's time is near, and
     * what it takes back should not go out after it.
     */
    static final Duration SEND_WITHIN = Duration.ofSeconds(5);

    private final CardNetwork network;
    private final Clock clock;
    private final String origin;
    private volatile Judge judge = Judge.NONE;

    /**
     * @param origin of our pages, where a challenge sends the buyer back to
     */
    Wire(CardNetwork network, Clock clock, String origin) {
        this.network = network;
        this.clock = clock;
        this.origin = origin;
    }

    /**
     * Asks, and never throws: whatever goes wrong after the first byte is an unknown outcome.
     *
     * @param authentication a passed challenge that stands behind the attempt
     */
    NetworkAnswer ask(Attempt attempt, Request request, Optional<String> authentication) {
        var payment = Judge.Payment.of(attempt, request, authentication.isPresent());
        boolean skips = RadarOptions.skipsRules(attempt.sending().terms().notes());
        var verdict = skips ? Optional.<Judge.Verdict>empty() : judged(payment);
        if (verdict.filter(Judge.Verdict::blocks).isPresent()) return verdict.get().refusal();
        // Last of all: the judge may have taken its time.
        var recorded = attempt.sending().at();
        if (clock.now().isAfter(recorded.plus(SEND_WITHIN)))
            return new NetworkAnswer.NotSent("recorded at " + recorded);
        boolean challenges = verdict.filter(Judge.Verdict::challenges).isPresent();
        var answer = sent(attempt, request, authentication, challenges);
        tell(payment, answer);
        return verdict.map(known -> known.on(answer)).orElse(answer);
    }

    /** A judge that breaks blocks nobody: the issuer still has its say. */
    private Optional<Judge.Verdict> judged(Judge.Payment payment) {
        try {
            return judge.judge(payment);
        } catch (RuntimeException e) {
            log.error("payment {} is not judged", payment.charge(), e);
            return Optional.empty();
        }
    }

    private void tell(Judge.Payment payment, NetworkAnswer answer) {
        try {
            judge.answered(payment, answer instanceof NetworkAnswer.Declined);
        } catch (RuntimeException e) {
            log.error("the judge does not hear of {}", payment.charge(), e);
        }
    }

    private NetworkAnswer sent(
            Attempt attempt, Request request, Optional<String> authentication, boolean challenges) {
        try {
            return network.authorize(authorization(attempt, request, authentication, challenges));
        } catch (RuntimeException e) {
            log.error("attempt {} has no answer", attempt.state().attempt(), e);
            return new NetworkAnswer.Unknown(e.toString());
        }
    }

    /** Who is asked before anything goes out; set once, before the first request. */
    void with(Judge asked) {
        judge = asked;
    }

    /** What became of a challenge, as the network tells it server to server. */
    Optional<Authentication> authentication(AccountId account, String id) {
        return network.authentication(account, id);
    }

    private Authorization authorization(
            Attempt attempt, Request request, Optional<String> authentication, boolean challenges) {
        var intent = attempt.sending();
        var terms = intent.terms();
        return new Authorization(
                intent.account(),
                attempt.state().attempt().text(),
                intent.id().text(),
                attempt.method(),
                intent.amount(),
                !terms.manualCapture(),
                request.offSession(),
                terms.futureUsage().equals(Optional.of(FutureUsage.OFF_SESSION)),
                OutsideProof.authenticate(terms.notes().options())
                        .orElseGet(() ->
                                authenticate(
                                        terms.methods().authenticating(),
                                        challenges && !request.offSession())),
                authentication,
                Optional.of(origin + ReturnPages.path(intent)),
                attempt.descriptor());
    }

    /** A buyer who is absent cannot answer a challenge that only a rule asks for. */
    private static Authorization.Authenticate authenticate(
            Terms.Authenticating how, boolean challenges) {
        return switch (how) {
            case AUTOMATIC ->
                    challenges
                            ? Authorization.Authenticate.ANY
                            : Authorization.Authenticate.AUTOMATIC;
            case ANY -> Authorization.Authenticate.ANY;
            case CHALLENGE -> Authorization.Authenticate.CHALLENGE;
        };
    }
}
