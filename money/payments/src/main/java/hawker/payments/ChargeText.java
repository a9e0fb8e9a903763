package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.network.Authentication;
import hawker.network.Outcome;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import hawker.vault.Checks;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethodJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON columns of a charge's row: its facts, and how it failed. Short names: one row a sale.
 */
final class ChargeText {

    /** What the seller reads of every payment that went well. */
    private static final String APPROVED = "Payment complete.";

    private ChargeText() {}

    static String facts(Charge.Facts facts) {
        var node = Json.object();
        switch (facts.instrument()) {
            case CardDisplay card -> node.set("card", card(card));
            case Instrument.BankAccount bank ->
                    node.set("bank", Json.parse(PaymentMethodJson.stored(bank)));
            case Instrument.CustomerBalance ignored -> {}
            case Instrument.Promised promised -> node.put("promised", promised.type());
        }
        if (!facts.billing().equals(Billing.none())) node.set("billing", billing(facts.billing()));
        node.set("outcome", outcome(facts.outcome()));
        NotesText.put(node, "ref", facts.networkReference());
        NotesText.put(node, "approval", facts.approvalCode());
        if (facts.fundsNow()) node.put("now", true);
        facts.authentication().ifPresent(a -> node.set("3ds", authentication(a)));
        node.put("descriptor", facts.descriptor());
        facts.shared().ifPresent(named -> node.set("share", ShareParams.node(named)));
        if (facts.raisable()) node.put("raisable", true);
        NotesText.put(node, "mandate", facts.agreed().mandate());
        facts.agreed().source().ifPresent(source -> node.set("source", Json.parse(source)));
        facts.agreed().details().ifPresent(details -> node.set("details", Json.parse(details)));
        return Json.text(node);
    }

    static Charge.Facts facts(String text) {
        var node = Json.parse(text);
        return new Charge.Facts(
                instrument(node),
                node.has("billing") ? billing(node.get("billing")) : Billing.none(),
                outcome(node.path("outcome")),
                NotesText.maybe(node, "ref"),
                NotesText.maybe(node, "approval"),
                node.path("now").asBoolean(),
                node.has("3ds") ? Optional.of(authentication(node.get("3ds"))) : Optional.empty(),
                node.path("descriptor").asText(),
                node.has("share")
                        ? Optional.of(ShareParams.named(node.get("share")))
                        : Optional.empty(),
                node.path("raisable").asBoolean(),
                new Charge.Agreed(
                        NotesText.maybe(node, "mandate"),
                        text(node, "source"),
                        text(node, "details")));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(Json.text(node.get(name))) : Optional.empty();
    }

    private static Instrument instrument(JsonNode node) {
        if (node.has("card")) return card(node.get("card"));
        if (node.has("bank")) return PaymentMethodJson.bank(Json.text(node.get("bank")));
        if (node.has("promised")) return new Instrument.Promised(node.get("promised").asText());
        return new Instrument.CustomerBalance();
    }

    private static ObjectNode card(CardDisplay card) {
        var node = Json.object();
        node.put("brand", card.brand()).put("last4", card.last4());
        node.put("month", card.expMonth()).put("year", card.expYear());
        node.put("funding", card.funding()).put("print", card.fingerprint());
        NotesText.put(node, "country", card.country());
        if (!card.networks().equals(List.of(card.brand())))
            card.networks().forEach(node.putArray("networks")::add);
        NotesText.put(node, "preferred", card.preferredNetwork());
        if (card.authenticates()) node.put("authenticates", true);
        NotesText.put(node, "line1", card.checks().addressLine1().map(Checks.Check::text));
        NotesText.put(node, "postal", card.checks().postalCode().map(Checks.Check::text));
        NotesText.put(node, "cvc", card.checks().cvc().map(Checks.Check::text));
        card.presence()
                .map(PaymentMethodJson::stored)
                .ifPresent(read -> node.set("present", Json.parse(read)));
        NotesText.put(node, "wallet", card.wallet().map(CardDisplay.Wallet::text));
        return node;
    }

    private static CardDisplay card(JsonNode node) {
        var networks = new ArrayList<String>();
        node.path("networks").forEach(network -> networks.add(network.asText()));
        if (networks.isEmpty()) networks.add(node.path("brand").asText());
        return new CardDisplay(
                node.path("brand").asText(),
                node.path("last4").asText(),
                node.path("month").asInt(),
                node.path("year").asInt(),
                node.path("funding").asText(),
                NotesText.maybe(node, "country"),
                node.path("print").asText(),
                networks,
                NotesText.maybe(node, "preferred"),
                node.path("authenticates").asBoolean(),
                new Checks(check(node, "line1"), check(node, "postal"), check(node, "cvc")),
                node.has("present")
                        ? Optional.of(PaymentMethodJson.presence(Json.text(node.get("present"))))
                        : Optional.empty(),
                NotesText.maybe(node, "wallet").flatMap(CardDisplay.Wallet::of));
    }

    private static Optional<Checks.Check> check(JsonNode node, String name) {
        return NotesText.maybe(node, name).map(Checks.Check::of);
    }

    private static ObjectNode billing(Billing billing) {
        var node = Json.object();
        NotesText.put(node, "name", billing.name());
        NotesText.put(node, "email", billing.email());
        NotesText.put(node, "phone", billing.phone());
        NotesText.put(node, "tax_id", billing.taxId());
        node.set("address", NotesText.address(billing.address()));
        return node;
    }

    private static Billing billing(JsonNode node) {
        return new Billing(
                NotesText.maybe(node, "name"),
                NotesText.maybe(node, "email"),
                NotesText.maybe(node, "phone"),
                NotesText.maybe(node, "tax_id"),
                NotesText.address(node.path("address")));
    }

    /** An ordinary approval, of which only the score is worth keeping. */
    private static Outcome approval(int score, String message) {
        return new Outcome(
                Outcome.Type.AUTHORIZED,
                Outcome.NetworkStatus.APPROVED_BY_NETWORK,
                Optional.empty(),
                Outcome.RiskLevel.NORMAL,
                score,
                message,
                Optional.empty(),
                Optional.empty());
    }

    private static ObjectNode outcome(Outcome outcome) {
        var node = Json.object().put("score", outcome.riskScore());
        if (outcome.equals(approval(outcome.riskScore(), APPROVED))) return node;
        node.put("type", outcome.type().text()).put("network", outcome.networkStatus().text());
        NotesText.put(node, "reason", outcome.reason());
        node.put("risk", outcome.riskLevel().text()).put("message", outcome.sellerMessage());
        NotesText.put(node, "decline", outcome.networkDeclineCode());
        NotesText.put(node, "advice", outcome.adviceCode());
        NotesText.put(node, "rule", outcome.rule());
        if (!outcome.signals().isEmpty()) outcome.signals().forEach(node.putArray("signals")::add);
        return node;
    }

    private static Outcome outcome(JsonNode node) {
        int score = node.path("score").asInt();
        if (!node.has("type")) return approval(score, APPROVED);
        return new Outcome(
                IntentText.constant(Outcome.Type.class, node.path("type").asText()),
                IntentText.constant(Outcome.NetworkStatus.class, node.path("network").asText()),
                NotesText.maybe(node, "reason"),
                IntentText.constant(Outcome.RiskLevel.class, node.path("risk").asText()),
                score,
                node.path("message").asText(),
                NotesText.maybe(node, "decline"),
                NotesText.maybe(node, "advice"),
                NotesText.maybe(node, "rule"),
                node.path("signals").valueStream().map(JsonNode::asText).toList());
    }

    private static ObjectNode authentication(Authentication authentication) {
        var node = Json.object();
        node.put("id", authentication.id()).put("intent", authentication.intentId());
        node.put("state", IntentText.word(authentication.state()));
        NotesText.put(node, "flow", authentication.flow());
        NotesText.put(node, "eci", authentication.eci());
        return node.put("version", authentication.version());
    }

    private static Authentication authentication(JsonNode node) {
        return new Authentication(
                node.path("id").asText(),
                node.path("intent").asText(),
                IntentText.constant(Authentication.State.class, node.path("state").asText()),
                NotesText.maybe(node, "flow"),
                NotesText.maybe(node, "eci"),
                node.path("version").asText());
    }

    /** How a charge failed; empty when it did not. */
    static Optional<String> failure(Charge.State state) {
        if (!(state instanceof Charge.State.Failed failed)) return Optional.empty();
        var node = Json.object().put("code", failed.code()).put("message", failed.message());
        NotesText.put(node, "decline", failed.declineCode());
        return Optional.of(Json.text(node));
    }

    static Charge.State.Failed failed(String text) {
        var node = Json.parse(text);
        return new Charge.State.Failed(
                node.path("code").asText(),
                NotesText.maybe(node, "decline"),
                node.path("message").asText());
    }
}
