package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.Change;
import hawker.payments.Charge;
import hawker.payments.Confirmation;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refund;
import hawker.payments.Refusal;
import hawker.payments.Sharing;
import hawker.payments.Terms;
import hawker.platform.Tx;
import hawker.setups.SetupIntent;
import hawker.setups.SetupResult;
import hawker.setups.Setups;
import hawker.terminal.ThingsSql.Kind;
import hawker.vault.CardDisplay;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A card is held to a reader that waits for one.
 *
 * <pre>
 * Tx1   the reader is claimed: nobody else charges a card there, and it cannot be cancelled. So is
 *       the intent, if it is about one: no other reader changes its tip or takes it meanwhile.
 * then  payments, setups or refunds do what the action says, in transactions of their own.
 * Tx2   the action's end and its event; both claims are given back.
 * </pre>
 *
 * <p>A process that dies in between leaves its claims, which count for a minute. Whoever comes then
 * does the same again: a payment that was made is found made, a refund has the action's own key.
 */
final class Presenting {

    private static final Duration CLAIMED_FOR = Duration.ofMinutes(1);

    /** What this room is given to charge cards with. */
    record Doors(Vault vault, Payments payments, Setups setups) {}

    /** How an action ended. */
    sealed interface End {
        /**
         * @param shown what the action now shows, in the hash of its type
         */
        record Good(ObjectNode shown) implements End {}

        /**
         * @param error what the API would have answered, for the action's api_error
         */
        record Bad(String code, String message, Optional<ObjectNode> error) implements End {}
    }

    private final Things things;
    private final Doors doors;

    Presenting(Things things, Doors doors) {
        this.things = things;
        this.doors = doors;
    }

    static boolean isUnderWay(Things things, Tx tx, AccountId account, String reader) {
        var stale = things.platform().clock().now().minus(CLAIMED_FOR);
        return things.sql().isPresenting(account, tx, reader, stale);
    }

    /**
     * A claim of a reader.
     *
     * @param action what the reader waits to do, which nobody can take away any more
     */
    record Claimed(String who, ObjectNode action) {}

    /**
     * Claims a reader whose action waits for a card.
     *
     * @param check throws if the action is none for this card; nothing is claimed then
     */
    Claimed claim(AccountId account, String reader, Consumer<ObjectNode> check) {
        return things.platform()
                .tx()
                .inAccount(
                        account,
                        tx -> {
                            var body =
                                    things.sql()
                                            .lock(account, tx, Kind.READER, reader)
                                            .orElseThrow(() ->
                                                    ApiError.missing(Kind.READER.object, reader));
                            var action = waiting(body);
                            check.accept(action);
                            return new Claimed(claim(tx, account, reader, action), action);
                        });
    }

    String claim(Tx tx, AccountId account, String reader, ObjectNode action) {
        var now = things.platform().clock().now();
        var stale = now.minus(CLAIMED_FOR);
        var who = things.platform().ids().token(16);
        if (!things.sql().present(account, tx, reader, who, now, stale))
            throw ActionsHttp.readerBusy();
        var turn = new ThingsSql.Turn(reader, who);
        var intent = intent(action);
        if (intent.isPresent()
                && !things.sql().takeTurn(account, tx, intent.get(), turn, now, stale))
            throw ApiError.lockTimeout();
        return who;
    }

    /** Which payment an action is to take. */
    private static Optional<String> intent(ObjectNode action) {
        var type = action.path("type").asText();
        return type.equals("refund_payment")
                ? Optional.empty()
                : Optional.of(action.path(type).path("payment_intent").asText())
                        .filter(id -> !id.isEmpty());
    }

    /** The action of a reader that waits for a card. */
    static ObjectNode waiting(ObjectNode reader) {
        if (ActionsHttp.busy(reader)
                && reader.get("action") instanceof ObjectNode action
                && !action.has("collect_inputs")) return action;
        throw ApiError.invalid("The reader is not waiting for a payment method.");
    }

    /**
     * Does what the action says with the card; in no transaction.
     *
     * @param tip what the buyer adds to a payment, in minor units; said again it counts once. What
     *     an earlier buyer added is taken off
     */
    End act(
            AccountId account,
            String reader,
            ObjectNode action,
            PaymentMethod card,
            Optional<Long> tip) {
        var type = action.path("type").asText();
        var of = action.get(type) instanceof ObjectNode node ? node.deepCopy() : Json.object();
        return switch (type) {
            case "process_payment_intent" ->
                    tip(account, of, tip.orElse(0L))
                            .orElseGet(() -> pay(account, reader, of, card.id()));
            case "collect_payment_method" ->
                    tip(account, of, tip.orElse(0L))
                            .orElseGet(() -> {
                                of.set("payment_method", PaymentMethodJson.render(card));
                                return new End.Good(of);
                            });
            case "confirm_payment_intent" -> pay(account, reader, of, card.id());
            case "process_setup_intent" -> setUp(account, reader, of, card);
            case "refund_payment" -> refund(account, reader, of, card);
            default -> throw ApiError.invalid("The reader is not waiting for a payment method.");
        };
    }

    /** Makes a tip what a reader added to the amount; why not, if that cannot be. */
    private Optional<End> tip(AccountId account, ObjectNode of, long minor) {
        var id = new PaymentIntent.Id(of.path("payment_intent").asText());
        UnaryOperator<Terms> tipped =
                terms -> terms.withTip(Money.of(minor, terms.amount().currency()));
        boolean there =
                doors.payments()
                        .find(account, id)
                        .map(PaymentIntent::terms)
                        .filter(terms -> tipped.apply(terms).equals(terms))
                        .isPresent();
        if (there) return Optional.empty();
        return switch (doors.payments().update(account, id, tipped)) {
            case Change.Done ignored -> Optional.empty();
            // One that is paid has its tip: a process died before it could say so.
            case Change.Refused(var reason, var message) ->
                    reason == Refusal.UNEXPECTED_STATE
                            ? Optional.empty()
                            : Optional.of(bad(word(reason), message));
        };
    }

    /** The tip was this buyer's: it goes with a payment that fails. */
    private End pay(AccountId account, String reader, ObjectNode of, PaymentMethod.Id card) {
        var end = charged(account, reader, of, card);
        // An intent that is paid or under way elsewhere refuses that, and keeps what it has.
        if (end instanceof End.Bad) tip(account, of, 0);
        return end;
    }

    private End charged(AccountId account, String reader, ObjectNode of, PaymentMethod.Id card) {
        var id = new PaymentIntent.Id(of.path("payment_intent").asText());
        var request =
                new Confirmation.Request(Optional.of(card), false, true, Optional.empty(), false);
        return switch (doors.payments().confirm(account, id, request)) {
            case Confirmation.Succeeded ignored -> new End.Good(of);
            case Confirmation.Capturable ignored -> new End.Good(of);
            case Confirmation.Declined(var ignored, var failure) -> declined(failure);
            case Confirmation.Unknown(var ignored, var failure) -> declined(failure);
            case Confirmation.Refused(var intent, var reason, var message) ->
                    paidHere(account, reader, intent.id())
                            ? new End.Good(of)
                            : bad(word(reason), message);
            case Confirmation.Processing ignored -> unexpected();
            case Confirmation.Waiting ignored -> unexpected();
            case Confirmation.NeedsAction ignored -> unexpected();
            case Confirmation.NeedsConfirmation ignored -> unexpected();
        };
    }

    /** Whether the intent was paid at this reader, by a process that could not say so. */
    private boolean paidHere(AccountId account, String reader, PaymentIntent.Id id) {
        return doors.payments()
                .find(account, id)
                .flatMap(PaymentIntent::latestCharge)
                .flatMap(charge -> doors.payments().charge(account, charge))
                .filter(Charge::paid)
                .filter(charge ->
                        charge.facts().instrument() instanceof CardDisplay card
                                && card.presence()
                                        .filter(p -> p.reader().equals(reader))
                                        .isPresent())
                .isPresent();
    }

    private static End declined(PaymentIntent.Failure failure) {
        var error =
                Json.object()
                        .put("type", "card_error")
                        .put("code", failure.code())
                        .put("message", failure.message());
        failure.declineCode().ifPresent(code -> error.put("decline_code", code));
        failure.charge().ifPresent(charge -> error.put("charge", charge.text()));
        return new End.Bad(failure.code(), failure.message(), Optional.of(error));
    }

    /** A card that was read asks for nothing more. */
    private static End unexpected() {
        return bad("processing_error", "The payment could not be finished at the reader.");
    }

    private static End bad(String code, String message) {
        return new End.Bad(code, message, Optional.empty());
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private ThingsSql.Doing doing(AccountId account, String reader) {
        return things.platform()
                .tx()
                .readAccount(account, tx -> things.sql().doing(account, tx, reader))
                .orElseThrow(() -> new IllegalStateException("nothing is done at " + reader));
    }

    /** Whether a page may show again what is generated from the card that is held to it. */
    String redisplay(AccountId account, String reader) {
        return doing(account, reader).redisplay();
    }

    private End setUp(AccountId account, String reader, ObjectNode of, PaymentMethod card) {
        if (card.card().isInterac())
            return bad("invalid_request", "Interac cards cannot be kept for later.");
        var id = new SetupIntent.Id(of.path("setup_intent").asText());
        var redisplay = doing(account, reader).redisplay();
        var made =
                things.platform()
                        .tx()
                        .inAccount(
                                account,
                                tx ->
                                        doors.vault()
                                                .generate(
                                                        tx,
                                                        card,
                                                        doors.vault().newId(account),
                                                        redisplay));
        return switch (doors.setups().confirm(account, id, Optional.of(made), Optional.empty())) {
            case SetupResult.Done ignored ->
                    new End.Good(of.put("generated_card", made.id().text()));
            case SetupResult.Declined(var ignored, var failure) ->
                    bad(failure.code(), failure.message());
            case SetupResult.Refused(var reason, var message) -> bad(word(reason), message);
        };
    }

    private End refund(AccountId account, String reader, ObjectNode of, PaymentMethod card) {
        var charge =
                doors.payments()
                        .charge(account, new Charge.Id(of.path("charge").asText()))
                        .orElseThrow();
        if (!charge.facts().instrument().fingerprint().equals(card.card().fingerprint()))
            return bad("card_declined", "The card presented is not the one that paid.");
        var key = doing(account, reader).key();
        var asked =
                new NewRefund(
                        new NewRefund.Target.OfCharge(charge.id()),
                        of.has("amount")
                                ? Optional.of(
                                        Money.of(
                                                of.path("amount").asLong(),
                                                charge.amount().currency()))
                                : Optional.empty(),
                        of.has("reason")
                                ? Optional.of(
                                        Refund.Reason.valueOf(
                                                of.path("reason")
                                                        .asText()
                                                        .toUpperCase(Locale.ROOT)))
                                : Optional.empty(),
                        of.has("metadata")
                                ? Json.metadata(Json.text(of.path("metadata")))
                                : Map.of(),
                        Optional.of(key),
                        new Sharing.Back(
                                of.path("reverse_transfer").asBoolean(),
                                of.path("refund_application_fee").asBoolean()));
        return switch (doors.payments().refund(account, asked.atReader())) {
            case Refund.Outcome.Refunded(var refund) ->
                    new End.Good(of.put("refund", refund.id().text()));
            case Refund.Outcome.Refused(var reason, var message) -> bad(word(reason), message);
        };
    }

    /**
     * Writes how an action ended; empty if somebody else has taken over.
     *
     * @return the reader as it is now, in any case
     */
    Optional<ObjectNode> finish(Tx tx, AccountId account, String reader, String who, End end) {
        var body =
                things.sql()
                        .lock(account, tx, Kind.READER, reader)
                        .orElseThrow(() -> ApiError.missing(Kind.READER.object, reader));
        if (!things.sql().release(account, tx, reader, who)
                || !(body.get("action") instanceof ObjectNode action)) return Optional.empty();
        intent(action).ifPresent(intent -> things.sql().endTurn(account, tx, intent, who));
        switch (end) {
            case End.Good(var shown) -> {
                action.put("status", "succeeded");
                action.set(action.path("type").asText(), shown);
            }
            case End.Bad(var code, var message, var error) -> {
                action.put("status", "failed");
                action.put("failure_code", code).put("failure_message", message);
                error.ifPresent(known -> action.set("api_error", known));
            }
        }
        things.sql().update(account, tx, body);
        return Optional.of(body);
    }
}
