package hawker.payments;

import hawker.api.ApiError;

/** What the API says for each refusal: status, code and parameter. */
final class Refusals {

    private static final String UNEXPECTED = "payment_intent_unexpected_state";

    private Refusals() {}

    static ApiError error(Refusal reason, String message) {
        return switch (reason) {
            case AMOUNT_TOO_SMALL -> coded("amount_too_small", "amount", message);
            case AMOUNT_TOO_LARGE, REFUND_TOO_LARGE -> coded("amount_too_large", "amount", message);
            case AMOUNT_STEP -> coded("parameter_invalid_integer", "amount", message);
            case CURRENCY_CLOSED -> ApiError.parameterInvalid("currency", message);
            case CHARGES_DISABLED -> ApiError.invalid(message).code("charge_not_allowed");
            case FEE_TOO_LARGE -> ApiError.parameterInvalid("application_fee_amount", message);
            case PART_TOO_LARGE -> ApiError.parameterInvalid("transfer_data[amount]", message);
            case NO_SUCH_CUSTOMER -> coded("resource_missing", "customer", message);
            case NO_SUCH_METHOD -> coded("resource_missing", "payment_method", message);
            case METHOD_OF_ANOTHER -> ApiError.parameterInvalid("payment_method", message);
            case METHOD_DETACHED ->
                    coded("payment_method_unexpected_state", "payment_method", message);
            case METHOD_NOT_ALLOWED ->
                    coded("payment_intent_incompatible_payment_method", "payment_method", message);
            case SOURCE_NOT_CHARGEABLE -> ApiError.parameterInvalid("source", message);
            case MANDATE_INVALID -> coded("payment_intent_mandate_invalid", "mandate", message);
            case DEPOSITS_WRONG ->
                    ApiError.invalid(message)
                            .code("payment_method_microdeposit_verification_amounts_mismatch");
            case DEPOSIT_CODE_WRONG ->
                    ApiError.invalid(message)
                            .code(
                                    "payment_method_microdeposit_verification_descriptor_code_mismatch");
            case NO_METHOD -> ApiError.unexpectedState(UNEXPECTED, message);
            case RETURN_URL_MISSING -> ApiError.parameterInvalid("return_url", message);
            case IN_PROGRESS -> ApiError.lockTimeout();
            case UNEXPECTED_STATE, ALREADY_CAPTURED ->
                    ApiError.unexpectedState(UNEXPECTED, message);
            case CAPTURE_TOO_LARGE -> coded("amount_too_large", "amount_to_capture", message);
            case NOT_RAISABLE -> ApiError.invalid(message);
            case RAISE_TOO_SMALL -> ApiError.parameterInvalid("amount", message);
            case AUTHORIZATION_EXPIRED ->
                    ApiError.unexpectedState("charge_expired_for_capture", message);
            case ALREADY_REFUNDED -> ApiError.unexpectedState("charge_already_refunded", message);
            case NO_TRANSFER -> ApiError.parameterInvalid("reverse_transfer", message);
            case NO_FEE -> ApiError.parameterInvalid("refund_application_fee", message);
            case NOT_REFUNDABLE, NOT_CHARGED ->
                    ApiError.unexpectedState("charge_not_refundable", message);
            case CHARGE_DISPUTED -> ApiError.unexpectedState("charge_disputed", message);
            case READER_NEEDED -> ApiError.invalid(message);
            case NOBODY_TO_ASK -> ApiError.parameterInvalid("instructions_email", message);
            case NO_RAIL -> ApiError.parameterInvalid("currency", message);
            case CASH_INSUFFICIENT -> coded("insufficient_funds", "amount", message);
            case NOT_CANCELABLE -> ApiError.invalid(message);
            case NO_SUCH_CHARGE -> coded("resource_missing", "charge", message);
            case NO_SUCH_INTENT -> coded("resource_missing", "payment_intent", message);
        };
    }

    private static ApiError coded(String code, String param, String message) {
        return ApiError.invalid(code, param, message);
    }
}
