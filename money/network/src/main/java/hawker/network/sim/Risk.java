package hawker.network.sim;

import hawker.network.Authorization;
import hawker.network.Outcome;
import hawker.network.Outcome.NetworkStatus;
import hawker.network.Outcome.RiskLevel;
import hawker.vault.OpenCard;
import hawker.vault.TestCard;
import hawker.vault.TestCards;
import java.util.Optional;

/**
 * How risky a payment looks to the network. One published card is always blocked; whether others
 * that look bad are paid is for the rules of those who ask. The published cards say how they look;
 * every other one gets a score between 5 and 60 that depends on card and amount only, so that the
 * same payment looks the same.
 */
record Risk(RiskLevel level, int score, boolean blocks) {

    static Risk notAssessed() {
        return new Risk(RiskLevel.NOT_ASSESSED, 0, false);
    }

    static Risk of(OpenCard card, Authorization authorization) {
        var shown = TestCards.byNumber(card.number()).map(TestCard::risk);
        return switch (shown.orElse(TestCard.Risk.NORMAL)) {
            case BLOCKED -> new Risk(RiskLevel.HIGHEST, 92, true);
            case HIGHEST -> new Risk(RiskLevel.HIGHEST, 92, false);
            case ELEVATED -> new Risk(RiskLevel.ELEVATED, 69, false);
            case NORMAL -> ordinary(authorization);
        };
    }

    private static Risk ordinary(Authorization authorization) {
        int mixed =
                authorization.method().card().fingerprint().hashCode() * 31
                        + Long.hashCode(authorization.amount().minor());
        return new Risk(RiskLevel.NORMAL, 5 + Math.floorMod(mixed, 56), false);
    }

    Outcome approved() {
        return new Outcome(
                Outcome.Type.AUTHORIZED,
                NetworkStatus.APPROVED_BY_NETWORK,
                level == RiskLevel.ELEVATED ? Optional.of("elevated_risk_level") : Optional.empty(),
                level,
                score,
                "Payment complete.",
                Optional.empty(),
                Optional.empty());
    }
}
