package hawker.network.sim;

import hawker.vault.TestCard;
import hawker.vault.TestCards;

/**
 * Which test cards want to see their buyer (docs: testing, 3-D Secure; stripe.md §3.2), for a
 * request that brings no authentication along.
 */
final class ThreeDSecureRules {

    /** What has to happen first. */
    enum Need {
        NONE,
        CHALLENGE,
        /** A challenge is needed and the buyer is not there. */
        ABSENT_BUYER,
        /** The card's directory cannot be asked: the issuer declines. */
        LOOKUP_FAILED,
        /** The card's directory answers with an error. */
        LOOKUP_ERROR
    }

    private ThreeDSecureRules() {}

    static Need need(CardMessage.Request request, boolean wasSetUp) {
        var card = TestCards.byNumber(request.card().number());
        if (card.isEmpty() || isPlainVerification(request)) return Need.NONE;
        return switch (request.authenticate()) {
            case EXEMPT, PROVEN -> Need.NONE;
            case UNPROVEN -> unasked(need(request, card.get(), wasSetUp));
            case AUTOMATIC, ANY, CHALLENGE -> need(request, card.get(), wasSetUp);
        };
    }

    /** Whoever asked elsewhere shows the page there: here it can only be said that it is needed. */
    private static Need unasked(Need need) {
        return need == Need.CHALLENGE ? Need.ABSENT_BUYER : need;
    }

    private static Need need(CardMessage.Request request, TestCard card, boolean wasSetUp) {
        return switch (card.group()) {
            case THREE_D_SECURE -> threeDSecure(request, card, wasSetUp);
            case CAPTCHA -> seenOrAbsent(request);
            case SUCCESS,
                    BALANCE,
                    DECLINE,
                    RISK,
                    DISPUTE,
                    REFUND,
                    PAYOUT,
                    CONNECT,
                    TERMINAL,
                    COUNTRY ->
                    Need.NONE;
        };
    }

    /** Attaching a card asks whether it is good, and troubles nobody. */
    private static boolean isPlainVerification(CardMessage.Request request) {
        return request.amount().isZero() && !request.setUp();
    }

    private static Need threeDSecure(CardMessage.Request request, TestCard card, boolean wasSetUp) {
        return switch (card.last4()) {
            case "3155" -> request.offSession() && wasSetUp ? Need.NONE : seenOrAbsent(request);
            case "0446" -> request.offSession() ? Need.NONE : Need.CHALLENGE;
            // Declined for lack of funds with or without its buyer.
            case "3178" -> request.offSession() ? Need.NONE : Need.CHALLENGE;
            case "1280" -> Need.LOOKUP_FAILED;
            case "3055" -> Issuer.asks(request.authenticate()) ? seenOrAbsent(request) : Need.NONE;
            case "3097" -> Issuer.asks(request.authenticate()) ? Need.LOOKUP_ERROR : Need.NONE;
            default -> seenOrAbsent(request);
        };
    }

    private static Need seenOrAbsent(CardMessage.Request request) {
        return request.offSession() ? Need.ABSENT_BUYER : Need.CHALLENGE;
    }
}
