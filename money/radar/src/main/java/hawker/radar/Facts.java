package hawker.radar;

import hawker.network.Outcome.RiskLevel;
import hawker.payments.Judge;
import hawker.vault.TestCard;
import java.util.Optional;

/**
 * What rules look at.
 *
 * @param shown what a published test card is there to show
 * @param counts how often its card, e-mail and address were seen lately
 * @param listed which default lists have it
 * @param lists what the seller said about payments
 * @param limits how often is too often here
 * @param score 0 to 99
 */
record Facts(
        Judge.Payment payment,
        TestCard.Risk shown,
        Counts counts,
        Standing listed,
        Custom.Known lists,
        Limits limits,
        int score) {

    /** From here on a payment looks bad, and worse. */
    static final int ELEVATED = 65;

    static final int HIGHEST = 75;

    /**
     * How often something was seen; zero for what is not known of a payment.
     *
     * @param cardPayments with the card in an hour, this one included
     * @param emailPayments with the e-mail in an hour, this one included
     * @param addressPayments from the address in an hour, this one included
     * @param cardDeclines of the card in ten minutes
     * @param addressDeclines of cards from the address in ten minutes
     * @param shopDeclines of the shop in ten minutes
     * @param shopPayments of the shop in ten minutes
     */
    record Counts(
            int cardPayments,
            int emailPayments,
            int addressPayments,
            int cardDeclines,
            int addressDeclines,
            int shopDeclines,
            int shopPayments) {}

    /** The list that allows it, and the one that blocks it, by their aliases. */
    record Standing(Optional<String> allowedBy, Optional<String> blockedBy) {
        static final Standing NOWHERE = new Standing(Optional.empty(), Optional.empty());
    }

    Facts scored(int points) {
        return new Facts(payment, shown, counts, listed, lists, limits, points);
    }

    RiskLevel level() {
        if (score >= HIGHEST) return RiskLevel.HIGHEST;
        return score >= ELEVATED ? RiskLevel.ELEVATED : RiskLevel.NORMAL;
    }
}
