package hawker.connect;

import hawker.api.Param;
import hawker.api.Shape;

/** The parameters of accounts and persons: what an account can tell about itself. */
final class AccountShapes {

    private static final int TEXT = 500;

    private AccountShapes() {}

    static Param address(String name) {
        return Param.hash(
                name,
                Param.text("city", 100).nullable(),
                Param.text("country", 2),
                Param.text("line1", 200).nullable(),
                Param.text("line2", 200).nullable(),
                Param.text("postal_code", 20).nullable(),
                Param.text("state", 100).nullable());
    }

    private static Param businessProfile() {
        return Param.hash(
                "business_profile",
                Param.text("mcc", 4).nullable(),
                Param.text("name", 200).nullable(),
                Param.text("product_description", 40_000).nullable(),
                address("support_address"),
                Param.text("support_email", 254).nullable(),
                Param.text("support_phone", 40).nullable(),
                Param.text("support_url", 2_000).nullable(),
                Param.text("url", 2_000).nullable(),
                Param.integer("estimated_worker_count", 0, 10_000_000),
                Param.hash(
                        "monthly_estimated_revenue",
                        Param.integer("amount").required(),
                        Param.currency("currency").required()));
    }

    private static Param company() {
        return Param.hash(
                "company",
                address("address"),
                Param.flag("directors_provided"),
                Param.flag("executives_provided"),
                Param.flag("owners_provided"),
                Param.text("name", 200),
                Param.text("phone", 40).nullable(),
                Param.text("structure", 60),
                Param.text("tax_id", 40).secret(),
                Param.text("tax_id_registrar", 100),
                Param.text("vat_id", 40).secret(),
                Param.hash("verification", document("document")));
    }

    private static Param document(String name) {
        return Param.hash(name, Param.id("back").nullable(), Param.id("front").nullable());
    }

    private static Param settings() {
        return Param.hash(
                "settings",
                Param.hash("bacs_debit_payments", Param.text("display_name", 100)),
                Param.hash(
                        "branding",
                        Param.id("icon"),
                        Param.id("logo"),
                        Param.text("primary_color", 7),
                        Param.text("secondary_color", 7)),
                Param.hash(
                        "card_payments",
                        Param.hash(
                                "decline_on", Param.flag("avs_failure"), Param.flag("cvc_failure")),
                        Param.text("statement_descriptor_prefix", 10)),
                Param.hash(
                        "dashboard", Param.text("display_name", 200), Param.text("timezone", 60)),
                Param.hash(
                        "payments",
                        Param.text("statement_descriptor", 22),
                        Param.text("statement_descriptor_kana", 22),
                        Param.text("statement_descriptor_kanji", 22)),
                Param.hash(
                        "payouts",
                        Param.flag("debit_negative_balances"),
                        schedule(),
                        Param.text("statement_descriptor", 22)));
    }

    private static Param schedule() {
        return Param.hash(
                "schedule",
                Param.text("delay_days", 7),
                Param.oneOf("interval", "daily", "manual", "monthly", "weekly"),
                Param.integer("monthly_anchor", 1, 31),
                Param.oneOf(
                        "weekly_anchor",
                        "friday",
                        "monday",
                        "saturday",
                        "sunday",
                        "thursday",
                        "tuesday",
                        "wednesday"));
    }

    private static Param terms() {
        return Param.hash(
                "tos_acceptance",
                Param.timestamp("date"),
                Param.text("ip", 45),
                Param.oneOf("service_agreement", "full", "recipient"),
                Param.text("user_agent", TEXT));
    }

    /** A bank account or a debit card: a token, or a bank account described. */
    static Param externalAccount() {
        return Param.textOrHash(
                "external_account",
                255,
                Param.oneOf("object", "bank_account", "card"),
                Param.text("account_holder_name", 200),
                Param.oneOf("account_holder_type", "individual", "company"),
                Param.text("account_number", 40).secret(),
                Param.oneOf("account_type", "checking", "savings", "futsu", "toza"),
                Param.text("country", 2),
                Param.currency("currency"),
                Param.text("routing_number", 40),
                Param.flag("default_for_currency"),
                Param.metadata());
    }

    private static Param[] person() {
        return new Param[] {
            address("address"),
            Param.hash(
                    "dob",
                    Param.integer("day", 1, 31).required(),
                    Param.integer("month", 1, 12).required(),
                    Param.integer("year", 1900, 2200).required()),
            Param.text("email", 254).nullable(),
            Param.text("first_name", 100).nullable(),
            Param.text("last_name", 100).nullable(),
            Param.texts("full_name_aliases", 200).nullable(),
            Param.oneOf("gender", "female", "male"),
            Param.text("id_number", 40).secret(),
            Param.text("ssn_last_4", 4).secret(),
            Param.text("maiden_name", 100).nullable(),
            Param.text("nationality", 2),
            Param.text("phone", 40).nullable(),
            Param.oneOf("political_exposure", "existing", "none"),
            address("registered_address"),
            Param.metadata(),
            relationship(),
            Param.hash("verification", document("additional_document"), document("document"))
        };
    }

    private static Param relationship() {
        return Param.hash(
                "relationship",
                Param.flag("authorizer"),
                Param.flag("director"),
                Param.flag("executive"),
                Param.flag("legal_guardian"),
                Param.flag("owner"),
                Param.decimal("percent_ownership").nullable(),
                Param.flag("representative"),
                Param.text("title", 200));
    }

    static Shape persons() {
        return Shape.of(person());
    }

    static Shape update() {
        return Shape.of(
                businessProfile(),
                Param.oneOf(
                        "business_type",
                        "company",
                        "government_entity",
                        "individual",
                        "non_profit"),
                Capabilities.param(),
                company(),
                Param.currency("default_currency"),
                Param.text("email", 254),
                externalAccount(),
                Param.hash("individual", person()),
                Param.metadata(),
                settings(),
                terms());
    }

    static Shape create() {
        return update().plus(
                        Param.oneOf("type", "custom", "express", "standard"),
                        Param.text("country", 2),
                        Param.hash(
                                "controller",
                                Param.hash("fees", Param.oneOf("payer", "account", "application")),
                                Param.hash(
                                        "losses", Param.oneOf("payments", "application", "stripe")),
                                Param.oneOf("requirement_collection", "application", "stripe"),
                                Param.hash(
                                        "stripe_dashboard",
                                        Param.oneOf("type", "express", "full", "none"))));
    }
}
