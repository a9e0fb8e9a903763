package hawker.network.sim;

import hawker.platform.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cryptograms of the simulated issuers. The CAVV binds a passed challenge to its id, seller,
 * intent, card, amount and currency, so that a result cannot be carried to another payment. The
 * same key signs what the challenge page gets through the browser.
 */
final class CardholderProof {

    private static final int CAVV = 20;

    private final byte[] key;

    CardholderProof(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Whether an authentication was made for this seller, intent, card, amount and currency, and
     * its cryptogram is right.
     */
    boolean fits(Fact made, CardMessage.Proof given, CardMessage.Request request) {
        return made.account() == request.account().number()
                && made.intent().equals(request.intentId())
                && made.method().equals(request.card().method())
                && made.amount() == request.amount().minor()
                && made.currency().equals(request.amount().currency().code())
                && isRight(made, given.cavv());
    }

    /** 20 bytes in hex, for a challenge as the network recorded it. */
    String cavv(Fact challenge) {
        var bound =
                String.join(
                        "\n",
                        "cavv",
                        challenge.authentication(),
                        Long.toString(challenge.account()),
                        challenge.intent(),
                        challenge.method(),
                        Long.toString(challenge.amount()),
                        challenge.currency());
        return HexFormat.of().formatHex(Arrays.copyOf(mac(bound), CAVV));
    }

    boolean isRight(Fact challenge, String cavv) {
        return Secrets.equal(cavv(challenge), cavv);
    }

    /** Signs text that comes back through a browser. */
    String sign(String... parts) {
        var text = "page\n" + String.join("\n", parts);
        return HexFormat.of().formatHex(mac(text));
    }

    private byte[] mac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
