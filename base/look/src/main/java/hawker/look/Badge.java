package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/** A state in a word and a dot. */
public record Badge(String word, Tone tone) implements Content {

    @Override
    public void writeTo(TemplateOutput out) {
        new Html(out)
                .raw("<span class=\"hk-badge\"")
                .attr("data-tone", tone.key())
                .raw(">")
                .text(word)
                .raw("</span>");
    }
}
