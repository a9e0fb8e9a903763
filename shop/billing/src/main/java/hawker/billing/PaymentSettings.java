package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.payments.Notes;
import hawker.payments.Terms;
import hawker.vault.CardDisplay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code payment_settings} of invoices and subscriptions: what they may be paid by, and what each
 * way is asked for. A subscription's go with its invoices, an invoice's with its payment.
 */
final class PaymentSettings {

    static final String NAME = "payment_settings";
    private static final String TYPES = "payment_method_types";
    private static final String OPTIONS = "payment_method_options";
    private static final String MANDATE = "default_mandate";
    private static final String CARD = "card";
    private static final String SECURE = "request_three_d_secure";
    private static final String NETWORK = "network";
    private static final String INSTALMENTS = "installments";
    private static final String AGREED = "mandate_options";

    /**
     * In the detail of a subscription's invoice: the network that its cards go over, which the API
     * shows with subscriptions alone.
     */
    private static final String OF_SUBSCRIPTION = "card_network";

    /** What invoices can be paid by while their buyer is absent. */
    private static final List<String> OFFERED = List.of(CARD, "sepa_debit", "us_bank_account");

    private static final String[] ALL = {
        "acss_debit",
        "bancontact",
        CARD,
        "customer_balance",
        "konbini",
        "payto",
        "pix",
        "sepa_debit",
        "upi",
        "us_bank_account"
    };

    private static final Param SECURELY = Param.oneOf(SECURE, "any", "automatic", "challenge");

    static final Param OF_INVOICES =
            Param.hash(
                    NAME,
                    Param.id(MANDATE).nullable(),
                    options(
                            Param.hash(
                                    INSTALMENTS,
                                    Param.flag("enabled"),
                                    Param.hash(
                                                    "plan",
                                                    Param.integer("count", 1, 48),
                                                    Param.oneOf("interval", "month"),
                                                    Param.oneOf(
                                                                    "type",
                                                                    "bonus",
                                                                    "fixed_count",
                                                                    "revolving")
                                                            .required())
                                            .nullable()),
                            SECURELY),
                    types());

    static final Param OF_SUBSCRIPTIONS =
            Param.hash(
                    NAME,
                    options(
                            Param.hash(
                                    AGREED,
                                    Param.amount("amount"),
                                    Param.oneOf("amount_type", "fixed", "maximum"),
                                    Param.text("description", 200).nullable()),
                            CardDisplay.askedNetwork(),
                            SECURELY),
                    types(),
                    Param.oneOf("save_default_payment_method", "off", "on_subscription"));

    private PaymentSettings() {}

    private static Param types() {
        return Param.texts(TYPES, 50).nullable();
    }

    private static Param options(Param... card) {
        return Param.hash(
                        OPTIONS,
                        Param.hash(CARD, card).nullable(),
                        Param.hash("sepa_debit").nullable(),
                        Param.hash(
                                        "us_bank_account",
                                        Param.oneOf(
                                                "verification_method",
                                                "automatic",
                                                "instant",
                                                "microdeposits"))
                                .nullable())
                .nullable();
    }

    /** Writes what parameters say into an invoice or a subscription. */
    static void fill(ObjectNode body, Params params) {
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        var settings = JsonFields.object(body, NAME);
        JsonFields.texts(settings, said.get(), "save_default_payment_method");
        mandate(settings, said.get());
        methods(settings, said.get());
        options(settings, said.get());
    }

    /** That it is for the method is seen when the invoice is paid by one. */
    private static void mandate(ObjectNode settings, Params said) {
        said.text(MANDATE)
                .filter(id -> !id.startsWith("mandate_"))
                .ifPresent(id -> {
                    throw ApiError.missingReference("mandate", id, said.nameOf(MANDATE));
                });
        JsonFields.texts(settings, said, MANDATE);
    }

    private static void methods(ObjectNode settings, Params said) {
        if (said.isUnset(TYPES)) settings.putNull(TYPES);
        if (!said.has(TYPES)) return;
        for (var type : said.texts(TYPES))
            if (!OFFERED.contains(type))
                throw ApiError.parameterInvalid(
                        said.nameOf(TYPES),
                        "Invoices are paid by card, sepa_debit or us_bank_account.");
        said.texts(TYPES).forEach(settings.putArray(TYPES)::add);
    }

    private static void options(ObjectNode settings, Params said) {
        if (said.isUnset(OPTIONS)) settings.putNull(OPTIONS);
        var asked = said.hash(OPTIONS);
        if (asked.isEmpty()) return;
        var options =
                settings.path(OPTIONS).isObject()
                        ? JsonFields.object(settings, OPTIONS)
                        : JsonFields.nulls(settings.putObject(OPTIONS), ALL);
        boolean subscribes = settings.has("save_default_payment_method");
        for (var type : OFFERED) {
            if (asked.get().isUnset(type)) options.putNull(type);
            asked.get()
                    .hash(type)
                    .ifPresent(told -> {
                        var inner = JsonFields.object(options, type);
                        told.mergeInto(inner);
                        if (type.equals(CARD)) card(inner, told, subscribes);
                    });
        }
    }

    private static void card(ObjectNode card, Params told, boolean subscribes) {
        told.hash(INSTALMENTS)
                .filter(wanted -> wanted.has("plan"))
                .ifPresent(wanted -> {
                    throw ApiError.parameterInvalid(
                            wanted.nameOf("plan"),
                            "This plan is not one of the available_plans of the payment.");
                });
        if (card.path(INSTALMENTS) instanceof ObjectNode wanted) {
            wanted.remove("plan");
            if (!wanted.has("enabled")) wanted.putNull("enabled");
        }
        if (!card.has(SECURE)) card.putNull(SECURE);
        if (subscribes && !card.has(NETWORK)) card.putNull(NETWORK);
        if (card.path(AGREED) instanceof ObjectNode agreed)
            for (var name : List.of("amount", "amount_type", "description"))
                if (!agreed.has(name)) agreed.putNull(name);
    }

    /** Writes what a subscription says into a draft of it. */
    static void pass(ObjectNode subscription, Document draft) {
        var from = subscription.path(NAME);
        var into = JsonFields.object(draft.body(), NAME);
        into.set(TYPES, from.path(TYPES).deepCopy());
        into.set(OPTIONS, from.path(OPTIONS).deepCopy());
        if (!(into.path(OPTIONS).path(CARD) instanceof ObjectNode card)) return;
        if (card.remove(NETWORK) instanceof JsonNode network && network.isTextual())
            draft.detail().set(OF_SUBSCRIPTION, network);
        card.remove(AGREED);
    }

    /** The types that a seller has said; empty: none. */
    static List<String> types(Document invoice) {
        return JsonFields.texts(invoice.body().path(NAME).path(TYPES));
    }

    /** How the payment of an invoice authenticates its buyer. */
    static Terms.Authenticating authenticating(Document invoice) {
        return JsonFields.text(invoice.body().path(NAME).path(OPTIONS).path(CARD), SECURE)
                .map(how -> Terms.Authenticating.valueOf(how.toUpperCase(Locale.ROOT)))
                .orElse(Terms.Authenticating.AUTOMATIC);
    }

    /** The mandate that a debit of an invoice is made under. */
    static Optional<String> mandate(Document invoice) {
        return JsonFields.text(invoice.body().path(NAME), MANDATE);
    }

    /** Why a card is not charged under a mandate. */
    static String notFor(String mandate) {
        return "The mandate " + mandate + " is not for this payment method.";
    }

    static Terms.Agreement agreement(Document invoice) {
        return new Terms.Agreement(mandate(invoice), Optional.empty());
    }

    /**
     * The notes of a payment with what else is asked of methods. Mandates of cards are for banks
     * that demand one, which the networks here have not: they are told with the subscription only.
     */
    static Notes noted(Document invoice, Notes notes) {
        var asked = Json.object();
        var said = invoice.body().path(NAME).path(OPTIONS);
        var card = Json.object();
        if (said.path(CARD).path(INSTALMENTS) instanceof ObjectNode wanted)
            card.putObject(INSTALMENTS).put("enabled", wanted.path("enabled").asBoolean());
        JsonFields.text(invoice.detail(), OF_SUBSCRIPTION)
                .ifPresent(network -> card.put(NETWORK, network));
        if (!card.isEmpty()) asked.set(CARD, card);
        if (said.path("us_bank_account") instanceof ObjectNode bank && !bank.isEmpty())
            asked.set("us_bank_account", bank.deepCopy());
        return new Notes(
                notes.description(),
                notes.metadata(),
                notes.receiptEmail(),
                notes.shipping(),
                notes.statementDescriptor(),
                notes.statementDescriptorSuffix(),
                notes.transferGroup(),
                notes.amounts(),
                asked.isEmpty() ? Optional.empty() : Optional.of(Json.text(asked)));
    }
}
