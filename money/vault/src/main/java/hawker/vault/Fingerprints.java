package hawker.vault;

import hawker.kernel.AccountId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A keyed hash of a card number (PCI DSS 3.5.1.1): equal cards are equal within a platform and its
 * connected accounts, and cannot be joined across platforms, because each platform has its own key,
 * derived by HKDF from the master.
 */
final class Fingerprints {

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 16;
    private static final int MOST_KEYS = 10_000;

    private final byte[] master;
    private final UnaryOperator<AccountId> platformOf;
    private final Map<AccountId, SecretKey> keys = new ConcurrentHashMap<>();

    /**
     * @param platformOf the account whose platform key counts: of a connected account its platform
     */
    Fingerprints(byte[] master, UnaryOperator<AccountId> platformOf) {
        this.master = master.clone();
        this.platformOf = platformOf;
    }

    /** 16 characters. */
    String of(AccountId account, String number) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key(platformOf.apply(account)));
            return text(mac.doFinal(number.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKey key(AccountId platform) {
        if (keys.size() > MOST_KEYS) keys.clear();
        return keys.computeIfAbsent(platform, this::derive);
    }

    private SecretKey derive(AccountId platform) {
        var info = "hawker card fingerprint " + platform.number();
        var derivation =
                HKDFParameterSpec.ofExtract()
                        .addIKM(master)
                        .thenExpand(info.getBytes(StandardCharsets.UTF_8), 32);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", derivation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] hash) {
        var rest = new BigInteger(1, hash);
        var base = BigInteger.valueOf(ALPHABET.length());
        var out = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            var step = rest.divideAndRemainder(base);
            out.append(ALPHABET.charAt(step[1].intValue()));
            rest = step[0];
        }
        return out.toString();
    }
}
