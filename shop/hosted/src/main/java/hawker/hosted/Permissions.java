package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;

/**
 * {@code permissions[update_shipping_details]}: who tells where a session's goods go, the script in
 * the seller's page or the seller's server. Where our own page asks the buyer, nobody else does.
 */
final class Permissions {

    static final String NAME = "permissions";
    private static final String SHIPPING = "update_shipping_details";
    private static final String SERVER = "server_only";

    private Permissions() {}

    static Param param() {
        return Param.hash(NAME, Param.oneOf(SHIPPING, "client_only", SERVER));
    }

    static void write(ObjectNode body, Params params) {
        var said = params.hash(NAME).flatMap(p -> p.text(SHIPPING));
        if (said.isEmpty()) return;
        boolean script = Checking.uiMode(params).matches("elements|form");
        if (said.get().equals(SERVER) && !script)
            throw ApiError.parameterInvalid(
                    NAME + "[" + SHIPPING + "]",
                    "`server_only` goes with `ui_mode` elements or form: on our own page the buyer"
                            + " says where to send it.");
        body.putObject(NAME).put(SHIPPING, said.get());
    }

    /** Whether only the seller's server tells the address of delivery. */
    static boolean serverOnly(Session session) {
        return session.body().path(NAME).path(SHIPPING).asText().equals(SERVER);
    }
}
