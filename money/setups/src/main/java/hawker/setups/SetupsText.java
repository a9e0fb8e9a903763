package hawker.setups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.setups.SetupIntent.Challenge;
import hawker.setups.SetupIntent.Failure;
import hawker.setups.SetupIntent.State;
import hawker.setups.SetupIntent.Terms;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** The JSON columns of the room's rows, there and back. */
final class SetupsText {

    private SetupsText() {}

    static String terms(Terms terms) {
        var node = Json.object();
        terms.description().ifPresent(text -> node.put("description", text));
        node.set("metadata", Json.metadata(terms.metadata()));
        node.put("usage", SetupJson.word(terms.usage()));
        node.put("automatic", terms.automatic()).put("redirects", terms.redirects());
        terms.types().forEach(node.putArray("types")::add);
        node.put("authenticating", SetupJson.word(terms.authenticating()));
        terms.singleUse()
                .ifPresent(money ->
                        node.put("amount", money.minor()).put("currency", money.currency().code()));
        terms.acceptance().ifPresent(acceptance -> node.set("acceptance", node(acceptance)));
        terms.options().ifPresent(options -> node.set("options", Json.parse(options)));
        return Json.text(node);
    }

    static Terms terms(Optional<String> customer, String text) {
        var node = Json.parse(text);
        var types = new ArrayList<String>();
        node.path("types").forEach(type -> types.add(type.asText()));
        return new Terms(
                customer,
                maybe(node, "description"),
                Json.metadata(Json.text(node.path("metadata"))),
                constant(SetupIntent.Usage.class, node.path("usage").asText()),
                node.path("automatic").asBoolean(),
                node.path("redirects").asBoolean(),
                types,
                constant(SetupIntent.Authenticating.class, node.path("authenticating").asText()),
                node.has("amount")
                        ? Optional.of(
                                Money.of(
                                        node.path("amount").asLong(),
                                        Currency.of(node.path("currency").asText())))
                        : Optional.empty(),
                node.has("acceptance")
                        ? Optional.of(acceptance(node.path("acceptance")))
                        : Optional.empty(),
                node.has("options")
                        ? Optional.of(Json.text(node.path("options")))
                        : Optional.empty());
    }

    static String progress(State state) {
        var node = Json.object();
        switch (state) {
            case State.RequiresPaymentMethod(var error) ->
                    error.ifPresent(failure -> node.set("error", node(failure)));
            case State.RequiresConfirmation ignored -> {}
            case State.RequiresAction(var ignored, var challenge) -> {
                node.put("challenge", challenge.id()).put("url", challenge.url());
                challenge.returnUrl().ifPresent(url -> node.put("return_url", url));
            }
            case State.RequiresDeposits(var ignored, var deposits) ->
                    node.put("arrive", Json.seconds(deposits.arrive()))
                            .put("tries", deposits.tries())
                            .put("page", deposits.page());
            case State.Succeeded(var ignored, var mandate) ->
                    mandate.ifPresent(id -> node.put("mandate", id.text()));
            case State.Canceled(var reason, var ignored) ->
                    reason.ifPresent(why -> node.put("reason", SetupJson.word(why)));
        }
        return Json.text(node);
    }

    static State state(String status, Optional<PaymentMethod.Id> method, String progress) {
        var node = Json.parse(progress);
        return switch (status) {
            case "requires_payment_method" ->
                    new State.RequiresPaymentMethod(
                            node.has("error")
                                    ? Optional.of(failure(node.path("error")))
                                    : Optional.empty());
            case "requires_confirmation" -> new State.RequiresConfirmation(method.orElseThrow());
            case "requires_action" ->
                    node.has("arrive")
                            ? new State.RequiresDeposits(method.orElseThrow(), deposits(node))
                            : new State.RequiresAction(
                                    method.orElseThrow(),
                                    new Challenge(
                                            node.path("challenge").asText(),
                                            node.path("url").asText(),
                                            maybe(node, "return_url")));
            case "succeeded" ->
                    new State.Succeeded(
                            method.orElseThrow(), maybe(node, "mandate").map(Mandate.Id::new));
            case "canceled" ->
                    new State.Canceled(
                            maybe(node, "reason")
                                    .map(why -> constant(SetupIntent.Reason.class, why)),
                            method);
            default -> throw new IllegalStateException("no such status: " + status);
        };
    }

    private static SetupIntent.Deposits deposits(JsonNode node) {
        return new SetupIntent.Deposits(
                Instant.ofEpochSecond(node.path("arrive").asLong()),
                node.path("tries").asInt(),
                node.path("page").asText());
    }

    static String text(Failure failure) {
        return Json.text(node(failure));
    }

    private static ObjectNode node(Failure failure) {
        var node = Json.object().put("code", failure.code());
        failure.declineCode().ifPresent(code -> node.put("decline_code", code));
        return node.put("message", failure.message()).put("method", failure.method());
    }

    static Failure failure(String text) {
        return failure(Json.parse(text));
    }

    private static Failure failure(JsonNode node) {
        return new Failure(
                node.path("code").asText(),
                maybe(node, "decline_code"),
                node.path("message").asText(),
                node.path("method").asText());
    }

    static String text(Mandate.Acceptance acceptance) {
        return Json.text(node(acceptance));
    }

    private static ObjectNode node(Mandate.Acceptance acceptance) {
        var node = Json.object();
        acceptance.at().ifPresent(at -> node.put("at", at.toString()));
        acceptance
                .online()
                .ifPresent(browser -> {
                    var online = node.putObject("online");
                    browser.address().ifPresent(address -> online.put("address", address));
                    browser.userAgent().ifPresent(agent -> online.put("agent", agent));
                });
        return node;
    }

    static Mandate.Acceptance acceptance(String text) {
        return acceptance(Json.parse(text));
    }

    private static Mandate.Acceptance acceptance(JsonNode node) {
        var online = node.path("online");
        return new Mandate.Acceptance(
                maybe(node, "at").map(Instant::parse),
                node.has("online")
                        ? Optional.of(
                                new Mandate.Online(
                                        maybe(online, "address"), maybe(online, "agent")))
                        : Optional.empty());
    }

    private static Optional<String> maybe(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    /** The constant behind a word of the API. */
    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
