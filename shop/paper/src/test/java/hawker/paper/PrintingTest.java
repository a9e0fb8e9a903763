package hawker.paper;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.paper.Paper.Headline;
import hawker.paper.Paper.Item;
import hawker.paper.Paper.Link;
import hawker.paper.Paper.Pair;
import hawker.paper.Paper.Party;
import hawker.paper.Paper.Payment;
import hawker.paper.Paper.Size;
import hawker.paper.Paper.Sum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What stands on paper is read back from its file. */
class PrintingTest {

    private static final Typeface TYPEFACE = new Typeface();
    private static final Instant MADE = Instant.parse("2026-11-30T10:00:00Z");

    private static Paper paper(String seller, List<Item> items, String memo) {
        return new Paper(
                Size.A4,
                MADE,
                "Invoice",
                Optional.empty(),
                seller,
                List.of(new Pair("Invoice number", "ABCD-0001"), new Pair("Date", "30 Nov 2026")),
                List.of(
                        new Party("", List.of(seller, "1 Main Street", "Berlin")),
                        new Party("Bill to", List.of("Ada Lovelace", "ada@example.com"))),
                new Headline(
                        "$20.00 due 7 December 2026",
                        Optional.of(new Link("Pay online", "https://pages.test/i/in_1/t")),
                        memo),
                items,
                List.of(
                        new Sum("Subtotal", "$25.00", false),
                        new Sum("Friends (20% off)", "-$5.00", false),
                        new Sum("Amount due", "$20.00", true)),
                List.of(new Payment("30 Nov 2026", "Visa", "$20.00")),
                "Thank you.");
    }

    private static Item item(String description) {
        return new Item(description, "1 Dec 2026 – 1 Jan 2027", "2", "$12.50", "$25.00");
    }

    private static byte[] printed(Paper paper) {
        return new Printing(TYPEFACE, paper).pdf();
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            var reader = new PDFTextStripper();
            reader.setSortByPosition(true);
            return reader.getText(document);
        }
    }

    /** Leaves a picture's source where somebody wants to look at it. */
    private static byte[] seen(String name, byte[] pdf) throws IOException {
        var folder = System.getenv("HAWKER_PICTURES");
        if (folder != null) {
            Files.createDirectories(Path.of(folder));
            Files.write(Path.of(folder, name + ".pdf"), pdf);
        }
        return pdf;
    }

    @Test
    void all_that_is_said_can_be_read() throws IOException {
        var pdf = seen("paper", printed(paper("Owl Books", List.of(item("Reading")), "For you")));
        assertThat(text(pdf))
                .contains("Invoice", "Invoice number ABCD-0001", "Owl Books", "Bill to")
                .contains("Ada Lovelace", "$20.00 due 7 December 2026", "Pay online", "For you")
                .contains("Reading 2 $12.50 $25.00", "1 Dec 2026 – 1 Jan 2027")
                .contains("Friends (20% off) -$5.00", "Amount due $20.00", "Payment history")
                .contains("Thank you.", "Page 1 of 1");
    }

    @Test
    void the_same_paper_is_the_same_bytes() {
        var paper = paper("Owl Books", List.of(item("Reading 読書")), "");
        assertThat(printed(paper)).isEqualTo(printed(paper));
        assertThat(new Printing(new Typeface(), paper).pdf()).isEqualTo(printed(paper));
        assertThat(printed(paper("Owl", List.of(), ""))).isNotEqualTo(printed(paper));
    }

    @Test
    void a_long_table_goes_over_pages_and_loses_nothing() throws IOException {
        var items = new ArrayList<Item>();
        for (int i = 1; i <= 120; i++) items.add(item("Thing no. " + i + ";"));
        var pdf = seen("paper-long", printed(paper("Owl Books", items, "")));
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
        }
        var text = text(pdf);
        for (int i = 1; i <= 120; i++) assertThat(text).contains("Thing no. " + i + ";");
        assertThat(text).contains("Page 4 of");
        assertThat(text.split("Unit price", -1).length).isGreaterThan(3);
    }

    @Test
    void letters_of_many_scripts_are_drawn() throws IOException {
        var words =
                List.of(
                        "Łódź Příliš žluťoučký",
                        "Ελληνικά",
                        "Кофе в зёрнах",
                        "日本語の請求書",
                        "简体中文发票",
                        "한국어 청구서",
                        "ภาษาไทย",
                        "Հայերեն",
                        "ქართული");
        var pdf =
                seen(
                        "paper-scripts",
                        printed(
                                paper(
                                        "東京ブックス",
                                        words.stream().map(PrintingTest::item).toList(),
                                        "فاتورة رقم 12 شكرا لكم\nחשבונית מס 34")));
        var text = text(pdf);
        for (var word : words) assertThat(text).contains(word);
        assertThat(text).contains("東京ブックス").contains("חשבונית");
    }

    @Test
    void arabic_is_joined_and_stands_from_right_to_left() {
        // Beh, yeh, teh: initial, medial, final; drawn from the left the last comes first.
        assertThat(Writing.joined("بيت")).isEqualTo("ﺑﻴﺖ");
        assertThat(Writing.drawn("بيت")).isEqualTo("ﺖﻴﺑ");
        assertThat(Writing.joined("سلام")).isEqualTo("ﺳﻼﻡ");
        assertThat(Writing.drawn("abc (12) חנות")).isEqualTo("abc (12) תונח");
        assertThat(Writing.drawn("חנות (12)")).isEqualTo("(12) תונח");
    }

    @Test
    void what_people_typed_is_only_text() throws IOException {
        var odd = "(Tj) ET \\) <</JS (app.alert(1))>> endstream \u202Eevil\u0000\u0007 <b>x</b>";
        var pdf = printed(paper(odd, List.of(item(odd), item("")), "a\n\n\tb ".repeat(30)));
        assertThat(text(pdf)).contains("<b>x</b>").doesNotContain("\u202E");
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getOpenAction()).isNull();
            assertThat(links(document)).containsExactly("https://pages.test/i/in_1/t");
        }
    }

    private static List<String> links(PDDocument document) throws IOException {
        var found = new ArrayList<String>();
        for (var page : document.getPages())
            for (var annotation : page.getAnnotations())
                if (annotation instanceof PDAnnotationLink link
                        && link.getAction() instanceof PDActionURI action)
                    found.add(action.getURI());
        return found;
    }

    @Test
    void words_longer_than_a_line_are_broken() throws IOException {
        var long_ = "W".repeat(400);
        var text = text(printed(paper(long_, List.of(item(long_)), long_)));
        assertThat(text.chars().filter(c -> c == 'W').count()).isGreaterThan(800);
        assertThat(Writing.lines("aaa bbb", 3, 9, String::length)).containsExactly("aaa", "bbb");
        assertThat(Writing.lines("aaaaaa", 4, 9, String::length)).containsExactly("aaaa", "aa");
        assertThat(Writing.lines("a\nb\nc", 4, 2, String::length)).containsExactly("a", "b…");
    }

    @Test
    void a_mark_stands_over_the_first_page() throws IOException {
        var plain = paper("Owl Books", List.of(item("Reading")), "");
        var marked =
                new Paper(
                        Size.of("auto", "US"),
                        plain.made(),
                        "Receipt",
                        Optional.of("Void"),
                        plain.seller(),
                        plain.facts(),
                        plain.parties(),
                        plain.headline(),
                        plain.items(),
                        plain.sums(),
                        plain.payments(),
                        "");
        var pdf = seen("paper-void", printed(marked));
        assertThat(text(pdf)).contains("Void");
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(612);
        }
        assertThat(Size.of("a4", "US")).isEqualTo(Size.A4);
        assertThat(Size.of("auto", "DE")).isEqualTo(Size.A4);
    }
}
