package hawker.setups;

import hawker.kernel.Ids;
import hawker.network.Authentication;
import hawker.network.DebitRail;
import hawker.network.NetworkAnswer;
import hawker.setups.SetupIntent.State;
import hawker.setups.SetupResult.Refusal;
import hawker.setups.SetupResult.Refused;
import hawker.vault.ConfirmationToken;
import hawker.vault.PaymentMethod;
import java.util.Optional;

/**
 * The first half of a confirmation: everything that can be refused, and then the question to the
 * issuer. It writes nothing; {@link Recording} is the second half, in one transaction with the
 * answer to the request.
 *
 * <p>Why no attempt is recorded before the question, as payments do: an amount of zero moves
 * nothing, so an answer that is lost with its process leaves nothing to take back. The network may
 * then remember a card as set up that no customer has; nobody can charge it. Two who ask at once
 * meet at the intent's version.
 */
final class Asking {

    private final Issuers issuers;
    private final Methods methods;
    private final DebitRail rail;
    private final Ids ids;

    Asking(Issuers issuers, Methods methods, DebitRail rail, Ids ids) {
        this.rail = rail;
        this.issuers = issuers;
        this.methods = methods;
        this.ids = ids;
    }

    /**
     * How an intent is to be confirmed.
     *
     * @param method the card; empty: the one the intent has
     * @param returnUrl where a challenge sends the buyer afterwards
     * @param script whether a script on the page shows challenges, so that nobody has to leave it
     * @param token what the buyer's page made of all this; used up with the record
     */
    record Request(
            Optional<PaymentMethod> method,
            Optional<String> returnUrl,
            boolean script,
            Optional<ConfirmationToken> token) {}

    /** How far it came. */
    sealed interface Asked {

        /** Something is kept, or is on its way to be. */
        sealed interface Begun extends Asked {
            SetupIntent before();

            boolean isNew();

            PaymentMethod method();

            SetupAttempt.Id attempt();

            /** Whether the attempt is written already. */
            boolean resumed();

            Optional<ConfirmationToken> token();
        }

        /** A bank account is to be kept, of which nobody is asked. */
        record Account(
                SetupIntent before,
                boolean isNew,
                PaymentMethod method,
                SetupAttempt.Id attempt,
                boolean resumed,
                Optional<ConfirmationToken> token)
                implements Begun {}

        /** The issuer was asked. */
        record Heard(
                SetupIntent before,
                boolean isNew,
                PaymentMethod method,
                SetupAttempt.Id attempt,
                boolean resumed,
                NetworkAnswer answer,
                Optional<String> returnUrl,
                Optional<ConfirmationToken> token)
                implements Begun {}

        /** The challenge ended without the cardholder's proof. */
        record NotProven(SetupIntent before, State.RequiresAction action) implements Asked {}

        /** There was nothing to ask, or it was refused. */
        record Nothing(SetupResult result) implements Asked {}
    }

    /**
     * @param intent the newest version, with the terms as the confirmation changes them
     * @param isNew whether it is not yet written
     */
    Asked confirm(SetupIntent intent, boolean isNew, Request request) {
        if (!intent.isOpen()) return new Asked.Nothing(closed(intent));
        var method =
                request.method()
                        .or(() ->
                                intent.method().flatMap(id -> methods.find(intent.account(), id)));
        if (method.isEmpty())
            return no(
                    Refusal.NO_METHOD,
                    "You cannot confirm this SetupIntent because it's missing a payment method."
                            + " Update the SetupIntent with a payment method and then confirm it"
                            + " again.");
        var refusal = Methods.refusal(method.get(), intent.terms());
        if (refusal.isPresent()) return new Asked.Nothing(refusal.get());
        if (!method.get().isCard()) return account(intent, isNew, method.get(), request);
        if (intent.terms().redirects() && !request.script() && request.returnUrl().isEmpty())
            return no(
                    Refusal.RETURN_URL_MISSING,
                    "This SetupIntent is configured to accept payment methods that may redirect"
                            + " your customer off of your page, so you must provide a"
                            + " `return_url`.");
        var attempt = new SetupAttempt.Id(ids.ordinary("setatt", intent.account()));
        var answer = issuers.ask(intent, method.get(), attempt.text(), Optional.empty());
        return new Asked.Heard(
                intent,
                isNew,
                method.get(),
                attempt,
                false,
                answer,
                request.returnUrl(),
                request.token());
    }

    private Asked account(
            SetupIntent intent, boolean isNew, PaymentMethod method, Request request) {
        var attempt = new SetupAttempt.Id(ids.ordinary("setatt", intent.account()));
        return new Asked.Account(intent, isNew, method, attempt, false, request.token());
    }

    /** What the deposits prove that a holder tells of. */
    Recording.Deposited prove(
            SetupIntent intent, State.RequiresDeposits waiting, DebitRail.Told told) {
        var method = methods.find(intent.account(), waiting.method()).orElseThrow();
        var proof = rail.prove(intent.account(), method, told);
        return new Recording.Deposited(intent, waiting, method, told, proof);
    }

    /**
     * The buyer came back from a challenge, or somebody wants to know whether they did. The second
     * question goes out under a name made from the attempt's, so that asking it twice is asking it
     * once: a process that dies between the network's answer and its record is made good by the
     * next one who comes this way.
     */
    Asked afterAction(SetupIntent intent) {
        if (!(intent.state() instanceof State.RequiresAction action) || intent.attempt().isEmpty())
            return new Asked.Nothing(new SetupResult.Done(intent));
        var challenge = action.challenge();
        var state =
                issuers.authentication(intent.account(), challenge.id())
                        .map(Authentication::state)
                        .orElse(Authentication.State.FAILED);
        return switch (state) {
            case PENDING -> new Asked.Nothing(new SetupResult.Done(intent));
            case AUTHENTICATED, ATTEMPTED, USED -> goOn(intent, action);
            case FAILED, CANCELED, EXPIRED -> new Asked.NotProven(intent, action);
        };
    }

    private Asked goOn(SetupIntent intent, State.RequiresAction action) {
        var method = methods.find(intent.account(), action.method());
        // A card that was detached meanwhile is not kept, whatever its holder has proven.
        if (method.filter(m -> Methods.refusal(m, intent.terms()).isEmpty()).isEmpty())
            return new Asked.NotProven(intent, action);
        var attempt = intent.attempt().orElseThrow();
        var challenge = action.challenge();
        var answer =
                issuers.ask(
                        intent, method.get(), attempt.text() + "-2", Optional.of(challenge.id()));
        return new Asked.Heard(
                intent,
                false,
                method.get(),
                attempt,
                true,
                answer,
                challenge.returnUrl(),
                Optional.empty());
    }

    /** What is said of one that is over. */
    static SetupResult closed(SetupIntent intent) {
        return new Refused(
                Refusal.UNEXPECTED_STATE,
                intent.state() instanceof State.Succeeded
                        ? "You cannot confirm this SetupIntent because it has already succeeded."
                        : "You cannot confirm this SetupIntent because it has a status of "
                                + intent.status()
                                + ". Only a SetupIntent with one of the following statuses may be"
                                + " confirmed: requires_payment_method, requires_confirmation,"
                                + " requires_action.");
    }

    private static Asked no(Refusal reason, String message) {
        return new Asked.Nothing(new Refused(reason, message));
    }
}
