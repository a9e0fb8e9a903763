package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.setups.SetupIntent.Failure;
import hawker.setups.SetupResult.Refusal;
import hawker.vault.ConfirmationToken;

/** What the API says for each refusal and failure. */
final class SetupErrors {

    static final String DEPOSITS = "payment_method_microdeposit_";
    static final String NOT_AUTHENTICATED = "setup_intent_authentication_failure";

    private SetupErrors() {}

    static ApiError of(Refusal reason, String message) {
        return switch (reason) {
            case UNEXPECTED_STATE, NO_METHOD ->
                    ApiError.unexpectedState("setup_intent_unexpected_state", message);
            case NO_SUCH_METHOD -> ApiError.invalid("resource_missing", "payment_method", message);
            case NO_SUCH_CUSTOMER -> ApiError.invalid("resource_missing", "customer", message);
            case METHOD_NOT_ALLOWED -> ApiError.parameterInvalid("payment_method", message);
            case RETURN_URL_MISSING -> ApiError.parameterInvalid("return_url", message);
            case DEPOSITS_WRONG ->
                    ApiError.invalid(message)
                            .code("payment_method_microdeposit_verification_amounts_mismatch");
            case DEPOSIT_CODE_WRONG ->
                    ApiError.invalid(message)
                            .code(
                                    "payment_method_microdeposit_verification_descriptor_code_mismatch");
            case IN_PROGRESS -> ApiError.lockTimeout();
        };
    }

    /** A confirmation token serves once, and for some hours. */
    static ApiError spent(ConfirmationToken token) {
        return ApiError.parameterInvalid(
                SetupParams.TOKEN,
                "The ConfirmationToken "
                        + token.id()
                        + " has expired or has already been used to confirm an intent.");
    }

    /** The 402 of a failed confirmation, with the intent as the caller may see it. */
    static ApiError of(Failure failure, ObjectNode intent) {
        int status = failure.code().startsWith(DEPOSITS) ? 400 : 402;
        var error = new ApiError(status, type(failure), failure.message()).code(failure.code());
        failure.declineCode().ifPresent(error::declineCode);
        var method = Json.parse(failure.method());
        if (!method.isEmpty()) error.with("payment_method", method);
        return error.with("setup_intent", intent);
    }

    /** A failed authentication is no fault of the card, nor are deposits that were not read. */
    static String type(Failure failure) {
        boolean buyers =
                failure.code().equals(NOT_AUTHENTICATED) || failure.code().startsWith(DEPOSITS);
        return buyers ? "invalid_request_error" : "card_error";
    }
}
