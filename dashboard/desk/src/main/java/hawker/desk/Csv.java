package hawker.desk;

import hawker.kernel.Money;

/** A table for a spreadsheet (RFC 4180), with a mark that it is UTF-8. */
public final class Csv {

    private final StringBuilder text = new StringBuilder("\uFEFF");
    private boolean begun;

    /** A cell. What a spreadsheet would take for a formula is marked as text. */
    public Csv cell(String words) {
        boolean formula = !words.isEmpty() && "=+-@\t\r".indexOf(words.charAt(0)) >= 0;
        return raw(formula ? "'" + words : words);
    }

    /** An amount in major units, as a number. */
    public Csv cell(Money amount) {
        return raw(amount.major().toPlainString());
    }

    public Csv end() {
        text.append("\r\n");
        begun = false;
        return this;
    }

    /** The file, beginning with the mark that it is UTF-8. */
    public String text() {
        return text.toString();
    }

    private Csv raw(String words) {
        if (begun) text.append(',');
        begun = true;
        boolean quoted =
                words.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        text.append(quoted ? "\"" + words.replace("\"", "\"\"") + "\"" : words);
        return this;
    }
}
