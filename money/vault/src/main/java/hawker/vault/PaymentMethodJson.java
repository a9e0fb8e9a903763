package hawker.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A payment method as Stripe's API writes it (newest version). */
public final class PaymentMethodJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PaymentMethodJson() {}

    public static ObjectNode render(PaymentMethod method) {
        var node = JSON.objectNode();
        node.put("id", method.id().text());
        node.put("object", "payment_method");
        node.put("allow_redisplay", method.allowRedisplay());
        node.set("billing_details", billing(method.billing()));
        switch (method.instrument()) {
            case CardDisplay card ->
                    node.set(card.type(), card.presence().isPresent() ? read(card) : card(card));
            case Instrument.BankAccount bank -> node.set(bank.type(), bank(bank));
            case Instrument.CustomerBalance cash -> node.putObject(cash.type());
            case Instrument.Promised promised -> node.putObject(promised.type());
        }
        node.put("created", seconds(method.created()));
        put(node, "customer", method.customer());
        node.putNull("customer_account");
        node.put("livemode", method.account().livemode());
        node.set("metadata", metadata(method.metadata()));
        node.put("type", method.type());
        return node;
    }

    private static ObjectNode bank(Instrument.BankAccount bank) {
        var node = account(bank);
        if (bank.scheme() == Instrument.Scheme.SEPA_DEBIT) {
            node.putObject("generated_from").putNull("charge").putNull("setup_attempt");
            return node;
        }
        node.putNull("financial_connections_account");
        node.putObject("networks").putNull("preferred").putArray("supported").add("ach");
        return node.putNull("status_details");
    }

    /** What payment methods and charges both say of a bank account. */
    public static ObjectNode account(Instrument.BankAccount bank) {
        var node = JSON.objectNode();
        if (bank.scheme() == Instrument.Scheme.SEPA_DEBIT) {
            node.put("bank_code", bank.bank()).put("branch_code", "");
            node.put("country", bank.country());
        } else {
            put(node, "account_holder_type", bank.holder());
            put(node, "account_type", bank.kind());
            put(node, "bank_name", bank.bankName());
            node.put("routing_number", bank.bank());
        }
        return node.put("fingerprint", bank.fingerprint()).put("last4", bank.last4());
    }

    /** What may be shown of a bank account, as it is stored. */
    public static String stored(Instrument.BankAccount bank) {
        var node = JSON.objectNode().put("type", bank.type()).put("last4", bank.last4());
        node.put("print", bank.fingerprint()).put("country", bank.country());
        node.put("bank", bank.bank()).put("verified", bank.verified());
        bank.bankName().ifPresent(name -> node.put("name", name));
        bank.holder().ifPresent(holder -> node.put("holder", holder));
        bank.kind().ifPresent(kind -> node.put("kind", kind));
        return Json.text(node);
    }

    /** The part of {@link #stored} that the owner tells. */
    static String told(Instrument.BankAccount bank) {
        var node = JSON.objectNode();
        bank.holder().ifPresent(holder -> node.put("holder", holder));
        bank.kind().ifPresent(kind -> node.put("kind", kind));
        return Json.text(node);
    }

    /** Back from {@link #stored}. */
    public static Instrument.BankAccount bank(String stored) {
        var node = Json.parse(stored);
        return new Instrument.BankAccount(
                Instrument.Scheme.valueOf(
                        node.path("type").asText().toUpperCase(java.util.Locale.ROOT)),
                node.path("last4").asText(),
                node.path("print").asText(),
                node.path("country").asText(),
                node.path("bank").asText(),
                text(node, "name"),
                text(node, "holder"),
                text(node, "kind"),
                node.path("verified").asBoolean());
    }

    /** The object of a payment_method event, as it was when it happened; empty for other events. */
    public static Optional<ObjectNode> of(Event event) {
        boolean ours = event.types().stream().allMatch(type -> type.startsWith("payment_method."));
        return ours ? event.payload().map(Json::parse) : Optional.empty();
    }

    /** Stripe's billing_details, as it stands on payment methods and charges. */
    public static ObjectNode billing(Billing billing) {
        var node = JSON.objectNode();
        node.set("address", address(billing.address()));
        put(node, "email", billing.email());
        put(node, "name", billing.name());
        put(node, "phone", billing.phone());
        put(node, "tax_id", billing.taxId());
        return node;
    }

    static ObjectNode address(Billing.Address address) {
        var node = JSON.objectNode();
        put(node, "city", address.city());
        put(node, "country", address.country());
        put(node, "line1", address.line1());
        put(node, "line2", address.line2());
        put(node, "postal_code", address.postalCode());
        put(node, "state", address.state());
        return node;
    }

    /** Stripe's checks, as they stand on payment methods and charges. */
    public static ObjectNode checks(Checks checks) {
        var node = JSON.objectNode();
        put(node, "address_line1_check", checks.addressLine1().map(Checks.Check::text));
        put(node, "address_postal_code_check", checks.postalCode().map(Checks.Check::text));
        put(node, "cvc_check", checks.cvc().map(Checks.Check::text));
        return node;
    }

    private static ObjectNode card(CardDisplay card) {
        var node = JSON.objectNode();
        node.put("brand", card.brand());
        node.set("checks", checks(card.checks()));
        put(node, "country", card.country());
        node.put("display_brand", card.preferredNetwork().orElse(card.brand()));
        node.put("exp_month", card.expMonth());
        node.put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint());
        node.put("funding", card.funding());
        node.putNull("generated_from");
        node.put("last4", card.last4());
        var networks = node.putObject("networks");
        networks.set("available", texts(card.networks()));
        put(networks, "preferred", card.preferredNetwork());
        node.put("regulated_status", "unregulated");
        node.putObject("three_d_secure_usage").put("supported", card.authenticates());
        wallet(node, card);
        return node;
    }

    /** Writes {@code wallet}, as it stands on cards of payment methods, charges and setups. */
    public static void wallet(ObjectNode node, CardDisplay card) {
        if (card.wallet().isEmpty()) {
            node.putNull("wallet");
            return;
        }
        var from = card.wallet().get();
        var wallet = node.putObject("wallet");
        wallet.putObject(from.text());
        put(
                wallet,
                "dynamic_last4",
                Optional.of(card.last4()).filter(digits -> from.hasDeviceNumber()));
        wallet.put("type", from.text());
    }

    /** A card that was held to a reader. */
    private static ObjectNode read(CardDisplay card) {
        var node = JSON.objectNode();
        node.put("brand", card.brand()).putNull("cardholder_name");
        if (!card.isInterac()) node.putNull("brand_product");
        put(node, "country", card.country());
        node.putNull("description");
        node.put("exp_month", card.expMonth()).put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint()).put("funding", card.funding());
        node.putNull("iin").putNull("issuer").put("last4", card.last4());
        node.putObject("networks").putNull("preferred").set("available", texts(card.networks()));
        if (!card.isInterac()) node.putObject("offline").putNull("stored_at").putNull("type");
        node.putArray("preferred_locales");
        return node.put("read_method", card.presence().orElseThrow().readMethod());
    }

    /** How a card was read, as it is stored. */
    public static String stored(CardDisplay.Presence presence) {
        var node = JSON.objectNode().put("read", presence.readMethod());
        node.put("verification", presence.verification());
        node.put("name", presence.application().name()).put("aid", presence.application().aid());
        node.put("reader", presence.reader()).put("location", presence.location());
        presence.generatedCard().ifPresent(id -> node.put("generated", id));
        return Json.text(node);
    }

    /** Back from {@link #stored(CardDisplay.Presence)}. */
    public static CardDisplay.Presence presence(String stored) {
        var node = Json.parse(stored);
        return new CardDisplay.Presence(
                node.path("read").asText(),
                node.path("verification").asText(),
                new CardDisplay.Application(node.path("name").asText(), node.path("aid").asText()),
                node.path("reader").asText(),
                node.path("location").asText(),
                text(node, "generated"));
    }

    /** The card's id in the older form; {@link PaymentMethod.Id#parse} reads it back. */
    public static String olderId(PaymentMethod.Id id) {
        return "card_" + id.text().substring("pm_".length());
    }

    /** The id of a bank account in the older form, read back likewise. */
    public static String olderBankId(PaymentMethod.Id id) {
        return "ba_" + id.text().substring("pm_".length());
    }

    /** The id of a source, read back likewise. */
    public static String sourceId(PaymentMethod.Id id) {
        return "src_" + id.text().substring("pm_".length());
    }

    /** A card or a bank account in the older form; other methods have none. */
    public static ObjectNode older(PaymentMethod method) {
        return method.instrument() instanceof Instrument.BankAccount bank
                ? olderBank(method, bank)
                : olderCard(method);
    }

    private static ObjectNode olderBank(PaymentMethod method, Instrument.BankAccount bank) {
        var node = Json.object().put("id", olderBankId(method.id())).put("object", "bank_account");
        Json.put(node, "account_holder_name", method.billing().name());
        Json.put(node, "account_holder_type", bank.holder());
        Json.put(node, "account_type", bank.kind());
        Json.put(node, "bank_name", bank.bankName());
        node.put("country", bank.country()).put("currency", "usd");
        Json.put(node, "customer", method.customer());
        node.put("fingerprint", bank.fingerprint()).put("last4", bank.last4());
        node.set("metadata", Json.metadata(method.metadata()));
        return node.put("routing_number", bank.bank())
                .put("status", bank.verified() ? "verified" : "new");
    }

    /** The card in the older form (object "card"), as tokens and sources of customers have it. */
    public static ObjectNode olderCard(PaymentMethod method) {
        var node = olderCard(method.id(), method.card(), method.billing(), method.customer());
        node.set("metadata", Json.metadata(method.metadata()));
        return node;
    }

    /** A card as it was when it was charged. */
    public static ObjectNode olderCard(
            PaymentMethod.Id id, CardDisplay card, Billing billing, Optional<String> customer) {
        var address = billing.address();
        var node = Json.object().put("id", olderId(id)).put("object", "card");
        Json.put(node, "address_city", address.city());
        Json.put(node, "address_country", address.country());
        Json.put(node, "address_line1", address.line1());
        Json.put(node, "address_line1_check", card.checks().addressLine1().map(Checks.Check::text));
        Json.put(node, "address_line2", address.line2());
        Json.put(node, "address_state", address.state());
        Json.put(node, "address_zip", address.postalCode());
        Json.put(node, "address_zip_check", card.checks().postalCode().map(Checks.Check::text));
        node.put("brand", brand(card.brand()));
        Json.put(node, "country", card.country());
        Json.put(node, "customer", customer);
        Json.put(node, "cvc_check", card.checks().cvc().map(Checks.Check::text));
        node.putNull("dynamic_last4");
        node.put("exp_month", card.expMonth()).put("exp_year", card.expYear());
        node.put("fingerprint", card.fingerprint()).put("funding", card.funding());
        node.put("last4", card.last4());
        node.putObject("metadata");
        Json.put(node, "name", billing.name());
        Json.put(node.putObject("networks"), "preferred", card.preferredNetwork());
        node.put("regulated_status", "unregulated");
        put(node, "tokenization_method", card.wallet().flatMap(PaymentMethodJson::olderWallet));
        return node;
    }

    /** Google Pay has kept the name of its forerunner there. */
    private static Optional<String> olderWallet(CardDisplay.Wallet wallet) {
        return switch (wallet) {
            case APPLE_PAY -> Optional.of("apple_pay");
            case GOOGLE_PAY -> Optional.of("android_pay");
            case LINK -> Optional.empty();
        };
    }

    private static String brand(String brand) {
        return switch (brand) {
            case "visa" -> "Visa";
            case "mastercard" -> "MasterCard";
            case "amex" -> "American Express";
            case "discover" -> "Discover";
            case "diners" -> "Diners Club";
            case "jcb" -> "JCB";
            case "unionpay" -> "UnionPay";
            case "eftpos_au" -> "Eftpos Australia";
            case "interac" -> "Interac";
            default -> "Unknown";
        };
    }

    /** Billing details back from the JSON in which they are stored. */
    static Billing billing(String json) {
        var node = Json.parse(json);
        return new Billing(
                text(node, "name"),
                text(node, "email"),
                text(node, "phone"),
                text(node, "tax_id"),
                address(node.path("address")));
    }

    static Billing.Address address(JsonNode address) {
        return new Billing.Address(
                text(address, "line1"),
                text(address, "line2"),
                text(address, "city"),
                text(address, "state"),
                text(address, "postal_code"),
                text(address, "country"));
    }

    private static Optional<String> text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode texts(List<String> texts) {
        var array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ObjectNode metadata(Map<String, String> metadata) {
        var node = JSON.objectNode();
        metadata.forEach(node::put);
        return node;
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    private static void put(ObjectNode node, String name, Optional<String> text) {
        if (text.isPresent()) node.put(name, text.get());
        else node.putNull(name);
    }
}
