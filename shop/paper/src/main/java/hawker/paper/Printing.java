package hawker.paper;

import hawker.paper.Sheet.Style;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.zip.CRC32;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Sets one paper, from the top of its first page to the foot of its last. */
final class Printing {

    private static final Color INK = new Color(0x1A1C23);
    private static final Color MUTED = new Color(0x5E636E);
    private static final Color LINE = new Color(0xDADCE2);
    private static final Color ACCENT = new Color(0x2F5BD3);
    private static final Color FAINT = new Color(0xE9EAEE);

    private static final Style TITLE = new Style(22, true, INK);
    private static final Style HEAD = new Style(15, true, INK);
    private static final Style BODY = new Style(9.5f, false, INK);
    private static final Style STRONG = BODY.bolder();
    private static final Style SOFT = BODY.in(MUTED);
    private static final Style SMALL = new Style(8, false, MUTED);
    private static final Style MARK = new Style(110, true, FAINT);

    private static final float MARGIN = 46;
    private static final float FOOT = 64;
    private static final float LEADING = 14;
    private static final float GAP = 14;

    /** Lines of one description or footer at most. */
    private static final int MOST_LINES = 40;

    private final Typeface typeface;
    private final Paper paper;
    private final float left = MARGIN;
    private final float right;
    private final float bottom;

    /** Where the next line stands. */
    private float y = MARGIN;

    Printing(Typeface typeface, Paper paper) {
        this.typeface = typeface;
        this.paper = paper;
        right = paper.size().width() - MARGIN;
        bottom = paper.size().height() - FOOT;
    }

    byte[] pdf() {
        try (var document = new PDDocument()) {
            try (var sheet = new Sheet(document, typeface, paper.size())) {
                var mark = paper.mark();
                if (mark.isPresent()) sheet.across(Writing.clean(mark.get()), MARK);
                head(sheet);
                parties(sheet);
                headline(sheet);
                items(sheet);
                sums(sheet);
                payments(sheet);
                footer(sheet);
                feet(sheet);
            }
            describe(document);
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file says of itself; its id comes of this and of nothing else. */
    private void describe(PDDocument document) {
        var about = new PDDocumentInformation();
        about.setTitle(name());
        about.setAuthor(Writing.clean(paper.seller()));
        about.setProducer("Hawker");
        about.setCreationDate(GregorianCalendar.from(paper.made().atZone(ZoneOffset.UTC)));
        document.setDocumentInformation(about);
        document.getDocumentCatalog().setLanguage("en");
        var sum = new CRC32();
        sum.update(paper.toString().getBytes(StandardCharsets.UTF_8));
        document.setDocumentId(sum.getValue());
    }

    private String name() {
        var number = paper.facts().isEmpty() ? "" : " " + paper.facts().getFirst().value();
        return Writing.clean(paper.title() + number);
    }

    private void head(Sheet sheet) throws IOException {
        y += 18;
        sheet.left(paper.title(), left, y, TITLE);
        var seller = sheet.lines(paper.seller(), (right - left) / 2, 2, HEAD);
        float at = y;
        for (var line : seller) {
            sheet.right(line, right, at, HEAD);
            at += 18;
        }
        y += 30;
        float column = 0;
        for (var fact : paper.facts())
            column = Math.max(column, sheet.width(Writing.clean(fact.label()), STRONG));
        column = Math.min(column, 170) + 16;
        for (var fact : paper.facts()) {
            var labels = sheet.lines(fact.label(), 170, 2, STRONG);
            var values = sheet.lines(fact.value(), right - left - column, 3, BODY);
            for (int i = 0; i < Math.max(labels.size(), values.size()); i++) {
                if (i < labels.size()) sheet.left(labels.get(i), left, y, STRONG);
                if (i < values.size()) sheet.left(values.get(i), left + column, y, BODY);
                y += LEADING;
            }
        }
        y += GAP;
    }

    /** Side by side. */
    private void parties(Sheet sheet) throws IOException {
        float gap = 20;
        int columns = Math.max(1, paper.parties().size());
        float width = (right - left - gap * (columns - 1)) / columns;
        float top = y;
        float deepest = y;
        for (int i = 0; i < paper.parties().size(); i++) {
            var party = paper.parties().get(i);
            float x = left + i * (width + gap);
            y = top;
            if (!party.label().isEmpty()) {
                sheet.left(party.label(), x, y, STRONG);
                y += LEADING;
            }
            for (int k = 0; k < party.lines().size(); k++) {
                boolean first = k == 0 && party.label().isEmpty();
                for (var line :
                        sheet.lines(party.lines().get(k), width, 3, first ? STRONG : BODY)) {
                    sheet.left(line, x, y, first ? STRONG : BODY);
                    y += LEADING;
                }
            }
            deepest = Math.max(deepest, y);
        }
        y = deepest + GAP;
    }

    private void headline(Sheet sheet) throws IOException {
        y += 8;
        for (var line : sheet.lines(paper.headline().text(), right - left, 2, HEAD)) {
            sheet.left(line, left, y, HEAD);
            y += 19;
        }
        var link = paper.headline().link();
        if (link.isPresent()) {
            var style = STRONG.in(ACCENT);
            float width = sheet.width(link.get().text(), style);
            sheet.left(link.get().text(), left, y, style);
            sheet.line(left, left + width, y + 2, 0.6f, ACCENT);
            sheet.leads(link.get().url(), left, y + 4, width, LEADING);
            y += LEADING;
        }
        y += 4;
        for (var line : sheet.lines(paper.headline().memo(), right - left, MOST_LINES, BODY)) {
            room(sheet, LEADING);
            sheet.left(line, left, y, BODY);
            y += LEADING;
        }
        y += GAP;
    }

    /** Where the columns of the table end. */
    private float amountEnd() {
        return right;
    }

    private float unitEnd() {
        return right - 92;
    }

    private float quantityEnd() {
        return right - 182;
    }

    private float descriptionWidth() {
        return quantityEnd() - 46 - left;
    }

    private void items(Sheet sheet) throws IOException {
        room(sheet, 60);
        tableHead(sheet);
        for (var item : paper.items()) item(sheet, item);
        if (paper.items().isEmpty()) y += 4;
    }

    private void tableHead(Sheet sheet) throws IOException {
        sheet.left("Description", left, y, SMALL);
        sheet.right("Qty", quantityEnd(), y, SMALL);
        sheet.right("Unit price", unitEnd(), y, SMALL);
        sheet.right("Amount", amountEnd(), y, SMALL);
        y += 7;
        sheet.line(left, right, y, 0.8f, INK);
        y += 17;
    }

    /** Its first lines stay together; the table's head stands again on a further page. */
    private void item(Sheet sheet, Paper.Item item) throws IOException {
        var words = sheet.lines(item.description(), descriptionWidth(), MOST_LINES, BODY);
        var note = sheet.lines(item.note(), descriptionWidth(), 2, SMALL);
        float needed = LEADING * (Math.min(words.size(), 6) + note.size());
        if (y + needed > bottom) {
            turn(sheet);
            tableHead(sheet);
        }
        sheet.right(item.quantity(), quantityEnd(), y, BODY);
        sheet.right(item.unit(), unitEnd(), y, BODY);
        sheet.right(item.amount(), amountEnd(), y, BODY);
        for (var line : words) {
            if (y > bottom) {
                turn(sheet);
                tableHead(sheet);
            }
            sheet.left(line, left, y, BODY);
            y += LEADING;
        }
        if (words.isEmpty()) y += LEADING;
        for (var line : note) {
            sheet.left(line, left, y - 1, SMALL);
            y += 12;
        }
        y += 7;
    }

    /** On the right half; together on one page. */
    private void sums(Sheet sheet) throws IOException {
        float from = left + (right - left) * 0.46f;
        float row = 20;
        y += 4;
        room(sheet, Math.min(row * paper.sums().size(), bottom - MARGIN - 30));
        for (var sum : paper.sums()) {
            var style = sum.strong() ? STRONG : BODY;
            room(sheet, row);
            sheet.line(from, right, y - 13, 0.6f, LINE);
            float room = right - from - sheet.width(sum.amount(), style) - 10;
            var label = sheet.lines(sum.label(), room, 3, style);
            sheet.right(sum.amount(), right, y, style);
            for (int i = 0; i < label.size(); i++) {
                if (i > 0) y += LEADING - 2;
                sheet.left(label.get(i), from, y, style);
            }
            y += row;
        }
        y += GAP;
    }

    private void payments(Sheet sheet) throws IOException {
        if (paper.payments().isEmpty()) return;
        room(sheet, 30 + 34 + 19 * Math.min(3, paper.payments().size()));
        y += GAP;
        sheet.left("Payment history", left, y, new Style(11, true, INK));
        y += 24;
        float method = left + 170;
        sheet.left("Date", left, y, SMALL);
        sheet.left("Payment method", method, y, SMALL);
        sheet.right("Amount paid", right, y, SMALL);
        y += 7;
        sheet.line(left, right, y, 0.8f, INK);
        y += 17;
        for (var payment : paper.payments()) {
            room(sheet, LEADING);
            sheet.left(payment.at(), left, y, BODY);
            sheet.left(payment.method(), method, y, BODY);
            sheet.right(payment.amount(), right, y, BODY);
            y += 19;
        }
        y += GAP;
    }

    private void footer(Sheet sheet) throws IOException {
        for (var line : sheet.lines(paper.footer(), right - left, 2 * MOST_LINES, SOFT)) {
            room(sheet, LEADING);
            sheet.left(line, left, y, SOFT);
            y += LEADING;
        }
    }

    /** Under each page what it is a page of. */
    private void feet(Sheet sheet) throws IOException {
        int pages = sheet.pages();
        float at = paper.size().height() - 30;
        for (int i = 0; i < pages; i++) {
            sheet.reopen(i);
            sheet.line(left, right, at - 14, 0.6f, LINE);
            var page = "Page " + (i + 1) + " of " + pages;
            sheet.right(page, right, at, SMALL);
            float room = right - left - sheet.width(page, SMALL) - 20;
            for (var line : sheet.lines(name() + " · " + paper.headline().text(), room, 1, SMALL))
                sheet.left(line, left, at, SMALL);
        }
    }

    /** Turns the page unless so much fits on this one. */
    private void room(Sheet sheet, float needed) throws IOException {
        if (y + needed > bottom) turn(sheet);
    }

    private void turn(Sheet sheet) throws IOException {
        sheet.turn();
        y = MARGIN + 18;
    }
}
