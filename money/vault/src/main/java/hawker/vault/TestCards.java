package hawker.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The published test cards, by number and by fixed name: the table {@code testcards.tsv} beside
 * this class. Their numbers are public, so they need no vault.
 */
public final class TestCards {

    private static final Set<String> BRANDS =
            Set.of(
                    "amex",
                    "diners",
                    "discover",
                    "eftpos_au",
                    "interac",
                    "jcb",
                    "mastercard",
                    "unionpay",
                    "visa");

    /** Names that the table mentions in its text column only. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of(
                    "pm_card_amex_threeDSecureNotSupported", "pm_card_amex",
                    "pm_card_debit_visaHsaProductCode", "pm_card_debit_visaFsaProductCode");

    private static final List<TestCard> ALL = read();
    private static final Map<String, TestCard> BY_NUMBER = new HashMap<>();
    private static final Map<String, TestCard> BY_NAME = new HashMap<>();

    static {
        for (var card : ALL) {
            BY_NUMBER.putIfAbsent(card.number(), card);
            card.paymentMethod().ifPresent(name -> BY_NAME.putIfAbsent(name, card));
            card.token().ifPresent(name -> BY_NAME.putIfAbsent(name, card));
        }
        OTHER_NAMES.forEach((other, name) ->
                BY_NAME.put(other, Objects.requireNonNull(BY_NAME.get(name), name)));
        for (var known : List.copyOf(BY_NAME.entrySet()))
            BY_NAME.putIfAbsent(otherwise(known.getKey()), known.getValue());
    }

    /**
     * Cards that are refused have been published with their brand in the name and without, at
     * different times: both are in use.
     */
    private static String otherwise(String name) {
        return name.contains("_visa_charge")
                ? name.replace("_visa_charge", "_charge")
                : name.replaceFirst("^(pm_card|tok)_charge", "$1_visa_charge");
    }

    private TestCards() {}

    /** All rows, in the order of the table. */
    public static List<TestCard> all() {
        return ALL;
    }

    /** The first row with this number. */
    public static Optional<TestCard> byNumber(String number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** The row of a fixed name, pm_card_… or tok_…. */
    public static Optional<TestCard> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static List<TestCard> read() {
        var in = TestCards.class.getResourceAsStream("testcards.tsv");
        if (in == null) throw new IllegalStateException("testcards.tsv is not on the class path");
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var rows =
                    reader.lines()
                            .filter(line -> !line.startsWith("#"))
                            .skip(1)
                            .map(line -> line.split("\t", -1))
                            .toList();
            var countries = countries(rows);
            var cards = new ArrayList<TestCard>();
            for (var row : rows) cards.add(card(row, countries));
            return List.copyOf(cards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestCard card(String[] row, Map<String, String> countries) {
        var brands = brands(row[1]);
        return new TestCard(
                row[0],
                brands.getLast(),
                funding(row[1]),
                country(row, countries),
                brands,
                name(row[2], "pm_card_"),
                name(row[3], "tok_"),
                row[4],
                text(row[5]),
                text(row[6]),
                group(row[7]));
    }

    /** "visa debit" → [visa]; "cartes_bancaires/visa" → both, the carrying one last. */
    private static List<String> brands(String text) {
        if (text.contains("discover network")) return List.of("discover");
        var words = List.of(text.split(" ", 2)[0].split("/"));
        if (words.size() > 1) return words;
        return BRANDS.contains(words.getFirst()) ? words : List.of("unknown");
    }

    private static String funding(String brand) {
        if (brand.contains("prepaid")) return "prepaid";
        boolean debit =
                brand.contains("debit")
                        || brand.startsWith("interac")
                        || brand.startsWith("eftpos_au");
        return debit ? "debit" : "credit";
    }

    /**
     * Digits 7 to 9 of a published 40000x number are the country's ISO 3166 number; the table's own
     * country rows say which is which.
     */
    private static Map<String, String> countries(List<String[]> rows) {
        var byDigits = new HashMap<String, String>();
        for (var row : rows) {
            if (row[7].equals("country") && row[0].startsWith("40000"))
                statedCountry(row).ifPresent(c -> byDigits.put(row[0].substring(6, 9), c));
        }
        return byDigits;
    }

    private static String country(String[] row, Map<String, String> countries) {
        var stated = statedCountry(row);
        if (stated.isPresent()) return stated.get();
        return row[0].startsWith("40000")
                ? countries.getOrDefault(row[0].substring(6, 9), "US")
                : "US";
    }

    private static Optional<String> statedCountry(String[] row) {
        int at = row[4].indexOf("card country ");
        return at < 0 ? Optional.empty() : Optional.of(row[4].substring(at + 13, at + 15));
    }

    private static TestCard.Group group(String text) {
        return text.equals("3ds")
                ? TestCard.Group.THREE_D_SECURE
                : TestCard.Group.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Optional<String> name(String text, String prefix) {
        return text.startsWith(prefix) ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
