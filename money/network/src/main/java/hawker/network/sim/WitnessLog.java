package hawker.network.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The network's own book, {@code DATA/witness.jsonl}: one line a message, append-only, each line
 * with the SHA-256 of the one before, forced to disk before any answer of its group leaves. It is
 * the third book of the crash tests (what the client was told, what the ledger says, what the
 * network did), so it shares no code with the other two.
 *
 * <p>After a crash the last line may be half written; it was never answered, so it is cut off. Of a
 * long log only the tail is read back: what is older than that the network has forgotten anyway.
 *
 * <p>Belongs to one thread.
 */
final class WitnessLog implements AutoCloseable {

    /** Bytes read back at start: some 190,000 messages. */
    static final long TAIL = 64L * 1024 * 1024;

    private static final int BUFFER = 1 << 20;
    private static final String NOTHING = "0".repeat(64);

    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private ByteBuffer waiting = ByteBuffer.allocate(BUFFER);
    private String previous = NOTHING;
    private long n;

    private WitnessLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the log and tells what stands in its tail, oldest first. Throws IllegalStateException
     * when a line was changed, or when another network writes this log.
     */
    static WitnessLog open(Path file, long tail, Consumer<Fact> each) {
        try {
            if (!Files.exists(file)) create(file);
            var channel =
                    FileChannel.open(
                            file, EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
            return open(channel, file, tail, each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WitnessLog open(FileChannel channel, Path file, long tail, Consumer<Fact> each)
            throws IOException {
        try {
            lock(channel, file);
            var log = new WitnessLog(channel);
            log.readBack(file, tail, each);
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Two networks on one log would approve the same attempt twice. */
    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) return;
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("this program already writes " + file, e);
        }
        throw new IllegalStateException("another program writes " + file);
    }

    private static void create(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // The new name itself must survive a crash too.
        if (folder != null)
            try (var directory = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
                directory.force(true);
            }
    }

    /** Number of the next line. */
    long next() {
        return n + 1;
    }

    /** Adds a line; it is not durable before {@link #force}. */
    void append(Fact fact) {
        var line = FactJson.line(fact, previous);
        if (waiting.remaining() < line.length + 1) grow(line.length + 1);
        waiting.put(line).put((byte) '\n');
        previous = HexFormat.of().formatHex(digest.digest(line));
        n = fact.n();
    }

    /** Makes everything appended durable: one write and one force for the whole group. */
    void force() throws IOException {
        if (waiting.position() == 0) return;
        waiting.flip();
        while (waiting.hasRemaining()) channel.write(waiting);
        waiting.clear();
        channel.force(false);
    }

    @Override
    public void close() {
        try (channel) {
            force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void grow(int needed) {
        var larger =
                ByteBuffer.allocate(Math.max(waiting.capacity() * 2, waiting.position() + needed));
        waiting.flip();
        waiting = larger.put(waiting);
    }

    private void readBack(Path file, long tail, Consumer<Fact> each) throws IOException {
        long size = channel.size();
        long from = size > tail ? size - tail : 0;
        long whole = from;
        boolean first = true;
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            var lines = new Lines(in);
            // Somewhere in the middle of a line: that one is left out.
            if (from > 0) whole += lines.next().length + 1;
            for (var line = lines.next(); lines.wasWhole(); line = lines.next()) {
                read(line, first, each);
                first = false;
                whole += line.length + 1;
            }
        }
        channel.truncate(whole);
        channel.position(whole);
    }

    private void read(byte[] line, boolean first, Consumer<Fact> each) {
        var parsed = FactJson.parse(new String(line, StandardCharsets.US_ASCII));
        if (!first && !parsed.previous().equals(previous))
            throw new IllegalStateException(
                    "the witness log was changed before line " + parsed.fact().n());
        previous = HexFormat.of().formatHex(digest.digest(line));
        n = parsed.fact().n();
        each.accept(parsed.fact());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
