package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A clearing file: a head with day and number, a line for each movement of money, a trailer that
 * counts and sums them and carries the SHA-256 of all before it. Fields are separated by {@code |}:
 *
 * <pre>
 * H|2026-11-22|20779
 * C|C000000000017|99|ch_1…|ch_1…|000000000017|2000|usd|0   type, id, seller, subject, attempt, reference, amount, currency, interchange
 * T|1|C:usd=2000|9f86d0…
 * </pre>
 *
 * A file can be read as often as one likes; {@link #damage} tells whether it is whole.
 */
public final class ClearingFile {

    private static final int FIELDS = 9;

    /** What a line says. */
    public enum Type {
        /** A payment: the network pays it to us. */
        PRESENTED('C', true),
        /** Given back to a card: the network takes it from us. */
        REFUNDED('R', false),
        /** A cardholder's bank took a payment back. */
        CHARGED_BACK('B', false),
        /** The seller won: a payment that was taken back comes again. */
        RETURNED('P', true);

        private final char code;
        private final boolean pays;

        Type(char code, boolean pays) {
            this.code = code;
            this.pays = pays;
        }

        public char code() {
            return code;
        }

        /** Whether the network pays, and does not take. */
        public boolean pays() {
            return pays;
        }

        static Type of(String code) {
            for (var type : values())
                if (code.length() == 1 && code.charAt(0) == type.code) return type;
            throw new IllegalArgumentException("no type of line: " + code);
        }
    }

    /**
     * One movement of money.
     *
     * @param id the network's own, never used again
     * @param subject what our side calls it: the attempt, the refund's advice, the case
     * @param attempt the payment that it is about
     * @param reference the network's, for asking a person there
     * @param interchange what issuers keep of a payment before we are paid
     */
    public record Line(
            Type type,
            String id,
            AccountId account,
            String subject,
            String attempt,
            String reference,
            Money amount,
            Money interchange) {

        public Line {
            if (!amount.isPositive() || interchange.isNegative())
                throw new IllegalArgumentException("not an amount to clear: " + amount);
            if (interchange.compareTo(amount) > 0)
                throw new IllegalArgumentException("more interchange than payment: " + id);
        }

        /** As it stands in a file, without its end. */
        public String text() {
            return String.join(
                    "|",
                    String.valueOf(type.code()),
                    id,
                    String.valueOf(account.number()),
                    subject,
                    attempt,
                    reference,
                    String.valueOf(amount.minor()),
                    amount.currency().code(),
                    String.valueOf(interchange.minor()));
        }

        /** Reads a line; throws IllegalArgumentException if it is none. */
        static Line parse(String text) {
            var fields = text.split("\\|", -1);
            if (fields.length != FIELDS)
                throw new IllegalArgumentException("not a line of a clearing file: " + text);
            var currency = Currency.of(fields[7]);
            return new Line(
                    Type.of(fields[0]),
                    fields[1],
                    new AccountId(Long.parseLong(fields[2])),
                    fields[3],
                    fields[4],
                    fields[5],
                    Money.of(Long.parseLong(fields[6]), currency),
                    Money.of(Long.parseLong(fields[8]), currency));
        }
    }

    /** Counts and sums as a trailer has them; whoever writes a file uses it too. */
    public static final class Trailer {
        private final MessageDigest digest = sha256();
        private final Map<String, Long> sums = new TreeMap<>();
        private long count;

        /** The head or a line, as it stands in the file. */
        public void add(String text) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }

        /** A line, besides its text. */
        public void count(Line line) {
            count++;
            var of = line.type().code() + ":" + line.amount().currency().code();
            sums.merge(of, line.amount().minor(), Math::addExact);
        }

        public String text() {
            var each = new java.util.StringJoiner(",");
            sums.forEach((of, sum) -> each.add(of + "=" + sum));
            return "T|" + count + "|" + each + "|" + HexFormat.of().formatHex(digest.digest());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private final LocalDate day;
    private final Path path;

    public ClearingFile(LocalDate day, Path path) {
        this.day = day;
        this.path = path;
    }

    public LocalDate day() {
        return day;
    }

    /** Its first line. */
    public static String head(LocalDate day) {
        return "H|" + day + "|" + day.toEpochDay();
    }

    /** Why it cannot be believed; empty if it is whole. Reads all of it. */
    public Optional<String> damage() {
        var trailer = new Trailer();
        try (var lines = Files.newBufferedReader(path)) {
            var head = lines.readLine();
            if (head == null || !head.equals(head(day)))
                return Optional.of("its head is not that of " + day);
            trailer.add(head);
            return body(lines, trailer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            return Optional.of("a line cannot be read: " + wrong.getMessage());
        }
    }

    private static Optional<String> body(BufferedReader lines, Trailer trailer) throws IOException {
        for (var text = lines.readLine(); text != null; text = lines.readLine()) {
            if (text.startsWith("T|")) {
                if (!text.equals(trailer.text()))
                    return Optional.of("its trailer does not fit its lines");
                return lines.readLine() == null
                        ? Optional.empty()
                        : Optional.of("something follows its trailer");
            }
            trailer.count(Line.parse(text));
            trailer.add(text);
        }
        return Optional.of("it has no trailer");
    }

    /** Hands over its lines in their order. */
    public void forEach(Consumer<Line> each) {
        try (var lines = Files.newBufferedReader(path)) {
            lines.readLine();
            for (var text = lines.readLine();
                    text != null && !text.startsWith("T|");
                    text = lines.readLine()) each.accept(Line.parse(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
