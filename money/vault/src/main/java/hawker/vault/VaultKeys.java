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
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The keys of the vault, in a file of their own apart from the database (PCI DSS 3.6, 3.7): a Tink
 * keyset whose primary wraps the keys of new records while its older keys still open old ones, and
 * the master of the fingerprints, which is never rotated, because a fingerprint must stay equal.
 *
 * <p>The file is made at the first start, readable by its owner only. Losing it loses every card;
 * whoever has it and the database has every card.
 */
final class VaultKeys {

    private static final int MASTER = 32;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Aead wrapping;
    private final byte[] fingerprintMaster;

    private VaultKeys(KeysetHandle keyset, byte[] fingerprintMaster) {
        this.fingerprintMaster = fingerprintMaster.clone();
        try {
            this.wrapping = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the vault's keyset cannot be used", e);
        }
    }

    /** Reads the file, or makes it with new keys. */
    static VaultKeys open(Path file) {
        try {
            AeadConfig.register();
            if (!Files.exists(file)) create(file);
            var root = MAPPER.readTree(file.toFile());
            var keyset =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            text(root, file, "wrapping"),
                            RegistryConfiguration.get(),
                            InsecureSecretKeyAccess.get());
            var master = Base64.getDecoder().decode(text(root, file, "fingerprint"));
            return new VaultKeys(keyset, master);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the keyset in " + file, e);
        }
    }

    /** Wraps and opens the keys of records. */
    Aead wrapping() {
        return wrapping;
    }

    byte[] fingerprintMaster() {
        return fingerprintMaster.clone();
    }

    private static String text(JsonNode root, Path file, String name) {
        var node = root.get(name);
        if (node == null) throw new IllegalStateException(file + " lacks " + name);
        return node.isTextual() ? node.asText() : node.toString();
    }

    /**
     * Writes the new file beside its place and moves it there, so that a crash leaves none or a
     * whole one.
     */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        var keyset =
                KeysetHandle.generateNew(
                        PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        var root = MAPPER.createObjectNode();
        root.set(
                "wrapping",
                MAPPER.readTree(
                        TinkJsonProtoKeysetFormat.serializeKeyset(
                                keyset,
                                RegistryConfiguration.get(),
                                InsecureSecretKeyAccess.get())));
        root.put("fingerprint", Base64.getEncoder().encodeToString(Random.randBytes(MASTER)));
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) throw new IllegalArgumentException("no folder for " + file);
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var fresh =
                Files.createTempFile(
                        folder,
                        "vault",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.write(
                fresh,
                MAPPER.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(root)
                        .getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.SYNC);
        move(fresh, file);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            Files.move(from, to);
        }
    }
}
