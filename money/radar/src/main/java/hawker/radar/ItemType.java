package hawker.radar;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What values of a list are, so that nothing gets in that could never match. */
enum ItemType {
    ACCOUNT("acct_[A-Za-z0-9]+"),
    CARD_BIN("[0-9]{6}"),
    CARD_FINGERPRINT("[A-Za-z0-9_-]{6,64}"),
    CASE_SENSITIVE_STRING(".+"),
    COUNTRY("[A-Za-z]{2}"),
    CRYPTO_FINGERPRINT("[A-Za-z0-9_-]{6,64}"),
    CUSTOMER_ID("cus_[A-Za-z0-9]+"),
    EMAIL("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+"),
    IP_ADDRESS("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*"),
    SEPA_DEBIT_FINGERPRINT("[A-Za-z0-9_-]{6,64}"),
    STRING(".+"),
    US_BANK_ACCOUNT_FINGERPRINT("[A-Za-z0-9_-]{6,64}");

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Pattern pattern;

    ItemType(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ItemType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String[] words() {
        return Arrays.stream(values()).map(ItemType::word).toArray(String[]::new);
    }

    /** The value as it is kept and compared; empty if it is no such thing. */
    Optional<String> read(String value) {
        var text = value.strip();
        if (!pattern.matcher(text).matches()) return Optional.empty();
        return switch (this) {
            case COUNTRY -> Optional.of(canonical(text)).filter(COUNTRIES::contains);
            case IP_ADDRESS -> literal(text);
            case ACCOUNT,
                    CARD_BIN,
                    CARD_FINGERPRINT,
                    CASE_SENSITIVE_STRING,
                    CRYPTO_FINGERPRINT,
                    CUSTOMER_ID,
                    EMAIL,
                    SEPA_DEBIT_FINGERPRINT,
                    STRING,
                    US_BANK_ACCOUNT_FINGERPRINT ->
                    Optional.of(canonical(text));
        };
    }

    /** Two values are the same when this is equal of both. */
    String canonical(String value) {
        return switch (this) {
            case EMAIL, STRING -> value.strip().toLowerCase(Locale.ROOT);
            case COUNTRY -> value.toUpperCase(Locale.ROOT);
            case IP_ADDRESS -> literal(value).orElse(value);
            case ACCOUNT,
                    CARD_BIN,
                    CARD_FINGERPRINT,
                    CASE_SENSITIVE_STRING,
                    CRYPTO_FINGERPRINT,
                    CUSTOMER_ID,
                    SEPA_DEBIT_FINGERPRINT,
                    US_BANK_ACCOUNT_FINGERPRINT ->
                    value;
        };
    }

    /** Reads digits and asks no name server. */
    private static Optional<String> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
