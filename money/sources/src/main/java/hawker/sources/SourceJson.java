package hawker.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.sources.SourcesSql.Arrival;
import hawker.sources.SourcesSql.Notice;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import hawker.vault.Checks;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sources as Stripe's API writes them. What its type says stands in the details of the row, under
 * the names of the API; what is said of card or account comes from the method.
 */
final class SourceJson {

    /** Wrong answers that are allowed about deposits. */
    static final int TRIES = 3;

    private SourceJson() {}

    static ObjectNode source(Source source, PaymentMethod method) {
        var details = Json.parse(source.details());
        var type = source.type().text();
        var node = Json.object().put("id", source.id()).put("object", "source");
        node.put("allow_redisplay", method.allowRedisplay());
        if (source.amount().isPresent()) node.put("amount", source.amount().get().minor());
        else node.putNull("amount");
        node.put("client_secret", source.secret());
        if (source.type().flow() == Source.Flow.CODE_VERIFICATION)
            node.putObject("code_verification")
                    .put("attempts_remaining", Math.max(0, TRIES - source.tries()))
                    .put("status", checking(source.status()));
        node.put("created", Json.seconds(source.created()));
        Json.put(node, "currency", source.currency().map(Currency::code));
        method.customer().ifPresent(customer -> node.put("customer", customer));
        node.put("flow", word(source.type().flow()));
        node.put("livemode", source.account().livemode());
        node.set("metadata", Json.metadata(method.metadata()));
        node.set("owner", owner(method.billing(), details.path("verified_name")));
        if (details.has("source_order")) node.set("source_order", details.get("source_order"));
        if (source.type().flow() == Source.Flow.RECEIVER) receiver(node, source, details);
        if (details.has("redirect")) node.set("redirect", details.get("redirect"));
        Json.put(node, "statement_descriptor", text(details, "statement_descriptor"));
        node.put("status", word(status(source, method)));
        node.set(type, ofType(method, details));
        node.put("type", type);
        return node.put("usage", word(source.usage()));
    }

    /** One that was taken from its customer, or whose customer is gone, is charged no more. */
    private static Source.Status status(Source source, PaymentMethod method) {
        boolean over =
                method.state() == PaymentMethod.State.DETACHED
                        && source.status() == Source.Status.CHARGEABLE;
        return over ? Source.Status.CONSUMED : source.status();
    }

    /** Without what only the seller may see. */
    static ObjectNode forBrowser(ObjectNode source) {
        var shown = source.deepCopy();
        shown.putNull("metadata");
        shown.remove("customer");
        return shown;
    }

    private static ObjectNode ofType(PaymentMethod method, ObjectNode details) {
        var told = details.path("of_type") instanceof ObjectNode node ? node : Json.object();
        return switch (method.instrument()) {
            case CardDisplay card -> card(card, method.billing());
            case Instrument.BankAccount bank -> bank(bank, told);
            case Instrument.Promised ignored -> told.deepCopy();
            case Instrument.CustomerBalance ignored -> told;
        };
    }

    private static ObjectNode card(CardDisplay card, Billing billing) {
        var node = Json.object();
        Json.put(node, "address_line1_check", card.checks().addressLine1().map(Checks.Check::text));
        Json.put(node, "address_zip_check", card.checks().postalCode().map(Checks.Check::text));
        node.put("brand", brand(card.brand()));
        Json.put(node, "country", card.country());
        Json.put(node, "cvc_check", card.checks().cvc().map(Checks.Check::text));
        node.putNull("dynamic_last4");
        node.put("exp_month", card.expMonth()).put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint()).put("funding", card.funding());
        node.put("last4", card.last4());
        Json.put(node, "name", billing.name());
        node.put("three_d_secure", card.authenticates() ? "optional" : "not_supported");
        return node.putNull("tokenization_method");
    }

    /** As the older form of a card names it. */
    private static String brand(String brand) {
        return switch (brand) {
            case "amex" -> "American Express";
            case "diners" -> "Diners Club";
            case "jcb" -> "JCB";
            case "mastercard" -> "MasterCard";
            case "unionpay" -> "UnionPay";
            default -> brand.substring(0, 1).toUpperCase(Locale.ROOT) + brand.substring(1);
        };
    }

    private static ObjectNode bank(Instrument.BankAccount bank, ObjectNode told) {
        var node = Json.object();
        if (bank.scheme() == Instrument.Scheme.SEPA_DEBIT) {
            node.put("bank_code", bank.bank()).put("branch_code", "");
            node.put("country", bank.country());
            node.put("fingerprint", bank.fingerprint()).put("last4", bank.last4());
            return node.setAll(told);
        }
        Json.put(node, "bank_name", bank.bankName());
        node.put("country", bank.country());
        node.put("fingerprint", bank.fingerprint()).put("last4", bank.last4());
        Json.put(node.put("routing_number", bank.bank()), "type", bank.holder());
        return node;
    }

    private static ObjectNode owner(Billing billing, JsonNode verified) {
        var told = PaymentMethodJson.billing(billing);
        var node = Json.object();
        for (var name : List.of("address", "email", "name", "phone"))
            node.set(name, told.get(name));
        node.putNull("verified_address").putNull("verified_email");
        node.set("verified_name", verified.isTextual() ? verified : Json.object().nullNode());
        return node.putNull("verified_phone");
    }

    private static void receiver(ObjectNode node, Source source, ObjectNode details) {
        var receipts = source.receipts();
        var how = text(details, "refund_attributes_method").orElse("email");
        node.putObject("receiver")
                .put("address", details.path("address").asText())
                .put("amount_charged", receipts.charged())
                .put("amount_received", receipts.received())
                .put("amount_returned", receipts.returned())
                .put("refund_attributes_method", how)
                .put("refund_attributes_status", "missing");
    }

    private static String checking(Source.Status status) {
        return switch (status) {
            case PENDING -> "pending";
            case CHARGEABLE, CONSUMED -> "succeeded";
            case CANCELED, FAILED -> "failed";
        };
    }

    /** What a charge says of a type under payment_method_details. */
    static ObjectNode charged(Source source, PaymentMethod method) {
        var details = Json.parse(source.details());
        var told = details.path("of_type");
        var node = Json.object();
        var more = details.path("of_charge");
        for (var name : told(source.type())) {
            var from = more.has(name) ? more : told;
            node.set(name, from.has(name) ? from.get(name) : node.nullNode());
        }
        if (node.has("verified_name"))
            Json.put(node, "verified_name", text(details, "verified_name"));
        return node;
    }

    private static List<String> told(Source.Type type) {
        return switch (type) {
            case ACH_CREDIT_TRANSFER ->
                    List.of("account_number", "bank_name", "routing_number", "swift_code");
            case SEPA_CREDIT_TRANSFER -> List.of("bank_name", "bic", "iban");
            case MULTIBANCO -> List.of("entity", "reference");
            case ALIPAY -> List.of("fingerprint", "transaction_id");
            case BANCONTACT ->
                    List.of(
                            "bank_code",
                            "bank_name",
                            "bic",
                            "generated_sepa_debit",
                            "generated_sepa_debit_mandate",
                            "iban_last4",
                            "preferred_language",
                            "verified_name");
            case EPS -> List.of("bank", "verified_name");
            case GIROPAY -> List.of("bank_code", "bank_name", "bic", "verified_name");
            case IDEAL ->
                    List.of(
                            "bank",
                            "bic",
                            "generated_sepa_debit",
                            "generated_sepa_debit_mandate",
                            "iban_last4",
                            "transaction_id",
                            "verified_name");
            case KLARNA -> List.of("payer_details", "payment_method_category", "preferred_locale");
            case P24 -> List.of("bank", "reference", "verified_name");
            case SOFORT ->
                    List.of(
                            "bank_code",
                            "bank_name",
                            "bic",
                            "country",
                            "generated_sepa_debit",
                            "generated_sepa_debit_mandate",
                            "iban_last4",
                            "preferred_language",
                            "verified_name");
            case CARD, ACH_DEBIT, SEPA_DEBIT, WECHAT -> List.of();
        };
    }

    static ObjectNode transaction(AccountId account, Source.Type type, Arrival arrival) {
        var node = Json.object().put("id", arrival.id()).put("object", "source_transaction");
        var sender = Json.parse(arrival.details());
        if (!sender.isEmpty()) node.set(type.text(), sender);
        node.put("amount", arrival.amount().minor());
        node.put("created", Json.seconds(arrival.at()));
        node.put("currency", arrival.amount().currency().code());
        node.put("livemode", account.livemode());
        node.put("source", arrival.source()).put("status", "succeeded");
        return node.put("type", type.text());
    }

    static ObjectNode notification(Source source, PaymentMethod method, Notice notice) {
        var node = Json.object().put("id", notice.id());
        node.put("object", "source_mandate_notification").put("amount", notice.amount());
        node.put("created", Json.seconds(notice.at())).put("livemode", source.account().livemode());
        node.put("reason", "debit_initiated");
        node.set(source.type().text(), Json.parse(notice.details()));
        node.set("source", source(source, method));
        return node.put("status", "submitted").put("type", source.type().text());
    }

    static Optional<String> text(JsonNode node, String name) {
        return node.path(name).isTextual()
                ? Optional.of(node.path(name).asText())
                : Optional.empty();
    }

    /** Stripe's word for a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
