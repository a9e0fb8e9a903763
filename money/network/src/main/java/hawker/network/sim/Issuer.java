package hawker.network.sim;

import hawker.network.Authorization.Authenticate;
import hawker.network.ResponseCode;
import hawker.vault.TestCard;
import hawker.vault.TestCards;
import java.util.Optional;

/**
 * What the issuers of the test cards say (docs: testing; money.md §9, points 4 and 5). Pure: the
 * same request in the same circumstances gets the same ruling. A number outside the table is
 * approved.
 */
final class Issuer {

    private Issuer() {}

    /**
     * @param code response code
     * @param challenge the issuer wants to see the buyer first; the code says nothing then
     * @param checks three letters, see {@link Fact}
     * @param note see {@link Fact}
     */
    record Ruling(String code, boolean challenge, String checks, String note) {}

    /**
     * @param authenticated the request brings a good authentication along
     * @param wasSetUp the payment method was set up with this seller before
     */
    static Ruling rule(CardMessage.Request request, boolean authenticated, boolean wasSetUp) {
        var checks = checks(request.card());
        boolean vouches = authenticated || request.authenticate() == Authenticate.PROVEN;
        var note = note(request, vouches);
        if (request.forced().isPresent())
            return new Ruling(request.forced().get(), false, checks, note);
        if (!authenticated) {
            var need = ThreeDSecureRules.need(request, wasSetUp);
            switch (need) {
                case CHALLENGE -> {
                    return new Ruling("", true, checks, note);
                }
                case ABSENT_BUYER -> {
                    return new Ruling(ResponseCode.AUTHENTICATION_REQUIRED, false, checks, note);
                }
                case LOOKUP_FAILED -> {
                    return new Ruling("05", false, checks, note);
                }
                case LOOKUP_ERROR -> {
                    return new Ruling("96", false, checks, note);
                }
                case NONE -> {}
            }
        }
        return new Ruling(code(request), false, checks, note);
    }

    private static String code(CardMessage.Request request) {
        boolean verifies = request.amount().isZero();
        return switch (request.card().last4()) {
            case "0341", "9912", "9920" -> verifies ? ResponseCode.APPROVED : stored(request);
            case "0127" -> request.card().hasCvc() ? "N7" : ResponseCode.APPROVED;
            default ->
                    TestCards.byNumber(request.card().number())
                            .filter(card -> !(verifies && card.group() == TestCard.Group.RISK))
                            .map(Issuer::code)
                            .orElse(ResponseCode.APPROVED);
        };
    }

    private static String stored(CardMessage.Request request) {
        return TestCards.byNumber(request.card().number())
                .map(Issuer::code)
                .orElse(ResponseCode.APPROVED);
    }

    /** The network's code for the outcome that the table gives in Stripe's words. */
    private static String code(TestCard card) {
        if (card.group() == TestCard.Group.THREE_D_SECURE && card.last4().equals("1629"))
            return "05";
        return switch (card.group()) {
            case DECLINE, RISK -> code(card.errorCode(), card.declineCode());
            case THREE_D_SECURE ->
                    card.declineCode().equals(Optional.of("insufficient_funds"))
                            ? "51"
                            : ResponseCode.APPROVED;
            case SUCCESS, BALANCE, DISPUTE, REFUND, CAPTCHA, PAYOUT, CONNECT, TERMINAL, COUNTRY ->
                    ResponseCode.APPROVED;
        };
    }

    private static String code(Optional<String> errorCode, Optional<String> declineCode) {
        return switch (declineCode.or(() -> errorCode).orElse("")) {
            case "" -> ResponseCode.APPROVED;
            case "insufficient_funds" -> "51";
            case "lost_card" -> "41";
            case "stolen_card" -> "43";
            case "fraudulent" -> "59";
            case "card_velocity_exceeded" -> "61";
            case "expired_card" -> "54";
            case "incorrect_cvc" -> "N7";
            case "incorrect_number" -> "14";
            case "processing_error" -> "96";
            default -> "05";
        };
    }

    private static String checks(CardMessage.Card card) {
        var row = TestCards.byNumber(card.number());
        var says = row.map(TestCard::outcome).orElse("");
        boolean line1 = card.hasLine1();
        boolean postal = card.hasPostalCode();
        boolean unavailable = says.startsWith("address checks unavailable");
        boolean failsLine1 = says.startsWith("line1");
        boolean failsPostal = says.startsWith("postal check") || says.contains("and postal checks");
        var text = new StringBuilder(3);
        text.append(check(line1 || (failsLine1 && card.checkAll()), failsLine1, unavailable));
        text.append(check(postal || (failsPostal && card.checkAll()), failsPostal, unavailable));
        boolean failsCvc = says.startsWith("cvc check fails") || card.last4().equals("0127");
        return text.append(check(card.hasCvc(), failsCvc, false)).toString();
    }

    private static char check(boolean given, boolean fails, boolean unavailable) {
        if (!given) return '-';
        if (unavailable) return 'U';
        return fails ? 'F' : 'P';
    }

    private static String note(CardMessage.Request request, boolean authenticated) {
        var note =
                switch (request.card().last4()) {
                    case "0077", "0278" -> Fact.FUNDS_NOW;
                    case "7726" -> Fact.REFUND_PENDING;
                    case "5126" -> Fact.REFUND_FAILS;
                    // A cardholder who proved to be there cannot say it was somebody else.
                    case "0259" -> authenticated ? "" : Cases.DISPUTE_FRAUD;
                    case "0038" -> authenticated ? "" : Cases.DISPUTE_PROVABLE;
                    case "2685" -> Cases.DISPUTE_NOT_RECEIVED;
                    case "1976" -> Cases.INQUIRY;
                    case "0079" -> Cases.DISPUTE_TWICE;
                    case "0779" -> Cases.DISPUTE_COMPLIANCE;
                    case "5423" -> Cases.FRAUD_REPORT;
                    default -> "";
                };
        boolean published = TestCards.byNumber(request.card().number()).isPresent();
        var known = published ? note : "";
        return request.setUp() ? (known + " " + Fact.SET_UP).trim() : known;
    }

    /** Whether a request asks for authentication in so many words. */
    static boolean asks(Authenticate authenticate) {
        return authenticate == Authenticate.ANY || authenticate == Authenticate.CHALLENGE;
    }
}
