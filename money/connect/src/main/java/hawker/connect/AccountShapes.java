package hawker.connect;

import hawker.api.Param;
import hawker.api.Shape;
import java.util.ArrayList;
import java.util.List;

/** The parameters of accounts and persons: what an account can tell about itself. */
final class AccountShapes {

    private static final int TEXT = 500;

    private static final String[] ETHNICITIES = {
        "cuban",
        "hispanic_or_latino",
        "mexican",
        "not_hispanic_or_latino",
        "other_hispanic_or_latino",
        "prefer_not_to_answer",
        "puerto_rican"
    };

    private static final String[] RACES = {
        "african_american",
        "american_indian_or_alaska_native",
        "asian",
        "asian_indian",
        "black_or_african_american",
        "chinese",
        "ethiopian",
        "filipino",
        "guamanian_or_chamorro",
        "haitian",
        "jamaican",
        "japanese",
        "korean",
        "native_hawaiian",
        "native_hawaiian_or_other_pacific_islander",
        "nigerian",
        "other_asian",
        "other_black_or_african_american",
        "other_pacific_islander",
        "prefer_not_to_answer",
        "samoan",
        "somali",
        "vietnamese",
        "white"
    };

    private AccountShapes() {}

    static Param address(String name) {
        return Param.hash(
                name,
                Param.text("city", 100).nullable(),
                Param.written("country", Param.Notation.COUNTRY),
                Param.text("line1", 200).nullable(),
                Param.text("line2", 200).nullable(),
                Param.text("postal_code", 20).nullable(),
                Param.text("state", 100).nullable());
    }

    /** An address as it is written in Japan. */
    private static Param[] japanese() {
        return new Param[] {japanese("address_kana"), japanese("address_kanji")};
    }

    private static Param japanese(String name) {
        return Param.hash(
                name,
                Param.text("city", 100).nullable(),
                Param.written("country", Param.Notation.COUNTRY),
                Param.text("line1", 200).nullable(),
                Param.text("line2", 200).nullable(),
                Param.text("postal_code", 20).nullable(),
                Param.text("state", 100).nullable(),
                Param.text("town", 100).nullable());
    }

    /** Who declared something, when and from where. */
    private static Param declaration(String name) {
        return Param.hash(
                name,
                Param.timestamp("date"),
                Param.text("ip", 45),
                Param.text("user_agent", TEXT).nullable());
    }

    private static Param day(String name) {
        return Param.hash(
                name,
                Param.integer("day", 1, 31).required(),
                Param.integer("month", 1, 12).required(),
                Param.integer("year", 1900, 2200).required());
    }

    private static Param businessProfile() {
        return Param.hash(
                "business_profile",
                Param.hash(
                        "annual_revenue",
                        Param.integer("amount").required(),
                        Param.currency("currency").required(),
                        Param.text("fiscal_year_end", 10).required()),
                Param.list(
                        "minority_owned_business_designation",
                        Param.oneOf(
                                "designation",
                                "lgbtqi_owned_business",
                                "minority_owned_business",
                                "none_of_these_apply",
                                "prefer_not_to_answer",
                                "women_owned_business")),
                Param.written("specified_commercial_transactions_act_url", Param.Notation.WEBSITE)
                        .nullable(),
                Param.written("mcc", Param.Notation.FOUR_DIGITS).nullable(),
                Param.text("name", 200).nullable(),
                Param.text("product_description", 40_000).nullable(),
                address("support_address"),
                Param.text("support_email", 254).nullable(),
                Param.text("support_phone", 40).nullable(),
                Param.written("support_url", Param.Notation.WEBSITE).nullable(),
                Param.written("url", Param.Notation.WEBSITE).nullable(),
                Param.integer("estimated_worker_count", 0, 10_000_000),
                Param.hash(
                        "monthly_estimated_revenue",
                        Param.integer("amount").required(),
                        Param.currency("currency").required()));
    }

    private static Param company(Param... more) {
        var company =
                Shape.of(
                                address("address"),
                                address("administrative_address"),
                                address("principal_place_of_business"),
                                Param.flag("directors_provided"),
                                Param.flag("executives_provided"),
                                Param.flag("owners_provided"),
                                declaration("directorship_declaration"),
                                declaration("ownership_declaration"),
                                declaration("representative_declaration"),
                                Param.oneOf(
                                                "ownership_exemption_reason",
                                                "qualified_entity_exceeds_ownership_threshold",
                                                "qualifies_as_financial_institution")
                                        .nullable(),
                                Param.text("export_license_id", 100),
                                Param.text("export_purpose_code", 100),
                                Param.text("name", 200),
                                Param.text("name_kana", 200),
                                Param.text("name_kanji", 200),
                                Param.text("phone", 40).nullable(),
                                day("registration_date").nullable(),
                                Param.text("registration_number", 40).secret(),
                                Param.text("structure", 60),
                                Param.text("tax_id", 40).secret(),
                                Param.text("tax_id_registrar", 100),
                                Param.text("vat_id", 40).secret(),
                                Param.hash("verification", Papers.twoSides("document")))
                        .plus(japanese())
                        .plus(more);
        return Param.hash("company", company.params().toArray(Param[]::new));
    }

    private static Param settings() {
        return Param.hash(
                "settings",
                Param.hash("bacs_debit_payments", Param.text("display_name", 100)),
                Param.hash(
                        "branding",
                        Param.id("icon"),
                        Param.id("logo"),
                        Param.written("primary_color", Param.Notation.COLOR),
                        Param.written("secondary_color", Param.Notation.COLOR)),
                Param.hash(
                        "card_payments",
                        Param.hash(
                                "decline_on", Param.flag("avs_failure"), Param.flag("cvc_failure")),
                        Param.text("statement_descriptor_prefix", 10),
                        Param.text("statement_descriptor_prefix_kana", 10).nullable(),
                        Param.text("statement_descriptor_prefix_kanji", 10).nullable()),
                Param.hash(
                        "invoices",
                        Param.texts(ConnectedHttp.USUAL_TAX_IDS, 255).nullable(),
                        Param.oneOf("hosted_payment_method_save", "always", "never", "offer")),
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
                        Param.text("statement_descriptor", 22)),
                Param.hash("sepa_debit_payments", Param.text("creditor_id", 35)));
    }

    private static Param schedule() {
        return Param.hash(
                "schedule",
                Param.text("delay_days", 7),
                Param.oneOf("interval", "daily", "manual", "monthly", "weekly"),
                Param.integer("monthly_anchor", 1, 31),
                Param.list("monthly_payout_days", Param.integer("day", 1, 31)),
                Param.list(
                        "weekly_payout_days",
                        Param.oneOf("day", "friday", "monday", "thursday", "tuesday", "wednesday")),
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

    /**
     * A bank account or a debit card: a token, or one described. Numbers of cards are read by the
     * vault, which takes published ones only.
     */
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
                Param.id("token"),
                Param.text("number", 40).secret(),
                Param.text("cvc", 10).secret(),
                Param.integer("exp_month"),
                Param.integer("exp_year"),
                Param.text("name", 200),
                Param.text("address_city", 200),
                Param.text("address_country", 2),
                Param.text("address_line1", 200),
                Param.text("address_line2", 200),
                Param.text("address_state", 200),
                Param.text("address_zip", 20),
                Param.flag("default_for_currency"),
                Param.metadata());
    }

    private static Param[] person() {
        return new Param[] {
            Param.hash("additional_tos_acceptances", declaration("account")),
            address("address"),
            japanese("address_kana"),
            japanese("address_kanji"),
            day("dob"),
            Param.text("email", 254).nullable(),
            Param.text("first_name", 100).nullable(),
            Param.text("first_name_kana", 100).nullable(),
            Param.text("first_name_kanji", 100).nullable(),
            Param.text("last_name", 100).nullable(),
            Param.text("last_name_kana", 100).nullable(),
            Param.text("last_name_kanji", 100).nullable(),
            Param.texts("full_name_aliases", 200).nullable(),
            Param.oneOf("gender", "female", "male"),
            Param.text("id_number", 100).secret(),
            Param.text("id_number_secondary", 100).secret(),
            Param.written("ssn_last_4", Param.Notation.FOUR_DIGITS).secret(),
            Param.text("maiden_name", 100).nullable(),
            Param.written("nationality", Param.Notation.COUNTRY),
            Param.text("phone", 40).nullable(),
            Param.oneOf("political_exposure", "existing", "none"),
            address("registered_address"),
            Param.metadata(),
            relationship(),
            Param.hash(
                    "verification",
                    Papers.twoSides("additional_document"),
                    Papers.twoSides("document"))
        };
    }

    /** What only persons of their own tell, not the individual of an account. */
    private static Param[] ofPersons() {
        var all = new ArrayList<Param>(List.of(person()));
        all.add(Papers.ofPerson());
        all.add(
                Param.hash(
                                "us_cfpb_data",
                                Param.hash(
                                        "ethnicity_details",
                                        Param.list(
                                                "ethnicity", Param.oneOf("ethnicity", ETHNICITIES)),
                                        Param.text("ethnicity_other", TEXT)),
                                Param.hash(
                                        "race_details",
                                        Param.list("race", Param.oneOf("race", RACES)),
                                        Param.text("race_other", TEXT)),
                                Param.text("self_identified_gender", TEXT))
                        .nullable());
        return all.toArray(Param[]::new);
    }

    private static Param relationship() {
        return Param.hash(
                "relationship",
                Param.flag("authorizer"),
                Param.flag("director"),
                Param.flag("executive"),
                Param.flag("legal_guardian"),
                Param.flag("owner"),
                Param.written("percent_ownership", Param.Notation.PERCENT).nullable(),
                Param.flag("representative"),
                Param.text("title", 200));
    }

    static Shape persons() {
        return Shape.of(ofPersons()).plus(Param.id("person_token"));
    }

    private static Param businessType() {
        return Param.oneOf(
                "business_type", "company", "government_entity", "individual", "non_profit");
    }

    /** What {@code account} and {@code person} of new tokens take, all of it secret. */
    static Param[] ofTokens() {
        return new Param[] {
            Param.hash(
                            "account",
                            businessType(),
                            company(Param.flag("ownership_declaration_shown_and_signed")),
                            Param.hash("individual", person()),
                            Param.flag("tos_shown_and_accepted"))
                    .secret(),
            Param.hash("person", ofPersons()).secret()
        };
    }

    /** What an account's token gives: the same with the terms as they were accepted. */
    static Shape ofAccountToken() {
        return Shape.of(businessType(), company(), Param.hash("individual", person()), terms());
    }

    static Shape ofPersonToken() {
        return Shape.of(ofPersons());
    }

    static Shape update() {
        return Shape.of(
                businessProfile(),
                Param.id("account_token"),
                businessType(),
                Capabilities.param(),
                company(),
                Param.currency("default_currency"),
                Papers.ofAccount(),
                Param.text("email", 254),
                externalAccount(),
                Param.hash("groups", Param.text("payments_pricing", TEXT).nullable()),
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
