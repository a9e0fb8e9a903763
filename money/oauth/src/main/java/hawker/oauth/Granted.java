package hawker.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;

/**
 * The answer to a code or a refresh token; its secrets are shown here once.
 *
 * @param account the connected one, in the mode of the grant
 */
record Granted(
        AccountId account,
        String accessToken,
        String publishableKey,
        String refreshToken,
        boolean readsOnly) {

    ObjectNode json() {
        return Json.object()
                .put("access_token", accessToken)
                .put("livemode", account.livemode())
                .put("refresh_token", refreshToken)
                .put("token_type", "bearer")
                .put("stripe_publishable_key", publishableKey)
                .put("stripe_user_id", account.text())
                .put("scope", readsOnly ? Asked.READ : Asked.WRITE);
    }

    /** Never a secret: this may end in a log. */
    @Override
    public String toString() {
        return "Granted[" + account + "]";
    }
}
