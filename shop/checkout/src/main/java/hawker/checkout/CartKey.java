package hawker.checkout;

import hawker.kernel.IdCodec;
import hawker.kernel.UserId;
import java.util.Optional;

/**
 * Whose cart: a person's (guest is empty), or that of whoever holds a guest's secret. The number in
 * the secret only says where the rows lie.
 */
record CartKey(UserId user, String guest) {

    static final String PREFIX = "gst";

    static CartKey of(UserId person) {
        return new CartKey(person, "");
    }

    /** A guest by the cookie; empty if it cannot be one of ours. */
    static Optional<CartKey> ofGuest(String secret) {
        if (!secret.startsWith(PREFIX + "_2")) return Optional.empty();
        return IdCodec.user(secret).map(user -> new CartKey(user, secret));
    }
}
