package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of records: text left, numbers right; each row becomes a card on phones, its cells named
 * by their column. Begin with {@link Kit#table}.
 */
public record DataTable(
        String caption, List<Column> columns, List<Row> rows, boolean compact, Content whenEmpty)
        implements Content {

    /** A column; numbers stand right, in figures of one width. */
    public record Column(String label, boolean number) {

        public static Column text(String label) {
            return new Column(label, false);
        }

        public static Column number(String label) {
            return new Column(label, true);
        }
    }

    /** Cells in the order of the columns; with a link the first cell leads there. */
    public record Row(List<Content> cells, Optional<String> href) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    public DataTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A row without a link. */
    public DataTable row(Content... cells) {
        return plus(new Row(List.of(cells), Optional.empty()));
    }

    /** A row whose first cell leads somewhere. */
    public DataTable linkedRow(String href, Content... cells) {
        return plus(new Row(List.of(cells), Optional.of(href)));
    }

    /** Rows of 32 px. */
    public DataTable dense() {
        return new DataTable(caption, columns, rows, true, whenEmpty);
    }

    /** Shown in place of a table without rows; see {@link Kit#empty}. */
    public DataTable orElse(Content empty) {
        return new DataTable(caption, columns, rows, compact, empty);
    }

    private DataTable plus(Row row) {
        if (row.cells.size() != columns.size())
            throw new IllegalArgumentException("a row of " + row.cells.size() + " cells");
        var more = new ArrayList<>(rows);
        more.add(row);
        return new DataTable(caption, columns, more, compact, whenEmpty);
    }

    @Override
    public void writeTo(TemplateOutput out) {
        if (rows.isEmpty()) {
            whenEmpty.writeTo(out);
            return;
        }
        var html = new Html(out).raw("<div class=\"hk-table-frame\"><table class=\"hk-table\"");
        html.attrIf(compact, "data-compact").raw("><caption class=\"hk-hidden\">").text(caption);
        html.raw("</caption><thead><tr>");
        for (var column : columns)
            html.raw("<th scope=\"col\"")
                    .attrIf(column.number, "data-number")
                    .raw(">")
                    .text(column.label)
                    .raw("</th>");
        html.raw("</tr></thead><tbody>");
        for (var row : rows) row(html, row);
        html.raw("</tbody></table></div>");
    }

    private void row(Html html, Row row) {
        html.raw("<tr").attrIf(row.href.isPresent(), "data-linked").raw(">");
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            html.raw("<td")
                    .attr("data-label", column.label)
                    .attrIf(column.number, "data-number")
                    .raw("><div>");
            if (i == 0 && row.href.isPresent())
                html.raw("<a class=\"hk-table-link\"")
                        .href(row.href.get())
                        .raw(">")
                        .put(row.cells.get(i))
                        .raw("</a>");
            else html.put(row.cells.get(i));
            html.raw("</div></td>");
        }
        html.raw("</tr>");
    }
}
