package hawker.oauth;

/** A refusal in OAuth's own form (RFC 6749 §5.2), which is not that of the other API. */
final class OauthException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;

    private OauthException(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    /** Something is missing or makes no sense. */
    static OauthException request(String description) {
        return new OauthException(400, "invalid_request", description);
    }

    /** The caller is not who it says, or the account is not connected to it. */
    static OauthException client(String description) {
        return new OauthException(401, "invalid_client", description);
    }

    /** A code or a refresh token that is unknown, used, old or another platform's. */
    static OauthException grant(String description) {
        return new OauthException(400, "invalid_grant", description);
    }

    static OauthException grantType(String description) {
        return new OauthException(400, "unsupported_grant_type", description);
    }

    static OauthException responseType() {
        return new OauthException(
                400, "unsupported_response_type", "Only the response type 'code' is supported");
    }

    static OauthException scope(String wanted) {
        return new OauthException(
                400, "invalid_scope", "Invalid scope provided: " + shortened(wanted));
    }

    /** What came from outside, short enough for a message. */
    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    int status() {
        return status;
    }

    /** {@code invalid_grant} and the like. */
    String error() {
        return error;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
