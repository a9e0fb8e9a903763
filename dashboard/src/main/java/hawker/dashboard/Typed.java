package hawker.dashboard;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as people type them: "12.50", "$12.50", "1,299". */
final class Typed {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})?");

    private Typed() {}

    /** Empty if it is not an amount of this currency, exactly. */
    static Optional<Money> money(String typed, Currency currency) {
        var plain = typed.replace(sign(currency), "").replace(",", "").strip();
        if (!AMOUNT.matcher(plain).matches()) return Optional.empty();
        try {
            var minor = new BigDecimal(plain).movePointRight(currency.decimals()).longValueExact();
            return Optional.of(new Money(minor, currency));
        } catch (ArithmeticException tooManyDecimals) {
            return Optional.empty();
        }
    }

    static String sign(Currency currency) {
        return java.util.Currency.getInstance(currency.upper()).getSymbol(java.util.Locale.US);
    }
}
