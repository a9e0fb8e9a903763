package hawker.desk;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as people type them: "12.50", "$12.50", "1,299". */
public final class Typed {

    /** A comma parts thousands; where it would part cents ("12,50") nobody knows what was meant. */
    private static final Pattern AMOUNT =
            Pattern.compile("([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\\.[0-9]{1,3})?");

    private Typed() {}

    /** Empty if it is not an amount of this currency, exactly. */
    public static Optional<Money> money(String typed, Currency currency) {
        var amount = typed.replace(sign(currency), "").strip();
        if (!AMOUNT.matcher(amount).matches()) return Optional.empty();
        var plain = new BigDecimal(amount.replace(",", ""));
        try {
            var minor = plain.movePointRight(currency.decimals()).longValueExact();
            return Optional.of(new Money(minor, currency));
        } catch (ArithmeticException tooManyDecimals) {
            return Optional.empty();
        }
    }

    /** "$", "€", "CHF". */
    public static String sign(Currency currency) {
        return java.util.Currency.getInstance(currency.upper()).getSymbol(Locale.US);
    }
}
