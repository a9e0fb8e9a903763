package hawker.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.Random;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;

/**
 * The keys of the vault, in a file of their own apart from the database (PCI DSS 3.6, 3.7): a Tink
 * keyset whose primary wraps the keys of new records while its older keys still open old ones, and
 * the master of the fingerprints, which is never rotated, because a fingerprint must stay equal.
 *
 * <p>The file is made at the first start, readable by its owner only. Losing it loses every card;
 * whoever has it and the database has every card. When another node has rotated the keys, the file
 * is read again as soon as something does not open.
 */
final class VaultKeys {

    private static final int MASTER = 32;
    private static final String NEVER = Instant.EPOCH.toString();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private volatile Loaded loaded;

    /** The file's content, ready for use. */
    private record Loaded(
            KeysetHandle keyset, Aead aead, byte[] fingerprintMaster, Instant rotatedAt) {}

    private VaultKeys(Path file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /** Reads the file, or makes it with new keys. */
    static VaultKeys open(Path file, Instant now) {
        try {
            AeadConfig.register();
            if (!Files.exists(file)) create(file, now);
            return new VaultKeys(file, read(file));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make keys", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] wrap(byte[] key, byte[] bound) throws GeneralSecurityException {
        return loaded.aead().encrypt(key, bound);
    }

    byte[] unwrap(byte[] wrapped, byte[] bound) throws GeneralSecurityException {
        var known = loaded;
        try {
            return known.aead().decrypt(wrapped, bound);
        } catch (GeneralSecurityException unknownKey) {
            var again = read(file);
            if (again.keyset().equalsKeyset(known.keyset())) throw unknownKey;
            loaded = again;
            return again.aead().decrypt(wrapped, bound);
        }
    }

    byte[] fingerprintMaster() {
        return loaded.fingerprintMaster().clone();
    }

    /** Adds a key and makes it the primary; the others go on opening. */
    synchronized void rotate(Instant now) {
        var keys =
                KeysetHandle.newBuilder(loaded.keyset())
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(
                                                PredefinedAeadParameters.AES256_GCM)
                                        .withRandomId()
                                        .makePrimary());
        replace(keys, now);
    }

    /** Destroys every key but the primary: nothing may be wrapped under them any more. */
    synchronized void forgetOld() {
        var keys = KeysetHandle.newBuilder(loaded.keyset());
        for (int i = keys.size() - 1; i >= 0; i--) if (!keys.getAt(i).isPrimary()) keys.deleteAt(i);
        replace(keys, loaded.rotatedAt());
    }

    boolean hasOld() {
        return loaded.keyset().size() > 1;
    }

    Instant rotatedAt() {
        return loaded.rotatedAt();
    }

    /** Whether a record's key is wrapped under the primary: Tink puts the key's id in front. */
    boolean isCurrent(byte[] wrapped) {
        return wrapped.length > 5
                && ByteBuffer.wrap(wrapped, 1, Integer.BYTES).getInt()
                        == loaded.keyset().getPrimary().getId();
    }

    private void replace(KeysetHandle.Builder keys, Instant rotatedAt) {
        try {
            var keyset = keys.setConfiguration(RegistryConfiguration.get()).build();
            write(file, keyset, loaded.fingerprintMaster(), rotatedAt);
            loaded = read(file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot change the keys in " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Loaded read(Path file) {
        try {
            var root = MAPPER.readTree(file.toFile());
            var keyset =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            member(root, file, "wrapping").toString(),
                            RegistryConfiguration.get(),
                            InsecureSecretKeyAccess.get());
            return new Loaded(
                    keyset,
                    keyset.getPrimitive(RegistryConfiguration.get(), Aead.class),
                    Base64.getDecoder().decode(member(root, file, "fingerprint").asText()),
                    Instant.parse(root.path("rotated_at").asText(NEVER)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the keys in " + file, e);
        }
    }

    private static JsonNode member(JsonNode root, Path file, String name) {
        var node = root.get(name);
        if (node == null) throw new IllegalStateException(file + " lacks " + name);
        return node;
    }

    private static void create(Path file, Instant now)
            throws IOException, GeneralSecurityException {
        var keyset =
                KeysetHandle.generateNew(
                        PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        write(file, keyset, Random.randBytes(MASTER), now);
    }

    /**
     * Writes the new file beside its place and moves it there, so that a crash leaves the old one
     * or the new one, whole.
     */
    private static void write(Path file, KeysetHandle keyset, byte[] master, Instant rotatedAt)
            throws IOException, GeneralSecurityException {
        var root = MAPPER.createObjectNode();
        var wrapping =
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        root.set("wrapping", MAPPER.readTree(wrapping));
        root.put("fingerprint", Base64.getEncoder().encodeToString(master));
        root.put("rotated_at", rotatedAt.toString());
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) throw new IllegalArgumentException("no folder for " + file);
        Files.createDirectories(folder, mode("rwx------"));
        var fresh = Files.createTempFile(folder, "vault", ".new", mode("rw-------"));
        var text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
