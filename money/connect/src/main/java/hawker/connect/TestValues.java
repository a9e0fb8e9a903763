package hawker.connect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that verification answers to in test mode (docs: Connect testing). A table of its own,
 * so that one file changes when a value is found.
 */
final class TestValues {

    /** What is wrong with a website, by its address. */
    private static final Map<String, String> URLS =
            Map.of(
                    "disallowed", "invalid_url_denylisted",
                    "geoblocked", "invalid_url_website_inaccessible_geoblocked",
                    "problem", "invalid_url_website_other",
                    "missing", "invalid_url_website_empty",
                    "mismatch", "invalid_url_website_business_information_mismatch",
                    "passwordprotected", "invalid_url_website_inaccessible_password_protected",
                    "underconstruction", "invalid_url_website_incomplete_under_construction",
                    "inaccessible", "invalid_url_website_inaccessible");

    private static final Map<String, String> COMPANIES =
            Map.of(
                    "match_name_only", "verification_failed_address_match",
                    "mismatch_business_name", "verification_failed_name_match",
                    "disallowed_name", "invalid_company_name_denylisted");

    private static final Map<String, String> DIRECTORS =
            Map.of(
                    "mismatch_director", "verification_directors_mismatch",
                    "missing_director", "verification_missing_directors",
                    "extraneous_director", "verification_extraneous_directors");

    private static final Map<String, String> TRADE_NAMES =
            Map.of(
                    "disallowed_dba", "invalid_business_profile_name_denylisted",
                    "invalid_dba", "invalid_business_profile_name");

    private static final Map<String, String> DESCRIPTORS =
            Map.of(
                    "mismatch", "invalid_statement_descriptor_business_mismatch",
                    "disallowed", "invalid_statement_descriptor_denylisted");

    private static final Set<String> VERIFIED_BIRTHS = Set.of("1901-01-01", "1902-01-01");
    private static final Set<String> GOOD_DOCUMENTS =
            Set.of("file_identity_document_success", "file_5dtoJkOhAxrMWb");

    private static final Set<String> BAD_DOCUMENTS =
            Set.of("file_identity_document_failure", "file_6ggTjJuSBfYFuR");

    private TestValues() {}

    /** {@code https://WORD.stripe.com}, as the documentation's test sites are called. */
    static Optional<String> website(String url) {
        var host = url.replaceFirst("^https?://", "");
        int dot = host.indexOf(".stripe.com");
        return dot < 0 ? Optional.empty() : Optional.ofNullable(URLS.get(host.substring(0, dot)));
    }

    static Optional<String> companyName(String name) {
        return Optional.ofNullable(COMPANIES.get(name));
    }

    static Optional<String> director(String firstName) {
        return Optional.ofNullable(DIRECTORS.get(firstName));
    }

    static Optional<String> tradeName(String name) {
        return Optional.ofNullable(TRADE_NAMES.get(name));
    }

    static Optional<String> productDescription(String text) {
        return text.equals("require_url")
                ? Optional.of("invalid_product_description_url_match")
                : Optional.empty();
    }

    static Optional<String> descriptor(String text) {
        return Optional.ofNullable(DESCRIPTORS.get(text));
    }

    /** Whether a date of birth is found in the registers; 1900-01-01 is a sanctions alert. */
    static boolean birthMatches(String isoDay) {
        return VERIFIED_BIRTHS.contains(isoDay);
    }

    static boolean addressMatches(String line1) {
        return !line1.equals("address_no_match") && !line1.equals("address_line1_no_match");
    }

    /** Whether a name stands for a document that nobody needs to hand in. */
    static boolean isDocument(String file) {
        return documentVerifies(file) || BAD_DOCUMENTS.contains(file);
    }

    static boolean documentVerifies(String file) {
        return GOOD_DOCUMENTS.contains(file);
    }
}
