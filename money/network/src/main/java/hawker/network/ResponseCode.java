package hawker.network;

import java.util.Optional;

/**
 * Response codes of the network (ISO 8583 field 39, our profile) and what they are called at
 * Stripe.
 *
 * @param code Stripe's error code
 * @param declineCode Stripe's decline code, where there is one
 * @param message for the buyer
 * @param adviceCode what may be done next: try_again_later, do_not_try_again, confirm_card_data
 */
public record ResponseCode(
        String code, Optional<String> declineCode, String message, Optional<String> adviceCode) {

    public static final String APPROVED = "00";
    public static final String INVALID_AMOUNT = "13";
    public static final String UNKNOWN_RECORD = "25";
    public static final String REPEATED = "94";
    public static final String AUTHENTICATION_REQUIRED = "1A";

    private static final String DECLINED = "Your card was declined.";
    private static final String LATER = "try_again_later";
    private static final String NEVER = "do_not_try_again";
    private static final String CONFIRM = "confirm_card_data";

    /**
     * What a code other than {@link #APPROVED} means; codes we do not know are generic declines.
     */
    public static ResponseCode of(String networkCode) {
        return switch (networkCode) {
            case "51" -> declined("insufficient_funds", "Your card has insufficient funds.", LATER);
            case "41" -> declined("lost_card", DECLINED, NEVER);
            case "43" -> declined("stolen_card", DECLINED, NEVER);
            case "59" -> declined("fraudulent", DECLINED, NEVER);
            case "61", "65" ->
                    declined(
                            "card_velocity_exceeded",
                            "Your card was declined for making repeated attempts too frequently or"
                                    + " exceeding its amount limit.",
                            LATER);
            case "54" -> own("expired_card", "Your card has expired.", CONFIRM);
            case "N7" -> own("incorrect_cvc", "Your card's security code is incorrect.", CONFIRM);
            case "14" -> own("incorrect_number", "Your card number is incorrect.", CONFIRM);
            case AUTHENTICATION_REQUIRED ->
                    new ResponseCode(
                            "authentication_required",
                            Optional.of("authentication_required"),
                            "Your card was declined. This transaction requires authentication.",
                            Optional.empty());
            case "12", INVALID_AMOUNT, "30", "91", REPEATED, "96" ->
                    own(
                            "processing_error",
                            "An error occurred while processing your card. Try again in a little"
                                    + " bit.",
                            LATER);
            default -> declined("generic_decline", DECLINED, LATER);
        };
    }

    /** Refused by a rule of ours, before the network. */
    public static ResponseCode refused(String declineCode, String message) {
        return declined(declineCode, message, NEVER);
    }

    private static ResponseCode declined(String declineCode, String message, String advice) {
        return new ResponseCode(
                "card_declined", Optional.of(declineCode), message, Optional.of(advice));
    }

    private static ResponseCode own(String code, String message, String advice) {
        return new ResponseCode(code, Optional.empty(), message, Optional.of(advice));
    }
}
