package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.List;
import java.util.Optional;

/**
 * One of several, each with words and often a price: shipping, payment method, variant of a
 * product. Radio buttons underneath, so that keys and forms work without scripts. Begin with {@link
 * Kit#cards} or {@link Kit#pills}.
 */
public record Choices(
        String shape,
        String name,
        String legend,
        List<Choice> choices,
        String selected,
        Optional<String> error,
        Attributes attributes)
        implements Content {

    /**
     * One choice.
     *
     * @param detail second line, may be empty
     * @param aside at the end of the line, mostly a price; may be empty
     * @param available false shows it struck through and not to be chosen
     */
    public record Choice(
            String value, String title, String detail, String aside, boolean available) {

        public Choice(String value, String title) {
            this(value, title, "", "", true);
        }

        public Choice(String value, String title, String detail, String aside) {
            this(value, title, detail, aside, true);
        }
    }

    public Choices {
        choices = List.copyOf(choices);
    }

    public Choices error(Optional<String> text) {
        return new Choices(shape, name, legend, choices, selected, text, attributes);
    }

    /** An attribute of each radio button: hx-…, data-…, form. */
    public Choices attr(String attribute, String text) {
        return new Choices(
                shape, name, legend, choices, selected, error, attributes.plus(attribute, text));
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out).raw("<fieldset class=\"hk-choices\"").attr("data-shape", shape);
        html.raw("><legend class=\"hk-label\">").text(legend).raw("</legend>");
        html.raw("<div class=\"hk-choices-list\">");
        for (var choice : choices) one(html, choice);
        html.raw("</div>");
        error.ifPresent(text ->
                html.raw("<p class=\"hk-error\">")
                        .put(Icons.icon("circle-alert"))
                        .raw("<span>")
                        .text(text)
                        .raw("</span></p>"));
        html.raw("</fieldset>");
    }

    private void one(Html html, Choice choice) {
        html.raw("<label class=\"hk-choice\"><input type=\"radio\"")
                .attr("name", name)
                .attr("value", choice.value)
                .attrIf(choice.value.equals(selected), "checked")
                .attrIf(!choice.available, "disabled");
        attributes.write(html);
        html.raw("><span class=\"hk-choice-text\"><span class=\"hk-choice-title\">")
                .text(choice.title)
                .raw("</span>");
        if (!choice.detail.isEmpty())
            html.raw("<span class=\"hk-choice-detail\">").text(choice.detail).raw("</span>");
        html.raw("</span>");
        if (!choice.aside.isEmpty())
            html.raw("<span class=\"hk-choice-aside\">").text(choice.aside).raw("</span>");
        html.raw("</label>");
    }
}
