package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.network.Authentication;
import hawker.payments.OutsideProof;
import hawker.setups.SetupIntent.Failure;
import hawker.setups.SetupIntent.State;
import hawker.vault.CardDisplay;
import hawker.vault.Checks;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import java.util.Locale;
import java.util.Optional;

/** Setup intents, attempts and mandates as Stripe's API writes them in its newest version. */
final class SetupJson {

    private SetupJson() {}

    static ObjectNode intent(SetupIntent intent) {
        var terms = intent.terms();
        var node = Json.object();
        node.put("id", intent.id().text());
        node.put("object", "setup_intent");
        node.putNull("application");
        if (terms.automatic())
            node.putObject("automatic_payment_methods")
                    .put("allow_redirects", terms.redirects() ? "always" : "never")
                    .put("enabled", true);
        else node.putNull("automatic_payment_methods");
        Json.put(node, "cancellation_reason", reason(intent.state()));
        node.put("client_secret", intent.clientSecret());
        node.put("created", Json.seconds(intent.created()));
        Json.put(node, "customer", terms.customer());
        node.putNull("customer_account");
        Json.put(node, "description", terms.description());
        lastError(node, intent.state());
        Json.put(node, "latest_attempt", intent.attempt().map(SetupAttempt.Id::text));
        node.put("livemode", intent.account().livemode());
        mandate(node, intent);
        node.set("metadata", Json.metadata(terms.metadata()));
        nextAction(node, intent.state());
        Json.put(node, "payment_method", intent.method().map(PaymentMethod.Id::text));
        var options = node.putObject("payment_method_options");
        if (terms.types().contains("sepa_debit")) options.putObject("sepa_debit");
        if (terms.types().contains("us_bank_account"))
            options.putObject("us_bank_account").put("verification_method", "automatic");
        if (terms.types().contains("card_present")) options.putObject("card_present");
        if (terms.types().contains("card"))
            options.putObject("card")
                    .putNull("mandate_options")
                    .putNull("network")
                    .put("request_three_d_secure", word(terms.authenticating()));
        SetupOptions.show(node, terms.options());
        terms.types().forEach(node.putArray("payment_method_types")::add);
        node.put("status", intent.status());
        return node.put("usage", word(terms.usage()));
    }

    /** What a browser may see of it: nothing that only the seller should know. */
    static ObjectNode publicIntent(SetupIntent intent) {
        return intent(intent)
                .retain(
                        "id",
                        "object",
                        "automatic_payment_methods",
                        "cancellation_reason",
                        "client_secret",
                        "created",
                        "description",
                        "last_setup_error",
                        "livemode",
                        "next_action",
                        "payment_method",
                        "payment_method_types",
                        "status",
                        "usage");
    }

    private static Optional<String> reason(State state) {
        return state instanceof State.Canceled s
                ? s.reason().map(SetupJson::word)
                : Optional.empty();
    }

    private static void lastError(ObjectNode node, State state) {
        if (state instanceof State.RequiresPaymentMethod s && s.lastError().isPresent())
            node.set("last_setup_error", error(s.lastError().get()));
        else node.putNull("last_setup_error");
    }

    static ObjectNode error(Failure failure) {
        var node = Json.object().put("code", failure.code());
        failure.declineCode().ifPresent(code -> node.put("decline_code", code));
        node.put("message", failure.message());
        var method = Json.parse(failure.method());
        if (!method.isEmpty()) node.set("payment_method", method);
        return node.put("type", SetupErrors.type(failure));
    }

    private static void mandate(ObjectNode node, SetupIntent intent) {
        var id =
                intent.state() instanceof State.Succeeded s
                        ? s.mandate().map(Mandate.Id::text)
                        : Optional.<String>empty();
        boolean single = intent.terms().singleUse().isPresent();
        Json.put(node, "mandate", single ? Optional.empty() : id);
        Json.put(node, "single_use_mandate", single ? id : Optional.empty());
    }

    private static void nextAction(ObjectNode node, State state) {
        if (state instanceof State.RequiresDeposits waiting) {
            node.putObject("next_action")
                    .put("type", "verify_with_microdeposits")
                    .putObject("verify_with_microdeposits")
                    .put("arrival_date", Json.seconds(waiting.deposits().arrive()))
                    .put("hosted_verification_url", waiting.deposits().page())
                    .put("microdeposit_type", "amounts");
            return;
        }
        if (!(state instanceof State.RequiresAction s)) {
            node.putNull("next_action");
            return;
        }
        var action = node.putObject("next_action");
        var challenge = s.challenge();
        if (challenge.returnUrl().isPresent()) {
            action.putObject("redirect_to_url")
                    .put("return_url", challenge.returnUrl().get())
                    .put("url", challenge.url());
            action.put("type", "redirect_to_url");
        } else {
            action.put("type", "use_stripe_sdk");
            action.putObject("use_stripe_sdk")
                    .put("type", "three_d_secure_redirect")
                    .put("stripe_js", challenge.url())
                    .put("source", challenge.id());
        }
    }

    /** An attempt's payment_method_details: of a card as it was then, of an account its kind. */
    static String details(
            SetupIntent intent,
            PaymentMethod method,
            Checks checks,
            Optional<Authentication> proof) {
        if (method.isCard()) return details(intent.terms().options(), method.card(), checks, proof);
        var details = Json.object().put("type", method.type());
        details.putObject(method.type());
        return Json.text(details);
    }

    private static String details(
            Optional<String> options,
            CardDisplay card,
            Checks checks,
            Optional<Authentication> proof) {
        var details = Json.object();
        var node = details.putObject("card");
        node.put("brand", card.brand());
        node.set("checks", PaymentMethodJson.checks(checks));
        Json.put(node, "country", card.country());
        node.put("exp_month", card.expMonth());
        node.put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint());
        node.put("funding", card.funding());
        node.put("last4", card.last4());
        if (OutsideProof.isMoto(options)) node.put("moto", true);
        node.put("network", card.preferredNetwork().orElse(card.brand()));
        var outside = OutsideProof.in(options);
        if (outside.isPresent()) outside.get().show(node, false);
        else if (proof.isPresent()) node.set("three_d_secure", threeDSecure(proof.get()));
        else node.putNull("three_d_secure");
        PaymentMethodJson.wallet(node, card);
        return Json.text(details.put("type", "card"));
    }

    private static ObjectNode threeDSecure(Authentication proof) {
        var node = Json.object();
        Json.put(node, "authentication_flow", proof.flow());
        Json.put(node, "electronic_commerce_indicator", proof.eci());
        node.put(
                "result",
                proof.state() == Authentication.State.ATTEMPTED
                        ? "attempt_acknowledged"
                        : "authenticated");
        node.putNull("result_reason");
        node.put("transaction_id", proof.id());
        return node.put("version", proof.version());
    }

    static ObjectNode attempt(SetupAttempt attempt) {
        var node = Json.object();
        node.put("id", attempt.id().text());
        node.put("object", "setup_attempt");
        node.putNull("application");
        node.put("created", Json.seconds(attempt.at()));
        Json.put(node, "customer", attempt.customer());
        node.putNull("customer_account");
        node.putNull("flow_directions");
        node.put("livemode", attempt.account().livemode());
        Json.put(node, "on_behalf_of", attempt.onBehalfOf());
        node.put("payment_method", attempt.method().text());
        node.set("payment_method_details", Json.parse(attempt.details()));
        if (attempt.error().isPresent()) node.set("setup_error", error(attempt.error().get()));
        else node.putNull("setup_error");
        node.put("setup_intent", attempt.intent().text());
        node.put("status", word(attempt.status()));
        return node.put("usage", word(attempt.usage()));
    }

    static ObjectNode mandate(Mandate mandate) {
        var node = Json.object();
        node.put("id", mandate.id().text());
        node.put("object", "mandate");
        node.set("customer_acceptance", acceptance(mandate.acceptance()));
        node.put("livemode", mandate.account().livemode());
        mandate.singleUse()
                .ifPresentOrElse(
                        money ->
                                node.putObject("single_use")
                                        .put("amount", money.minor())
                                        .put("currency", money.currency().code()),
                        () -> node.putObject("multi_use"));
        node.put("payment_method", mandate.method().text());
        var details = node.putObject("payment_method_details").put("type", mandate.type());
        details.set(mandate.type(), Json.parse(mandate.details()));
        node.put("status", mandate.inForce() ? "active" : "inactive");
        return node.put("type", mandate.singleUse().isPresent() ? "single_use" : "multi_use");
    }

    private static ObjectNode acceptance(Mandate.Acceptance acceptance) {
        var node = Json.object();
        Json.putTime(node, "accepted_at", acceptance.at());
        if (acceptance.online().isEmpty()) {
            node.putObject("offline");
            return node.put("type", "offline");
        }
        var online = node.putObject("online");
        Json.put(online, "ip_address", acceptance.online().get().address());
        Json.put(online, "user_agent", acceptance.online().get().userAgent());
        return node.put("type", "online");
    }

    /** Stripe's word for a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
