package hawker.pricing;

import java.util.Optional;

/** A coupon as a purchase uses it: named by the seller, or by a code that the buyer typed. */
public record Rebate(Coupon coupon, Optional<PromotionCode> code) {

    /** What came of asking for a rebate. */
    public sealed interface Found {
        record Usable(Rebate rebate) implements Found {}

        record Refused(Refusal reason) implements Found {}
    }

    /** Why a rebate cannot be had. */
    public enum Refusal {
        /** No such coupon or code, or it is not this buyer's. */
        UNKNOWN,
        /** Expired, taken back or used up. */
        OVER,
        /** A fixed sum in other currencies only. */
        OTHER_CURRENCY,
        /** The purchase is too small. */
        TOO_SMALL,
        /** Only for who has not bought before. */
        NOT_FIRST
    }
}
