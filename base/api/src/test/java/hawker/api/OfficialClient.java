package hawker.api;

import com.stripe.StripeClient;

/** For tests of rooms: the official SDK, which asks once. */
public final class OfficialClient {

    private OfficialClient() {}

    public static StripeClient of(ServedApi api, String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(api.origin())
                .setMaxNetworkRetries(0)
                .build();
    }
}
