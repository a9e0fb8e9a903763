package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Currency;
import hawker.payments.PaymentIntent.Failure;
import hawker.payments.PaymentIntent.Reason;
import hawker.payments.PaymentIntent.State;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import java.util.Optional;
import java.util.Set;

/**
 * Intents and refunds as Stripe's API writes them in its newest version: every field is there, null
 * where there is nothing.
 */
final class PaymentsJson {

    private static final Set<String> NO_FAULT =
            Set.of("payment_intent_authentication_failure", Finishing.METHOD_GONE);

    /** In front of a journal's id it is the id of its balance transaction. */
    static final String BALANCE_TRANSACTION = "txn_";

    private PaymentsJson() {}

    static ObjectNode intent(PaymentIntent intent) {
        var terms = intent.terms();
        var notes = terms.notes();
        var node = Json.object();
        node.put("id", intent.id().text());
        node.put("object", "payment_intent");
        IntentOptions.show(node, notes);
        node.put("amount", intent.amount().minor());
        node.put("amount_capturable", intent.capturable().minor());
        node.set("amount_details", AmountDetails.json(notes.amounts()));
        node.put("amount_received", intent.received().minor());
        ShareParams.intent(node, intent);
        automatic(node, terms.methods());
        canceled(node, intent.state());
        node.put("capture_method", IntentText.word(terms.capture()));
        node.put("client_secret", intent.clientSecret());
        node.put("confirmation_method", IntentText.word(terms.confirming()));
        node.put("created", Json.seconds(intent.created()));
        node.put("currency", intent.amount().currency().code());
        Json.put(node, "customer", terms.customer());
        node.putNull("customer_account");
        Json.put(node, "description", notes.description());
        error(node, intent.lastError());
        Json.put(node, "latest_charge", intent.latestCharge().map(Charge.Id::text));
        node.put("livemode", intent.account().livemode());
        node.putNull("managed_payments");
        node.set("metadata", Json.metadata(notes.metadata()));
        nextAction(node, intent);
        Json.put(node, "payment_method", intent.method().map(PaymentMethod.Id::text));
        options(node, intent);
        terms.methods().types().forEach(node.putArray("payment_method_types")::add);
        node.putNull("payment_record");
        node.putNull("processing");
        Json.put(node, "receipt_email", notes.receiptEmail());
        var inReview = intent.latestCharge().filter(charge -> intent.reviewed());
        Json.put(node, "review", inReview.map(Judge::reviewId));
        Json.put(node, "setup_future_usage", terms.futureUsage().map(IntentText::word));
        shipping(node, notes.shipping());
        node.putNull("source");
        Json.put(node, "statement_descriptor", notes.statementDescriptor());
        Json.put(node, "statement_descriptor_suffix", notes.statementDescriptorSuffix());
        node.put("status", intent.status());
        return Json.put(node, "transfer_group", notes.transferGroup());
    }

    /** What a browser may see of an intent: nothing that only the seller should know. */
    static ObjectNode publicIntent(PaymentIntent intent) {
        return intent(intent)
                .retain(
                        "id",
                        "object",
                        "amount",
                        "amount_details",
                        "automatic_payment_methods",
                        "canceled_at",
                        "cancellation_reason",
                        "capture_method",
                        "client_secret",
                        "confirmation_method",
                        "created",
                        "currency",
                        "description",
                        "last_payment_error",
                        "livemode",
                        "next_action",
                        "payment_method",
                        "payment_method_types",
                        "processing",
                        "receipt_email",
                        "setup_future_usage",
                        "shipping",
                        "source",
                        "status");
    }

    private static void automatic(ObjectNode node, Terms.Methods methods) {
        if (!methods.automatic()) node.putNull("automatic_payment_methods");
        else
            node.putObject("automatic_payment_methods")
                    .put("allow_redirects", methods.redirects() ? "always" : "never")
                    .put("enabled", true);
    }

    private static void canceled(ObjectNode node, State state) {
        var canceled =
                state instanceof State.Canceled s
                        ? Optional.of(s)
                        : Optional.<State.Canceled>empty();
        Json.putTime(node, "canceled_at", canceled.map(State.Canceled::at));
        Json.put(
                node,
                "cancellation_reason",
                canceled.map(State.Canceled::reason)
                        .filter(reason -> reason != Reason.NONE)
                        // The word of since 2025-03-31 for an authorisation that ran out.
                        .map(r -> r == Reason.AUTOMATIC ? "expired" : IntentText.word(r)));
    }

    private static void error(ObjectNode node, Optional<Failure> failure) {
        if (failure.isPresent()) node.set("last_payment_error", error(failure.get()));
        else node.putNull("last_payment_error");
    }

    /** Also the body of a 402. */
    static ObjectNode error(Failure failure) {
        var node = Json.object();
        failure.charge().ifPresent(charge -> node.put("charge", charge.text()));
        node.put("code", failure.code());
        failure.declineCode().ifPresent(code -> node.put("decline_code", code));
        node.put("message", failure.message());
        var method = Json.parse(failure.method());
        if (!method.isEmpty()) node.set("payment_method", method);
        return node.put("type", errorType(failure));
    }

    /** A failed authentication is no fault of the card, nor is that it was detached. */
    static String errorType(Failure failure) {
        return NO_FAULT.contains(failure.code()) ? "invalid_request_error" : "card_error";
    }

    private static void nextAction(ObjectNode node, PaymentIntent intent) {
        var state = intent.state();
        if (state instanceof State.RequiresDeposits waiting) {
            deposits(node.putObject("next_action"), waiting);
            return;
        }
        if (state instanceof State.AwaitsTransfer waiting) {
            transfer(node.putObject("next_action"), waiting);
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

    private static void deposits(ObjectNode action, State.RequiresDeposits waiting) {
        action.put("type", "verify_with_microdeposits")
                .putObject("verify_with_microdeposits")
                .put("arrival_date", Json.seconds(waiting.deposits().arrive()))
                .put("hosted_verification_url", waiting.deposits().page())
                .put("microdeposit_type", "amounts");
    }

    private static void transfer(ObjectNode action, State.AwaitsTransfer waiting) {
        var remaining = waiting.transfer().remaining();
        var display = Json.parse(waiting.transfer().instructions());
        display.put("amount_remaining", remaining.minor());
        display.put("currency", remaining.currency().code());
        action.put("type", "display_bank_transfer_instructions")
                .set("display_bank_transfer_instructions", display);
    }

    private static void options(ObjectNode node, PaymentIntent intent) {
        var methods = intent.terms().methods();
        var options = node.putObject("payment_method_options");
        for (var type : methods.types())
            switch (type) {
                case "customer_balance" -> cash(options.putObject(type), intent);
                case "us_bank_account" ->
                        options.putObject(type).put("verification_method", "automatic");
                case "card" ->
                        raisable(options.putObject(type), methods)
                                .putNull("installments")
                                .putNull("mandate_options")
                                .putNull("network")
                                .put(
                                        "request_three_d_secure",
                                        IntentText.word(methods.authenticating()));
                case "interac_present" -> options.putObject(type);
                case "card_present" ->
                        options.putObject(type)
                                .put("request_extended_authorization", false)
                                .put("request_incremental_authorization_support", false);
                default -> options.putObject(type);
            }
        if (intent.terms().notes().options().isEmpty()) return;
        for (var type : methods.types())
            if (options.get(type) instanceof ObjectNode of)
                IntentOptions.show(of, intent.terms().notes(), type);
    }

    private static ObjectNode raisable(ObjectNode card, Terms.Methods methods) {
        return methods.raisable()
                ? card.put("request_incremental_authorization", "if_available")
                : card;
    }

    private static void cash(ObjectNode options, PaymentIntent intent) {
        var transfer = options.putObject("bank_transfer");
        var country = intent.terms().methods().transferCountry();
        country.ifPresent(c -> transfer.putObject("eu_bank_transfer").put("country", c));
        Json.put(transfer, "type", transferType(intent.amount().currency().code()));
        options.put("funding_type", "bank_transfer");
    }

    /** Stripe's word for bank transfers in a currency. */
    private static Optional<String> transferType(String currency) {
        return switch (currency) {
            case "eur" -> Optional.of("eu_bank_transfer");
            case "gbp" -> Optional.of("gb_bank_transfer");
            case "jpy" -> Optional.of("jp_bank_transfer");
            case "mxn" -> Optional.of("mx_bank_transfer");
            case "usd" -> Optional.of("us_bank_transfer");
            default -> Optional.empty();
        };
    }

    static void shipping(ObjectNode node, Optional<Notes.Shipping> shipping) {
        if (shipping.isEmpty()) {
            node.putNull("shipping");
            return;
        }
        var to = node.putObject("shipping");
        to.set("address", address(shipping.get().address()));
        Json.put(to, "carrier", shipping.get().carrier());
        shipping.get().name().ifPresent(name -> to.put("name", name));
        Json.put(to, "phone", shipping.get().phone());
        Json.put(to, "tracking_number", shipping.get().trackingNumber());
    }

    private static ObjectNode address(Billing.Address address) {
        var node = Json.object();
        Json.put(node, "city", address.city());
        Json.put(node, "country", address.country());
        Json.put(node, "line1", address.line1());
        Json.put(node, "line2", address.line2());
        Json.put(node, "postal_code", address.postalCode());
        return Json.put(node, "state", address.state());
    }

    static ObjectNode refund(Refund refund) {
        var node = Json.object();
        node.put("id", refund.id().text());
        node.put("object", "refund");
        node.put("amount", refund.amount().minor());
        // What customers have is not in the seller's balance.
        Json.put(
                node,
                "balance_transaction",
                refund.journal()
                        .filter(txn -> !refund.isOfBalance())
                        .map(BALANCE_TRANSACTION::concat));
        Json.put(node, "charge", refund.charge().map(Charge.Id::text));
        node.put("created", Json.seconds(refund.created()));
        node.put("currency", refund.amount().currency().code());
        Json.put(node, "customer", refund.customer());
        node.putNull("customer_account");
        destination(node.putObject("destination_details"), refund);
        refund.failureJournal()
                .filter(txn -> !refund.isOfBalance())
                .map(BALANCE_TRANSACTION::concat)
                .ifPresent(txn -> node.put("failure_balance_transaction", txn));
        refund.failureReason().ifPresent(reason -> node.put("failure_reason", reason));
        refund.asking().ifPresent(asking -> asked(node, refund, asking));
        node.set("metadata", Json.metadata(refund.metadata()));
        Json.put(node, "payment_intent", refund.intent().map(PaymentIntent.Id::text));
        Json.put(node, "payment_method", refund.method().map(PaymentMethod.Id::text));
        if (refund.status() == Refund.Status.PENDING)
            node.put(
                    "pending_reason",
                    refund.journal().isPresent() ? "processing" : "insufficient_funds");
        Json.put(node, "reason", refund.reason().map(Refund.Reason::text));
        node.putNull("receipt_number");
        node.putNull("source_transfer_reversal");
        node.put("status", refund.status().text());
        return Json.put(node, "transfer_reversal", refund.transferReversal());
    }

    private static void asked(ObjectNode node, Refund refund, Refund.Asking asking) {
        node.put("instructions_email", asking.email());
        if (refund.status() != Refund.Status.REQUIRES_ACTION) return;
        var details =
                node.putObject("next_action")
                        .put("type", "display_details")
                        .putObject("display_details");
        details.putObject("email_sent")
                .put("email_sent_at", Json.seconds(asking.at().orElseThrow()))
                .put("email_sent_to", asking.email());
        details.put("expires_at", Json.seconds(asking.until().orElseThrow()));
    }

    private static void destination(ObjectNode destination, Refund refund) {
        if (refund.asking().isPresent()) {
            boolean euro = refund.amount().currency().equals(Currency.EUR);
            var type = euro ? "eu_bank_transfer" : "us_bank_transfer";
            // The banks of test mode give no reference, and there are no others.
            destination
                    .put("type", type)
                    .putObject(type)
                    .putNull("reference")
                    .putNull("reference_status");
            return;
        }
        switch (refund.paidWith()) {
            case "card" ->
                    destination
                            .put("type", "card")
                            .putObject("card")
                            .put("reference_status", "pending")
                            .put("reference_type", "acquirer_reference_number")
                            .put("type", refund.releases() ? "reversal" : "refund");
            case "customer_balance" ->
                    destination
                            .put("type", "customer_cash_balance")
                            .putObject("customer_cash_balance");
            default -> destination.put("type", refund.paidWith());
        }
    }

    /** A charge under its name, as events carry it. */
    static ObjectNode object(String name, Charge charge) {
        ObjectNode node = Json.object();
        node.set(name, ChargeJson.charge(charge));
        return node;
    }
}
