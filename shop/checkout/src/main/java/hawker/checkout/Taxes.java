package hawker.checkout;

import hawker.accounts.Countries;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tax on standard goods by where they go, from taxes.tsv. Rates are parts per million: 6.875 % is
 * 68,750. Rounding is half-up and per line.
 */
final class Taxes {

    static final long MILLION = 1_000_000;

    /**
     * The rate of a place.
     *
     * @param onDelivery whether what delivery costs is taxed too
     */
    record Rate(String country, String name, long ppm, boolean onDelivery, Kind kind) {

        /** "Sales tax, California (7.25 %)"; empty if there is none. */
        String label() {
            if (ppm == 0) return "";
            var percent = BigDecimal.valueOf(ppm, 4).stripTrailingZeros().toPlainString();
            var what = kind == Kind.SALES_TAX ? "Sales tax, " : "VAT, ";
            return what + name + " (" + percent + " %)";
        }
    }

    enum Kind {
        SALES_TAX,
        VAT,
        NONE
    }

    private static final Map<String, Rate> RATES = new HashMap<>();

    static {
        for (var row : Tables.rows("taxes.tsv")) {
            var country = row.get(0);
            var state = row.get(1).equals("-") ? "" : row.get(1);
            var name = state.isEmpty() ? Countries.name(country) : row.get(4);
            var kind = state.isEmpty() ? Kind.VAT : Kind.SALES_TAX;
            var rate =
                    new Rate(
                            country,
                            name,
                            Long.parseLong(row.get(2)),
                            row.get(3).equals("yes"),
                            kind);
            RATES.put(key(country, state), rate);
        }
    }

    private Taxes() {}

    /** The rate where goods go; 0 for places without a row. */
    static Rate at(String country, String state) {
        return Optional.ofNullable(RATES.get(key(country, state)))
                .or(() -> Optional.ofNullable(RATES.get(key(country, ""))))
                .orElseGet(() -> new Rate(country, country, 0, false, Kind.NONE));
    }

    /** Tax that comes on top of an amount. */
    static Money onTop(Money amount, long ppm) {
        return amount.shareHalfUp(ppm, MILLION);
    }

    /** Tax that is contained in an amount. */
    static Money within(Money amount, long ppm) {
        return amount.minus(net(amount, ppm));
    }

    /** What is left of an amount without the tax it contains. */
    static Money net(Money amount, long ppm) {
        return amount.shareHalfUp(MILLION, MILLION + ppm);
    }

    private static String key(String country, String state) {
        return country + " " + state;
    }
}
