package hawker.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code Stripe-Signature: t=UNIX,v1=HEX}: HMAC-SHA256 with the whole secret over time, a dot and
 * the body, made anew at each attempt because receivers refuse what is older than five minutes
 * (Stripe docs: webhook signatures).
 */
final class Signature {

    private Signature() {}

    /** Signed with each of the secrets: after a roll the old one counts too for a while. */
    static String header(List<String> secrets, Instant at, byte[] body) {
        long seconds = at.getEpochSecond();
        var header = new StringBuilder("t=").append(seconds);
        for (var secret : secrets) header.append(",v1=").append(v1(secret, seconds, body));
        return header.toString();
    }

    private static String v1(String secret, long seconds, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
