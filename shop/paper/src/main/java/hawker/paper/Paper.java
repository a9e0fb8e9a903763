package hawker.paper;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An invoice or a receipt, as it is to be printed: all texts and amounts as people read them. Texts
 * are of sellers and buyers and are drawn, never read.
 *
 * @param made when it became final; it is written into the file, so that it stays the same
 * @param mark across the first page: "Void", "Draft"
 * @param seller the name over all, once more large
 * @param parties who sells, who buys, where it goes: side by side
 * @param payments what was paid and how, under the sums
 */
public record Paper(
        Size size,
        Instant made,
        String title,
        Optional<String> mark,
        String seller,
        List<Pair> facts,
        List<Party> parties,
        Headline headline,
        List<Item> items,
        List<Sum> sums,
        List<Payment> payments,
        String footer) {

    /** Of the sheet, in points of 1/72 inch. */
    public enum Size {
        A4(595.276f, 841.89f),
        LETTER(612, 792);

        private final float width;
        private final float height;

        Size(float width, float height) {
            this.width = width;
            this.height = height;
        }

        float width() {
            return width;
        }

        float height() {
            return height;
        }

        /** What {@code page_size} of an invoice says; for "auto" what its seller's country uses. */
        public static Size of(String said, String country) {
            return switch (said) {
                case "a4" -> A4;
                case "letter" -> LETTER;
                default ->
                        List.of("US", "CA", "MX", "PH", "CL", "CO", "VE").contains(country)
                                ? LETTER
                                : A4;
            };
        }
    }

    /** A word and what it is. */
    public record Pair(String label, String value) {}

    /** Somebody, or somewhere: the first line stands out. */
    public record Party(String label, List<String> lines) {
        public Party {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What it comes to, large.
     *
     * @param link words that lead to a page
     */
    public record Headline(String text, Optional<Link> link, String memo) {}

    public record Link(String text, String url) {}

    /**
     * What was sold.
     *
     * @param note small below it: a period
     */
    public record Item(
            String description, String note, String quantity, String unit, String amount) {}

    /**
     * @param strong the last word
     */
    public record Sum(String label, String amount, boolean strong) {}

    public record Payment(String at, String method, String amount) {}

    public Paper {
        facts = List.copyOf(facts);
        parties = List.copyOf(parties);
        items = List.copyOf(items);
        sums = List.copyOf(sums);
        payments = List.copyOf(payments);
    }
}
