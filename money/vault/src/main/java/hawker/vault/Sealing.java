package hawker.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import hawker.kernel.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Envelope encryption of card numbers. Every record has a key of its own (AES-256-GCM, 256 random
 * bits), so that a nonce cannot repeat under a key; the record's key is wrapped by the primary of
 * the {@linkplain VaultKeys keyset}. Rotation therefore wraps keys anew and never opens a number.
 *
 * <p>Both encryptions are bound to card id and account as associated data: a ciphertext that
 * somebody moved to another row does not open.
 */
final class Sealing {

    private static final int KEY = 32;

    private final VaultKeys keys;

    Sealing(VaultKeys keys) {
        this.keys = keys;
    }

    /** A number as it is stored. */
    record Sealed(byte[] cipherText, byte[] wrappedKey) {}

    Sealed seal(AccountId account, String cardId, String number) {
        var key = Random.randBytes(KEY);
        var digits = number.getBytes(StandardCharsets.UTF_8);
        try {
            var bound = bound(account, cardId);
            return new Sealed(new AesGcmJce(key).encrypt(digits, bound), keys.wrap(key, bound));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + cardId, e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** The number; throws when the row is not the one it was sealed for, or was changed. */
    String open(AccountId account, String cardId, Sealed sealed) {
        byte[] key = {};
        byte[] digits = {};
        try {
            var bound = bound(account, cardId);
            key = keys.unwrap(sealed.wrappedKey(), bound);
            digits = new AesGcmJce(key).decrypt(sealed.cipherText(), bound);
            return new String(digits, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(cardId, e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** A record's key under the primary of today; the number stays closed. */
    byte[] rewrap(AccountId account, String cardId, byte[] wrappedKey) {
        byte[] key = {};
        try {
            var bound = bound(account, cardId);
            key = keys.unwrap(wrappedKey, bound);
            return keys.wrap(key, bound);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(cardId, e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * A row of the vault does not open: it was changed, moved or sealed under keys that are lost.
     */
    static final class SealBroken extends RuntimeException {
        SealBroken(String cardId, Throwable cause) {
            super("the seal of " + cardId + " does not open", cause);
        }
    }

    private static byte[] bound(AccountId account, String cardId) {
        var id = cardId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + Long.BYTES)
                .put(id)
                .putLong(account.number())
                .array();
    }
}
