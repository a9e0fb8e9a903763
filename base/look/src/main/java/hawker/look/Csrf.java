package hawker.look;

import hawker.platform.Secrets;
import hawker.web.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token that each form of a session carries: a salt and HMAC-SHA256 of it under the session's
 * secret, which only that browser and we know. The salt differs from page to page, so that a
 * compressed page does not give the token away (BREACH).
 */
public final class Csrf {

    /** The form field; htmx sends it as the header {@code X-CSRF-Token}. */
    public static final String FIELD = "csrf";

    private static final String HEADER = "x-csrf-token";

    private Csrf() {}

    /**
     * A token for the forms of the page that answers this request.
     *
     * @param secret the session token out of the cookie, of at least 128 random bits
     */
    public static String token(Request request, String secret) {
        return signed(request.id(), secret);
    }

    /** Whether a request brings a token of this session, in the form or the header. */
    public static boolean isValid(Request request, String secret) {
        var given = request.header(HEADER).or(() -> request.formParam(FIELD)).orElse("");
        int dot = given.indexOf('.');
        return dot > 0 && Secrets.equal(given, signed(given.substring(0, dot), secret));
    }

    private static String signed(String salt, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = ("csrf " + secret).getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var digest = mac.doFinal(salt.getBytes(StandardCharsets.UTF_8));
            return salt + "." + HexFormat.of().formatHex(digest, 0, 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
