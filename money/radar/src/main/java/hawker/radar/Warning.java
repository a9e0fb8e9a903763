package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A bank believes that a payment was fraud.
 *
 * @param id {@code issfr_…}
 * @param fraudType Stripe's word: made_with_stolen_card, misc …
 * @param actionable neither refunded in full nor disputed since
 */
record Warning(
        String id,
        AccountId account,
        String notice,
        String charge,
        Optional<String> intent,
        String fraudType,
        boolean actionable,
        Instant created) {

    /** The fraud types of the networks' reports, by their codes (Visa: TC 40). */
    static String fraudType(String code) {
        return switch (code) {
            case "0" -> "made_with_lost_card";
            case "1" -> "made_with_stolen_card";
            case "2" -> "card_never_received";
            case "3" -> "fraudulent_card_application";
            case "4" -> "made_with_counterfeit_card";
            case "6" -> "unauthorized_use_of_card";
            default -> "misc";
        };
    }

    Warning settled() {
        return new Warning(id, account, notice, charge, intent, fraudType, false, created);
    }

    ObjectNode json() {
        var node =
                Json.object()
                        .put("id", id)
                        .put("object", "radar.early_fraud_warning")
                        .put("actionable", actionable)
                        .put("charge", charge)
                        .put("created", Json.seconds(created))
                        .put("fraud_type", fraudType)
                        .put("livemode", account.livemode());
        intent.ifPresent(id -> node.put("payment_intent", id));
        return node;
    }
}
