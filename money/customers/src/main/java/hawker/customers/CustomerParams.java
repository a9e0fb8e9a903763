package hawker.customers;

import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request says about a customer. */
final class CustomerParams {

    private static final int MAX_FIELDS = 4;

    static final Shape UPDATE =
            Shape.of(
                    Param.text("name", 256).nullable(),
                    Param.text("business_name", 150).nullable(),
                    Param.text("individual_name", 150).nullable(),
                    Param.text("email", 512).nullable(),
                    Param.text("phone", 20).nullable(),
                    Param.text("description", 1000).nullable(),
                    Addresses.OF_CUSTOMER,
                    Addresses.SHIPPING,
                    Param.metadata(),
                    Param.texts("preferred_locales", 35).nullable(),
                    Param.oneOf("tax_exempt", "none", "exempt", "reverse").nullable(),
                    Param.hash(
                            "tax",
                            Param.text("ip_address", 45).nullable(),
                            Param.oneOf("validate_location", "deferred", "immediately", "auto")),
                    Param.hash(
                            "cash_balance",
                            Param.hash(
                                    "settings",
                                    Param.oneOf(
                                            "reconciliation_mode",
                                            "automatic",
                                            "manual",
                                            "merchant_default"))),
                    Param.id("coupon").nullable(),
                    Param.id("promotion_code").nullable(),
                    Param.integer("balance", -Param.MAX_AMOUNT, Param.MAX_AMOUNT),
                    Param.id("source"),
                    Param.flag("validate"),
                    Param.id("default_source"),
                    Param.text("invoice_prefix", 12),
                    Param.integer("next_invoice_sequence", 1, 1_000_000_000),
                    Param.hash(
                            "invoice_settings",
                            Param.id("default_payment_method").nullable(),
                            Param.list(
                                            "custom_fields",
                                            Param.hash(
                                                    "field",
                                                    Param.text("name", 40).required(),
                                                    Param.text("value", 140).required()))
                                    .nullable(),
                            Param.text("footer", 5000).nullable(),
                            Param.hash(
                                            "rendering_options",
                                            Param.oneOf(
                                                            "amount_tax_display",
                                                            "exclude_tax",
                                                            "include_inclusive_tax")
                                                    .nullable(),
                                            Param.id("template"))
                                    .nullable()));

    static final Shape CREATE =
            UPDATE.plus(
                    Param.id("payment_method"),
                    Param.id("test_clock"),
                    Param.list(
                            "tax_id_data",
                            Param.hash("number", TaxIdParams.KIND, TaxIdParams.VALUE)));

    private CustomerParams() {}

    static Customer.Profile profile(Params params, Customer.Profile current) {
        return new Customer.Profile(
                changed(params, "name", current.name()),
                email(params, current.email()),
                changed(params, "phone", current.phone()),
                changed(params, "description", current.description()),
                new Customer.Names(
                        changed(params, "business_name", current.business().business()),
                        changed(params, "individual_name", current.business().individual())),
                Addresses.changed(params, current.address()),
                Addresses.shipping(params, current.shipping()),
                params.isUnset("tax_exempt")
                        ? "none"
                        : params.text("tax_exempt").orElse(current.taxExempt()),
                params.hash("tax")
                        .map(tax -> changed(tax, "ip_address", current.ipAddress()))
                        .orElse(current.ipAddress()),
                locales(params, current.locales()),
                params.mergeMetadata(current.metadata()));
    }

    private static List<String> locales(Params params, List<String> current) {
        if (params.isUnset("preferred_locales")) return List.of();
        return params.has("preferred_locales") ? params.texts("preferred_locales") : current;
    }

    static Customer.Invoicing invoicing(Params params, Customer.Invoicing current) {
        var settings = params.hash("invoice_settings");
        var prefix = params.text("invoice_prefix");
        prefix.ifPresent(CustomerParams::checkPrefix);
        return new Customer.Invoicing(
                prefix.or(current::prefix),
                params.integer("next_invoice_sequence").orElse(current.next()),
                settings.map(s -> fields(s, current.fields())).orElse(current.fields()),
                settings.map(s -> changed(s, "footer", current.footer())).orElse(current.footer()),
                settings.map(s -> rendering(s, current.rendering())).orElse(current.rendering()));
    }

    private static void checkPrefix(String prefix) {
        if (!prefix.matches("[A-Z0-9]{3,12}"))
            throw ApiError.parameterInvalid(
                    "invoice_prefix",
                    "Invoice prefixes have 3 to 12 upper-case letters or numbers.");
    }

    private static List<Customer.Field> fields(Params settings, List<Customer.Field> current) {
        if (settings.isUnset("custom_fields")) return List.of();
        if (!settings.has("custom_fields")) return current;
        var fields =
                settings.hashes("custom_fields").stream()
                        .map(f ->
                                new Customer.Field(f.requiredText("name"), f.requiredText("value")))
                        .toList();
        if (fields.size() > MAX_FIELDS)
            throw ApiError.parameterInvalid(
                    settings.nameOf("custom_fields"),
                    "Invoices have at most " + MAX_FIELDS + " custom fields.");
        return fields;
    }

    private static Optional<Customer.Rendering> rendering(
            Params settings, Optional<Customer.Rendering> current) {
        if (settings.isUnset("rendering_options")) return Optional.empty();
        var sent = settings.hash("rendering_options");
        if (sent.isEmpty()) return current;
        var was =
                current.orElseGet(() -> new Customer.Rendering(Optional.empty(), Optional.empty()));
        return Optional.of(
                new Customer.Rendering(
                        changed(sent.get(), "amount_tax_display", was.amountTaxDisplay()),
                        sent.get().text("template").or(was::template)));
    }

    static Customer.Reconciling reconciling(Params params, Customer.Reconciling current) {
        return params.hash("cash_balance")
                .flatMap(cash -> cash.hash("settings"))
                .map(settings -> mode(settings, current))
                .orElse(current);
    }

    /** Of {@code settings[reconciliation_mode]}. */
    static Customer.Reconciling mode(Params settings, Customer.Reconciling current) {
        return settings.text("reconciliation_mode")
                .map(mode ->
                        mode.equals("merchant_default")
                                ? Customer.Reconciling.USUAL
                                : Customer.Reconciling.valueOf(mode.toUpperCase(Locale.ROOT)))
                .orElse(current);
    }

    /** The usual payment method after the parameters were applied. */
    static Optional<String> usualMethod(Params params, Optional<String> current) {
        return params.hash("invoice_settings")
                .map(settings -> changed(settings, "default_payment_method", current))
                .orElse(current);
    }

    /** The value after the parameter was applied: an empty one takes it away. */
    static Optional<String> changed(Params params, String name, Optional<String> current) {
        if (params.isUnset(name)) return Optional.empty();
        return params.text(name).or(() -> current);
    }

    /** Something, an at sign, something with a dot. */
    private static Optional<String> email(Params params, Optional<String> current) {
        var email = changed(params, "email", current);
        if (params.has("email") && !email.get().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"))
            throw ApiError.invalid(
                    "email_invalid", "email", "Invalid email address: " + email.get());
        return email;
    }
}
