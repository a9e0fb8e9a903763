package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.time.Instant;

/**
 * Something declared, as the API writes it. What is true only at a moment (how often a coupon was
 * used, whether it still counts) is put in when it is shown.
 *
 * @param version counts its changes, from 1
 * @param redeemed how often a coupon or promotion code was used; 0 for all else
 */
record Item(
        AccountId account,
        Kind kind,
        String id,
        int version,
        Instant created,
        boolean deleted,
        long redeemed,
        ObjectNode body) {

    /** As it is to be shown at a moment. */
    ObjectNode shown(Instant now) {
        var shown = body.deepCopy();
        if (kind == Kind.COUPON)
            shown.put("times_redeemed", redeemed)
                    .put("valid", !Coupon.of(body).isOver(now, redeemed));
        if (kind == Kind.PRICE) Price.show(shown);
        if (kind == Kind.PROMOTION_CODE) {
            shown.put("times_redeemed", redeemed);
            if (PromotionCode.of(body).isOver(now, redeemed)) shown.put("active", false);
        }
        return shown;
    }

    /** The next version. */
    Item with(ObjectNode other) {
        return new Item(account, kind, id, version + 1, created, deleted, redeemed, other);
    }
}
