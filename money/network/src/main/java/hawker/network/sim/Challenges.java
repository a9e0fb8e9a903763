package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Authentication;
import hawker.network.Authentication.State;
import hawker.network.Authorization;
import hawker.network.NetworkAnswer;
import hawker.platform.Secrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * 3-D Secure authentications: where the challenge page is, and what came of it. What counts is what
 * the network's book says; the browser carries only what the page shows and where it goes
 * afterwards, signed.
 */
final class Challenges {

    private static final String VERSION = "2.2.0";

    private final NetworkSwitch networkSwitch;
    private final CardholderProof proof;
    private final Clock clock;
    private final String origin;

    /**
     * @param origin of the vault's listener, where the issuers' pages stand
     */
    Challenges(NetworkSwitch networkSwitch, CardholderProof proof, Clock clock, String origin) {
        this.networkSwitch = networkSwitch;
        this.proof = proof;
        this.clock = clock;
        this.origin = origin;
    }

    /** The answer to a request that its issuer wants to see the buyer for. */
    NetworkAnswer needed(Fact challenge, Authorization authorization) {
        var id = challenge.authentication();
        var to = authorization.returnUrl().orElse("");
        var name = authorization.merchantName();
        var url =
                origin
                        + "/3ds/"
                        + id
                        + "?name="
                        + encoded(name)
                        + "&to="
                        + encoded(to)
                        + "&signature="
                        + proof.sign(id, name, to);
        return new NetworkAnswer.NeedsAuthentication(id, url, challenge.at().plus(Book.PATIENCE));
    }

    /** Whether a page's address is one that {@link #needed} made. */
    boolean isSigned(String id, String name, String to, String signature) {
        return Secrets.equal(proof.sign(id, name, to), signature);
    }

    Optional<Authentication> find(AccountId account, String id) {
        return networkSwitch.ask(book ->
                book.challenge(id)
                        .filter(c -> c.fact.account() == account.number())
                        .map(this::authentication));
    }

    /** The challenge as the network recorded it, with where it stands: for its page. */
    Optional<Page> page(String id) {
        return networkSwitch.ask(
                book -> book.challenge(id).map(c -> new Page(c.fact, authentication(c).state())));
    }

    /** What the buyer can do on the challenge page, by the letter of its result (EMV 3DS). */
    enum Deed {
        COMPLETE('Y'),
        FAIL('N'),
        CANCEL('C');

        private final char result;

        Deed(char result) {
            this.result = result;
        }
    }

    /** Notes what the buyer did; false if the challenge is over or there is none. */
    boolean finish(String id, Deed deed) {
        var page = page(id);
        if (page.isEmpty()) return false;
        var challenge = page.get().challenge();
        var money = Money.of(challenge.amount(), Currency.of(challenge.currency()));
        var message =
                new CardMessage.ChallengeResult(
                        id + " " + deed.result,
                        new AccountId(challenge.account()),
                        money,
                        id,
                        deed.result);
        return networkSwitch.send(message).join().fact().is(Fact.Effect.CHALLENGED);
    }

    /** What a challenge page needs. */
    record Page(Fact challenge, State state) {}

    /** Id and cryptogram, if the challenge was passed and not used. */
    Optional<CardMessage.Proof> proof(String id) {
        return networkSwitch.ask(book ->
                book.challenge(id)
                        .filter(c -> authentication(c).state() == State.AUTHENTICATED)
                        .map(c -> new CardMessage.Proof(id, proof.cavv(c.fact))));
    }

    /**
     * The authentication that stands behind an approval: the challenge it used up, or the answer of
     * a card that does not take part, where one was asked for.
     */
    Optional<Authentication> behind(Authorization authorization, Fact approval) {
        if (!approval.authentication().isEmpty())
            return Optional.of(
                    new Authentication(
                            approval.authentication(),
                            authorization.intentId(),
                            State.AUTHENTICATED,
                            Optional.of("challenge"),
                            Optional.of("05"),
                            VERSION));
        boolean asked = Issuer.asks(authorization.authenticate());
        if (!asked || !authorization.method().card().authenticates()) return Optional.empty();
        return Optional.of(
                new Authentication(
                        "",
                        authorization.intentId(),
                        State.ATTEMPTED,
                        Optional.of("frictionless"),
                        Optional.of("06"),
                        VERSION));
    }

    private Authentication authentication(Book.Challenge challenge) {
        var state = state(challenge);
        return new Authentication(
                challenge.fact.authentication(),
                challenge.fact.intent(),
                state,
                state == State.PENDING ? Optional.empty() : Optional.of("challenge"),
                eci(state),
                VERSION);
    }

    private State state(Book.Challenge challenge) {
        if (challenge.used) return State.USED;
        return switch (challenge.result) {
            case 'Y' -> State.AUTHENTICATED;
            case 'N' -> State.FAILED;
            case 'C' -> State.CANCELED;
            default -> clock.now().isBefore(challenge.expiresAt()) ? State.PENDING : State.EXPIRED;
        };
    }

    private static Optional<String> eci(State state) {
        return switch (state) {
            case AUTHENTICATED, USED -> Optional.of("05");
            case FAILED, CANCELED, EXPIRED -> Optional.of("07");
            case ATTEMPTED -> Optional.of("06");
            case PENDING -> Optional.empty();
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
