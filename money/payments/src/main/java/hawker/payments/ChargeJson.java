package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.network.Authentication;
import hawker.network.Outcome;
import hawker.vault.CardDisplay;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethodJson;
import java.util.List;
import java.util.Optional;

/** A charge as Stripe's API writes it in its newest version. */
final class ChargeJson {

    private ChargeJson() {}

    static ObjectNode charge(Charge charge) {
        var notes = charge.notes();
        var node = Json.object();
        node.put("id", charge.id().text());
        node.put("object", "charge");
        node.put("amount", charge.amount().minor());
        // A debit under way counts as captured: nothing is left to do about it.
        boolean pending = charge.state() instanceof Charge.State.Pending;
        node.put("amount_captured", (pending ? charge.amount() : charge.captured()).minor());
        node.put("amount_refunded", amountRefunded(charge));
        ShareParams.charge(node, charge);
        Json.put(
                node,
                "balance_transaction",
                charge.journal().map(PaymentsJson.BALANCE_TRANSACTION::concat));
        node.set("billing_details", PaymentMethodJson.billing(charge.facts().billing()));
        node.put("calculated_statement_descriptor", charge.facts().descriptor());
        node.put("captured", pending || charge.isCaptured());
        node.put("created", Json.seconds(charge.created()));
        node.put("currency", charge.amount().currency().code());
        Json.put(node, "customer", charge.customer());
        Json.put(node, "description", notes.description());
        node.put("disputed", charge.disputed().ever());
        node.putNull("failure_balance_transaction");
        failure(node, charge.state());
        var fraud = node.putObject("fraud_details");
        charge.userReport().ifPresent(report -> fraud.put("user_report", report));
        node.put("livemode", charge.account().livemode());
        node.set("metadata", Json.metadata(notes.metadata()));
        node.set("outcome", outcome(charge.facts().outcome()));
        node.put("paid", charge.paid());
        Json.put(node, "payment_intent", charge.intent().map(PaymentIntent.Id::text));
        node.put("payment_method", method(charge));
        var details = node.putObject("payment_method_details");
        switch (charge.facts().instrument()) {
            case CardDisplay card ->
                    details.set(
                            card.type(),
                            card.presence()
                                    .map(how -> read(charge, card, how))
                                    .orElseGet(() -> card(charge, card)));
            case Instrument.BankAccount bank -> details.set(bank.type(), bank(charge, bank));
            case Instrument.CustomerBalance cash -> details.putObject(cash.type());
            case Instrument.Promised promised ->
                    details.set(
                            promised.type(),
                            charge.facts().agreed().details().map(Json::parse).orElseThrow());
        }
        details.put("type", charge.facts().instrument().type());
        RadarOptions.show(node, notes);
        Json.put(node, "receipt_email", notes.receiptEmail());
        node.putNull("receipt_number");
        node.putNull("receipt_url");
        node.put(
                "refunded",
                charge.state() instanceof Charge.State.Released(boolean asRefund)
                        ? asRefund
                        : charge.fullyRefunded());
        Json.put(node, "review", review(charge));
        PaymentsJson.shipping(node, notes.shipping());
        source(node, charge);
        node.putNull("source_transfer");
        Json.put(node, "statement_descriptor", notes.statementDescriptor());
        Json.put(node, "statement_descriptor_suffix", notes.statementDescriptorSuffix());
        node.put("status", status(charge.state()));
        return Json.put(node, "transfer_group", group(charge));
    }

    /** A charge with a destination belongs to a group with its transfer. */
    static Optional<String> group(Charge charge) {
        boolean sent = charge.facts().shared().flatMap(Share.Named::transfer).isPresent();
        return charge.notes()
                .transferGroup()
                .or(() -> sent ? Optional.of(charge.transferGroup()) : Optional.empty());
    }

    /** A payment that a rule put in review has one, found by the charge's own id. */
    static Optional<String> review(Charge charge) {
        return charge.facts().outcome().type() == Outcome.Type.MANUAL_REVIEW
                ? Optional.of(Judge.reviewId(charge.id()))
                : Optional.empty();
    }

    private static String status(Charge.State state) {
        return switch (state) {
            case Charge.State.Failed ignored -> "failed";
            case Charge.State.Pending ignored -> "pending";
            case Charge.State.Authorized ignored -> "succeeded";
            case Charge.State.Captured ignored -> "succeeded";
            case Charge.State.Released ignored -> "succeeded";
        };
    }

    /** What a buyer promised has no other name than its source's. */
    private static String method(Charge charge) {
        return charge.facts().instrument() instanceof Instrument.Promised
                ? PaymentMethodJson.sourceId(charge.method())
                : charge.method().text();
    }

    private static ObjectNode bank(Charge charge, Instrument.BankAccount bank) {
        var node = PaymentMethodJson.account(bank);
        DebitOptions.day(charge.notes(), bank.type())
                .ifPresent(day -> node.put("expected_debit_date", day.toString()));
        var mandate = charge.facts().agreed().mandate();
        if (bank.scheme() == Instrument.Scheme.SEPA_DEBIT)
            return Json.put(node, "mandate", mandate);
        mandate.ifPresent(id -> node.put("mandate", id));
        return node.putNull("payment_reference");
    }

    /** Only a charge that was made directly names its card in the older form. */
    private static void source(ObjectNode node, Charge charge) {
        var promised = charge.facts().agreed().source();
        if (promised.isPresent() && charge.intent().isEmpty()) {
            node.set("source", Json.parse(promised.get()));
            return;
        }
        if (charge.intent().isPresent()
                || !(charge.facts().instrument() instanceof CardDisplay card)) {
            node.putNull("source");
            return;
        }
        var facts = charge.facts();
        node.set(
                "source",
                PaymentMethodJson.olderCard(
                        charge.method(), card, facts.billing(), charge.customer()));
    }

    /** The charge with its refunds, of which the answer holds the newest ten. */
    static ObjectNode charge(Charge charge, List<Refund> refunds) {
        int shown = Math.min(refunds.size(), 10);
        var items = refunds.subList(0, shown).stream().map(PaymentsJson::refund).toList();
        var url = "/v1/charges/" + charge.id().text() + "/refunds";
        ObjectNode node = charge(charge);
        node.set("refunds", Lists.of(url, items, refunds.size() > shown));
        return node;
    }

    private static long amountRefunded(Charge charge) {
        return charge.state() instanceof Charge.State.Released(boolean asRefund) && asRefund
                ? charge.amount().minor()
                : charge.refunded().minor();
    }

    private static void failure(ObjectNode node, Charge.State state) {
        if (state instanceof Charge.State.Failed failed)
            node.put("failure_code", failed.code()).put("failure_message", failed.message());
        else node.putNull("failure_code").putNull("failure_message");
    }

    private static ObjectNode outcome(Outcome outcome) {
        var node = Json.object();
        Json.put(node, "advice_code", outcome.adviceCode());
        node.putNull("network_advice_code");
        Json.put(node, "network_decline_code", outcome.networkDeclineCode());
        node.put("network_status", outcome.networkStatus().text());
        Json.put(node, "reason", outcome.reason());
        node.put("risk_level", outcome.riskLevel().text());
        node.put("risk_score", outcome.riskScore());
        outcome.rule().ifPresent(rule -> node.put("rule", rule));
        node.put("seller_message", outcome.sellerMessage());
        return node.put("type", outcome.type().text());
    }

    private static ObjectNode card(Charge charge, CardDisplay card) {
        var facts = charge.facts();
        var node = Json.object();
        if (charge.paid()) node.put("amount_authorized", charge.amount().minor());
        else node.putNull("amount_authorized");
        Json.put(node, "authorization_code", facts.approvalCode());
        node.put("brand", card.brand());
        if (charge.state() instanceof Charge.State.Authorized held)
            node.put("capture_before", Json.seconds(held.captureBefore()));
        node.set("checks", PaymentMethodJson.checks(card.checks()));
        Json.put(node, "country", card.country());
        var outside = OutsideProof.in(charge.notes().options());
        Json.put(
                node,
                "electronic_commerce_indicator",
                outside.flatMap(OutsideProof::indicator)
                        .or(() -> facts.authentication().flatMap(Authentication::eci)));
        node.put("exp_month", card.expMonth());
        node.put("exp_year", card.expYear());
        node.putObject("extended_authorization").put("status", "disabled");
        node.put("fingerprint", card.fingerprint());
        node.put("funding", card.funding());
        node.putObject("incremental_authorization")
                .put("status", facts.raisable() ? "available" : "unavailable");
        node.putNull("installments");
        node.put("last4", card.last4());
        node.putNull("mandate");
        if (OutsideProof.isMoto(charge.notes().options())) node.put("moto", true);
        node.putObject("multicapture").put("status", "unavailable");
        node.put(
                "network",
                IntentOptions.network(charge.notes())
                        .or(card::preferredNetwork)
                        .orElse(card.brand()));
        node.putObject("network_token").put("used", false);
        Json.put(node, "network_transaction_id", facts.networkReference());
        node.putObject("overcapture")
                .put("maximum_amount_capturable", charge.amount().minor())
                .put("status", "unavailable");
        node.put("regulated_status", "unregulated");
        outside.ifPresentOrElse(
                proof -> proof.show(node, true), () -> threeDSecure(node, facts.authentication()));
        node.putNull("transaction_link_id");
        PaymentMethodJson.wallet(node, card);
        return node;
    }

    /**
     * A card that was held to a reader. What only its chip could have said (the cryptogram and the
     * terminal's results) a simulated one does not say.
     */
    private static ObjectNode read(Charge charge, CardDisplay card, CardDisplay.Presence how) {
        var facts = charge.facts();
        var node = Json.object();
        if (!card.isInterac()) held(node, charge);
        node.put("brand", card.brand()).putNull("cardholder_name");
        Json.put(node, "country", card.country());
        node.putNull("description").putNull("emv_auth_data");
        node.put("exp_month", card.expMonth()).put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint()).put("funding", card.funding());
        Json.put(node, "generated_card", how.generatedCard());
        node.putNull("iin").putNull("issuer");
        node.put("last4", card.last4()).put("location", how.location());
        node.put("network", card.brand());
        Json.put(node, "network_transaction_id", facts.networkReference());
        node.putArray("preferred_locales");
        node.put("read_method", how.readMethod()).put("reader", how.reader());
        var receipt = node.putObject("receipt");
        receipt.put("account_type", accountType(card.funding()));
        receipt.putNull("application_cryptogram");
        receipt.put("application_preferred_name", how.application().name());
        Json.put(receipt, "authorization_code", facts.approvalCode());
        // Two characters of the answer as its message carries them: 00, approved.
        Json.put(
                receipt,
                "authorization_response_code",
                facts.approvalCode().map(approved -> "3030"));
        receipt.put("cardholder_verification_method", how.verification());
        receipt.put("dedicated_file_name", how.application().aid());
        receipt.putNull("terminal_verification_results");
        receipt.putNull("transaction_status_information");
        return node;
    }

    /** What is said of holds, and of cards that may pay without a line: not of Interac. */
    private static void held(ObjectNode node, Charge charge) {
        if (charge.paid()) node.put("amount_authorized", charge.amount().minor());
        else node.putNull("amount_authorized");
        node.putNull("brand_product");
        if (charge.state() instanceof Charge.State.Authorized held)
            node.put("capture_before", Json.seconds(held.captureBefore()));
        node.put("incremental_authorization_supported", false);
        node.putObject("offline").putNull("stored_at").putNull("type");
        node.put("overcapture_supported", false);
    }

    private static String accountType(String funding) {
        return switch (funding) {
            case "debit" -> "checking";
            case "credit", "prepaid" -> funding;
            default -> "unknown";
        };
    }

    private static void threeDSecure(ObjectNode node, Optional<Authentication> authentication) {
        if (authentication.isEmpty()) {
            node.putNull("three_d_secure");
            return;
        }
        var known = authentication.get();
        var secure = node.putObject("three_d_secure");
        Json.put(secure, "authentication_flow", known.flow());
        Json.put(secure, "electronic_commerce_indicator", known.eci());
        secure.putNull("exemption_indicator");
        // ECI 06: the issuer does not take part; anything that led to an approval else is a yes.
        boolean attempted = known.eci().equals(Optional.of("06"));
        secure.put("result", attempted ? "attempt_acknowledged" : "authenticated");
        secure.putNull("result_reason");
        Json.put(secure, "transaction_id", Optional.of(known.id()).filter(id -> !id.isEmpty()));
        secure.put("version", known.version());
    }
}
