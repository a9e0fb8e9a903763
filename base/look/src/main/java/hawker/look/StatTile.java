package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Optional;

/** A number that answers a question: its name, the figure, how it changed. See {@link Kit#stat}. */
public record StatTile(
        String label,
        String figure,
        Optional<String> change,
        Tone tone,
        Optional<String> note,
        Optional<Content> chart,
        Optional<Link> link)
        implements Content {

    static StatTile of(String label, String figure) {
        return new StatTile(
                label,
                figure,
                Optional.empty(),
                Tone.PLAIN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** "+12 % on last week", good or bad. */
    public StatTile change(String words, Tone goodOrBad) {
        return new StatTile(label, figure, Optional.of(words), goodOrBad, note, chart, link);
    }

    /** A line that explains the figure. */
    public StatTile note(String words) {
        return new StatTile(label, figure, change, tone, Optional.of(words), chart, link);
    }

    /** A sparkline. */
    public StatTile chart(Content drawing) {
        return new StatTile(label, figure, change, tone, note, Optional.of(drawing), link);
    }

    /** The rows the figure is made of. */
    public StatTile leadsTo(String words, String href) {
        var to = Optional.of(new Link(words, href));
        return new StatTile(label, figure, change, tone, note, chart, to);
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out).raw("<section class=\"hk-stat\"").attr("data-tone", tone.key());
        html.raw("><h3 class=\"hk-stat-label\">").text(label).raw("</h3>");
        html.raw("<p class=\"hk-stat-figure\">").text(figure).raw("</p>");
        change.ifPresent(words -> html.raw("<p class=\"hk-stat-change\">").text(words).raw("</p>"));
        note.ifPresent(words -> html.raw("<p class=\"hk-stat-note\">").text(words).raw("</p>"));
        chart.ifPresent(
                drawing -> html.raw("<div class=\"hk-stat-chart\">").put(drawing).raw("</div>"));
        link.ifPresent(to ->
                html.raw("<a class=\"hk-stat-link\"")
                        .href(to.href())
                        .raw(">")
                        .text(to.label())
                        .raw("</a>"));
        html.raw("</section>");
    }
}
