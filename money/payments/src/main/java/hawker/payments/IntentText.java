package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent.Challenge;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.State;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/**
 * The two JSON columns of an intent's row: what is unusual about its terms, and what its status
 * alone does not say. Both are null for a plain card payment, which keeps the rows of the hot path
 * small.
 */
final class IntentText {

    private IntentText() {}

    /** The terms beside amount, currency and customer; empty if all are usual. */
    static Optional<String> terms(Terms terms) {
        if (terms.equals(Terms.of(terms.amount()).withCustomer(terms.customer())))
            return Optional.empty();
        var node = Json.object();
        if (terms.capture() != Terms.Capture.AUTOMATIC) node.put("capture", word(terms.capture()));
        if (terms.confirming() != Terms.Confirming.AUTOMATIC)
            node.put("confirming", word(terms.confirming()));
        terms.futureUsage().ifPresent(usage -> node.put("future", word(usage)));
        if (!terms.methods().equals(Terms.Methods.USUAL))
            node.set("methods", methods(terms.methods()));
        if (!terms.notes().equals(Notes.NONE)) node.set("notes", NotesText.node(terms.notes()));
        if (!terms.share().equals(Share.NONE)) node.set("share", ShareParams.node(terms.share()));
        terms.agreement().mandate().ifPresent(mandate -> node.put("mandate", mandate));
        terms.agreement().acceptance().ifPresent(how -> node.put("acceptance", how));
        return text(node);
    }

    private static ObjectNode methods(Terms.Methods methods) {
        var node = Json.object();
        if (methods.automatic()) node.put("auto", true);
        if (methods.redirects()) node.put("redirects", true);
        if (methods.authenticating() != Terms.Authenticating.AUTOMATIC)
            node.put("authenticating", word(methods.authenticating()));
        methods.transferCountry().ifPresent(country -> node.put("transfer", country));
        if (methods.raisable()) node.put("raisable", true);
        if (!methods.types().equals(Terms.Methods.USUAL.types()))
            methods.types().forEach(node.putArray("types")::add);
        return node;
    }

    static Terms terms(Money amount, Optional<String> customer, Optional<String> text) {
        var plain = Terms.of(amount).withCustomer(customer);
        if (text.isEmpty()) return plain;
        var node = Json.parse(text.get());
        return new Terms(
                amount,
                word(node, "capture", Terms.Capture.class).orElse(plain.capture()),
                word(node, "confirming", Terms.Confirming.class).orElse(plain.confirming()),
                node.has("methods") ? methods(node.get("methods")) : plain.methods(),
                customer,
                word(node, "future", Terms.FutureUsage.class),
                node.has("notes") ? NotesText.notes(node.get("notes")) : plain.notes(),
                node.has("share") ? ShareParams.share(node.get("share")) : Share.NONE,
                new Terms.Agreement(maybe(node, "mandate"), maybe(node, "acceptance")));
    }

    /** The notes in a terms column. */
    static Notes notes(Optional<String> terms) {
        if (terms.isEmpty()) return Notes.NONE;
        var node = Json.parse(terms.get());
        return node.has("notes") ? NotesText.notes(node.get("notes")) : Notes.NONE;
    }

    private static Terms.Methods methods(JsonNode node) {
        var types = new ArrayList<String>();
        node.path("types").forEach(type -> types.add(type.asText()));
        return new Terms.Methods(
                node.path("auto").asBoolean(),
                node.path("redirects").asBoolean(),
                types.isEmpty() ? Terms.Methods.USUAL.types() : types,
                word(node, "authenticating", Terms.Authenticating.class)
                        .orElse(Terms.Authenticating.AUTOMATIC),
                maybe(node, "transfer"),
                node.path("raisable").asBoolean());
    }

    /** The word of the status column. */
    static String status(State state) {
        return switch (state) {
            case State.Sending ignored -> "sending";
            case State.RequiresDeposits ignored -> "requires_deposits";
            case State.AwaitsTransfer ignored -> "awaits_transfer";
            case State.RequiresPaymentMethod ignored -> PaymentIntent.status(state);
            case State.RequiresConfirmation ignored -> PaymentIntent.status(state);
            case State.RequiresAction ignored -> PaymentIntent.status(state);
            case State.Processing ignored -> PaymentIntent.status(state);
            case State.RequiresCapture ignored -> PaymentIntent.status(state);
            case State.Succeeded ignored -> PaymentIntent.status(state);
            case State.Canceled ignored -> PaymentIntent.status(state);
        };
    }

    /** What the status column alone does not say; empty if nothing. */
    static Optional<String> progress(PaymentIntent intent) {
        var node = Json.object();
        switch (intent.state()) {
            case State.RequiresPaymentMethod s -> s.lastError().ifPresent(e -> put(node, e));
            case State.RequiresConfirmation s -> {
                s.lastError().ifPresent(e -> put(node, e));
                s.authentication().ifPresent(a -> node.put("authentication", a));
            }
            case State.RequiresAction s -> {
                node.put("challenge", s.challenge().id()).put("url", s.challenge().url());
                s.challenge().returnUrl().ifPresent(url -> node.put("return", url));
            }
            case State.RequiresDeposits s ->
                    node.put("arrive", Json.seconds(s.deposits().arrive()))
                            .put("tries", s.deposits().tries())
                            .put("page", s.deposits().page());
            case State.AwaitsTransfer s -> {
                node.put("remaining", s.transfer().remaining().minor());
                node.set("instructions", Json.parse(s.transfer().instructions()));
            }
            case State.Processing ignored -> {}
            case State.Sending ignored -> {}
            case State.RequiresCapture s -> node.put("until", Json.seconds(s.captureBefore()));
            case State.Succeeded s -> {
                if (!s.received().equals(intent.amount()))
                    node.put("received", s.received().minor());
            }
            case State.Canceled s ->
                    node.put("canceled", s.at().toEpochMilli()).put("reason", word(s.reason()));
        }
        if (intent.reviewed()) node.put("review", true);
        return text(node);
    }

    /** Whether a row's progress says that its charge was put in review. */
    static boolean reviewed(Optional<String> progress) {
        return progress.map(text -> Json.parse(text).path("review").asBoolean()).orElse(false);
    }

    private static void put(ObjectNode node, Failure failure) {
        var error = node.putObject("error");
        error.put("code", failure.code()).put("message", failure.message());
        failure.declineCode().ifPresent(code -> error.put("decline", code));
        failure.charge().ifPresent(charge -> error.put("charge", charge.text()));
        error.set("method", Json.parse(failure.method()));
    }

    /**
     * The state of a row.
     *
     * @param status the word of the status column
     */
    static State state(
            String status,
            Money amount,
            Optional<PaymentMethod.Id> method,
            Optional<Charge.Id> attempt,
            Optional<String> progress) {
        var node = progress.map(Json::parse).orElseGet(Json::object);
        return switch (status) {
            case "requires_payment_method" -> new State.RequiresPaymentMethod(failure(node));
            case "requires_confirmation" ->
                    new State.RequiresConfirmation(
                            method.orElseThrow(), failure(node), maybe(node, "authentication"));
            case "requires_action" ->
                    new State.RequiresAction(
                            method.orElseThrow(),
                            new Challenge(
                                    node.path("challenge").asText(),
                                    node.path("url").asText(),
                                    maybe(node, "return")));
            case "requires_deposits" ->
                    new State.RequiresDeposits(
                            method.orElseThrow(),
                            new PaymentIntent.Deposits(
                                    Instant.ofEpochSecond(node.path("arrive").asLong()),
                                    node.path("tries").asInt(),
                                    node.path("page").asText()));
            case "awaits_transfer" ->
                    new State.AwaitsTransfer(
                            method.orElseThrow(),
                            new PaymentIntent.Transfer(
                                    Money.of(node.path("remaining").asLong(), amount.currency()),
                                    Json.text(node.path("instructions"))));
            case "processing" -> new State.Processing(method.orElseThrow());
            case "sending" -> new State.Sending(method.orElseThrow(), attempt.orElseThrow());
            case "requires_capture" ->
                    new State.RequiresCapture(
                            method.orElseThrow(),
                            Instant.ofEpochSecond(node.path("until").asLong()));
            case "succeeded" ->
                    new State.Succeeded(
                            method.orElseThrow(),
                            Money.of(
                                    node.path("received").asLong(amount.minor()),
                                    amount.currency()));
            case "canceled" ->
                    new State.Canceled(
                            Instant.ofEpochMilli(node.path("canceled").asLong()),
                            word(node, "reason", PaymentIntent.Reason.class).orElseThrow(),
                            method);
            default -> throw new IllegalStateException("no such status: " + status);
        };
    }

    private static Optional<Failure> failure(JsonNode node) {
        if (!node.has("error")) return Optional.empty();
        var error = node.get("error");
        return Optional.of(
                new Failure(
                        error.path("code").asText(),
                        maybe(error, "decline"),
                        error.path("message").asText(),
                        maybe(error, "charge").map(Charge.Id::new),
                        Json.text(error.path("method"))));
    }

    private static Optional<String> text(ObjectNode node) {
        return node.isEmpty() ? Optional.empty() : Optional.of(Json.text(node));
    }

    private static Optional<String> maybe(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    /** An enum constant as the API writes it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The enum constant of a word that the API writes. */
    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static <E extends Enum<E>> Optional<E> word(JsonNode node, String name, Class<E> type) {
        return maybe(node, name).map(word -> constant(type, word));
    }
}
