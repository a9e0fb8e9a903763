package hawker.pricing;

import java.util.Locale;

/** The sorts of things that sellers declare. */
public enum Kind {
    PRODUCT("prod"),
    PRICE("price"),
    COUPON(""),
    PROMOTION_CODE("promo"),
    TAX_RATE("txr"),
    SHIPPING_RATE("shr"),
    /** What a buyer may do. */
    FEATURE("feat"),
    /** That a product has a feature. */
    PRODUCT_FEATURE("prodft");

    private final String prefix;

    Kind(String prefix) {
        this.prefix = prefix;
    }

    /** As the API names such an object: {@code promotion_code}. */
    public String object() {
        return this == FEATURE ? "entitlements.feature" : name().toLowerCase(Locale.ROOT);
    }

    /** Of ids that the program makes; coupons have eight letters and no prefix. */
    String prefix() {
        return prefix;
    }

    static Kind of(String object) {
        for (var kind : values()) if (kind.object().equals(object)) return kind;
        throw new IllegalArgumentException("no such kind: " + object);
    }
}
