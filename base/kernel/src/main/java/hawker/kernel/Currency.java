package hawker.kernel;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An ISO 4217 currency, by its lower-case code ("usd"), as Stripe's API writes it.
 *
 * <p>The number of decimals is Stripe's (docs: currencies), not ISO's: ISK and UGX have no minor
 * unit but are passed with two decimals, so an amount of theirs must end in 00; amounts of
 * three-decimal currencies must end in 0.
 */
public record Currency(String code) implements Comparable<Currency> {

    private static final Set<String> NO_DECIMALS =
            Set.of(
                    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd",
                    "vuv", "xaf", "xof", "xpf");
    private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");
    private static final Set<String> PASSED_WITH_TWO = Set.of("isk", "ugx");
    private static final Map<String, Currency> KNOWN = new ConcurrentHashMap<>();

    public static final Currency USD = of("usd");
    public static final Currency EUR = of("eur");
    public static final Currency JPY = of("jpy");

    public Currency {
        if (code.length() != 3 || !code.equals(code.toLowerCase(Locale.ROOT)))
            throw new IllegalArgumentException("not a currency code: " + code);
        if (!isIso(code)) throw new IllegalArgumentException("unknown currency: " + code);
    }

    /** The currency of a code in any case; throws if there is no such currency. */
    public static Currency of(String code) {
        return parse(code)
                .orElseThrow(() -> new IllegalArgumentException("unknown currency: " + code));
    }

    /** The currency of a code in any case; empty if there is no such currency. */
    public static Optional<Currency> parse(String code) {
        if (code.length() != 3) return Optional.empty();
        var lower = code.toLowerCase(Locale.ROOT);
        var known = KNOWN.get(lower);
        if (known != null) return Optional.of(known);
        if (!isIso(lower)) return Optional.empty();
        return Optional.of(KNOWN.computeIfAbsent(lower, Currency::new));
    }

    /** How many decimals an amount in minor units has: 2 for most, 0 for JPY, 3 for KWD. */
    public int decimals() {
        if (NO_DECIMALS.contains(code)) return 0;
        return THREE_DECIMALS.contains(code) ? 3 : 2;
    }

    /**
     * Every amount of this currency must be a multiple of this many minor units: 10 for KWD, 100
     * for ISK, else 1.
     */
    public int step() {
        if (THREE_DECIMALS.contains(code)) return 10;
        return PASSED_WITH_TWO.contains(code) ? 100 : 1;
    }

    /**
     * Whether anybody can owe it: the list of codes has metals, units of account, tests and "no
     * currency" (xau, xdr, xts, xxx) beside the money of countries.
     */
    public boolean isMoney() {
        return java.util.Currency.getInstance(upper()).getDefaultFractionDigits() >= 0;
    }

    public String upper() {
        return code.toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Currency other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }

    private static boolean isIso(String lower) {
        try {
            java.util.Currency.getInstance(lower.toUpperCase(Locale.ROOT));
            return true;
        } catch (IllegalArgumentException notIso) {
            return false;
        }
    }
}
