package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.List;
import java.util.Optional;

/**
 * A form field: label above, hint under it, the error beside its cause. Begin with {@link
 * Kit#field}, {@link Kit#area} or {@link Kit#select}. A field is required unless {@link #optional}.
 */
public record Field(
        String control,
        String name,
        String label,
        String id,
        String value,
        Optional<String> hint,
        Optional<String> error,
        Optional<String> prefix,
        Optional<String> suffix,
        boolean needed,
        List<Option> options,
        Attributes attributes)
        implements Content {

    /** One choice of a select. */
    public record Option(String value, String label) {}

    public Field {
        options = List.copyOf(options);
    }

    static Field input(String control, String name, String label) {
        return new Field(
                control,
                name,
                label,
                "f-" + name.replaceAll("[^A-Za-z0-9_-]", "-"),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                control.equals("input") ? Attributes.NONE.plus("type", "text") : Attributes.NONE);
    }

    /** email, password, search, tel, url, number, date, file … */
    public Field type(String type) {
        return attr("type", type);
    }

    public Field value(String text) {
        return new Field(
                control,
                name,
                label,
                id,
                text,
                hint,
                error,
                prefix,
                suffix,
                needed,
                options,
                attributes);
    }

    public Field hint(String text) {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                Optional.of(text),
                error,
                prefix,
                suffix,
                needed,
                options,
                attributes);
    }

    /** What is wrong and how to put it right; an empty text is no error. */
    public Field error(String text) {
        return error(Optional.of(text).filter(t -> !t.isEmpty()));
    }

    public Field error(Optional<String> text) {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                hint,
                text,
                prefix,
                suffix,
                needed,
                options,
                attributes);
    }

    /** Shown inside the frame before the value: "$". */
    public Field prefix(String text) {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                hint,
                error,
                Optional.of(text),
                suffix,
                needed,
                options,
                attributes);
    }

    /** Shown inside the frame behind the value: "%", "kg". */
    public Field suffix(String text) {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                hint,
                error,
                prefix,
                Optional.of(text),
                needed,
                options,
                attributes);
    }

    public Field optional() {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                hint,
                error,
                prefix,
                suffix,
                false,
                options,
                attributes);
    }

    /** Needed where two forms of a page have fields of one name. */
    public Field id(String other) {
        return new Field(
                control,
                name,
                label,
                other,
                value,
                hint,
                error,
                prefix,
                suffix,
                needed,
                options,
                attributes);
    }

    /** HTML's token: {@code email}, {@code shipping postal-code}, {@code one-time-code} … */
    public Field autocomplete(String token) {
        return attr("autocomplete", token);
    }

    /** numeric or decimal, with the keyboard that goes with it. */
    public Field inputmode(String mode) {
        return attr("inputmode", mode);
    }

    /** Any further attribute: maxlength, pattern, min, rows, data-…, hx-…. */
    public Field attr(String attribute, String text) {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                hint,
                error,
                prefix,
                suffix,
                needed,
                options,
                attributes.plus(attribute, text));
    }

    Field options(List<Option> all) {
        return new Field(
                control,
                name,
                label,
                id,
                value,
                hint,
                error,
                prefix,
                suffix,
                needed,
                all,
                attributes);
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out).raw("<div class=\"hk-field\"");
        if (error.isPresent()) html.raw(" data-state=\"error\"");
        html.raw("><label class=\"hk-label\"").attr("for", id).raw(">").text(label);
        if (!needed) html.raw(" <span class=\"hk-optional\">optional</span>");
        html.raw("</label>");
        hint.ifPresent(text ->
                html.raw("<p class=\"hk-hint\"")
                        .attr("id", id + "-hint")
                        .raw(">")
                        .text(text)
                        .raw("</p>"));
        html.raw("<div class=\"hk-input-frame\">");
        prefix.ifPresent(text -> affix(html, text));
        control(html);
        suffix.ifPresent(text -> affix(html, text));
        html.raw("</div>");
        error.ifPresent(text ->
                html.raw("<p class=\"hk-error\"")
                        .attr("id", id + "-error")
                        .raw(">")
                        .put(Icons.icon("circle-alert"))
                        .raw("<span>")
                        .text(text)
                        .raw("</span></p>"));
        html.raw("</div>");
    }

    private void control(Html html) {
        html.raw("<").raw(control).raw(" class=\"hk-input\"").attr("id", id).attr("name", name);
        html.attrIf(needed, "required");
        if (error.isPresent()) html.raw(" aria-invalid=\"true\"");
        var described = described();
        if (!described.isEmpty()) html.attr("aria-describedby", described);
        attributes.write(html);
        switch (control) {
            case "textarea" -> html.raw(">").text(value).raw("</textarea>");
            case "select" -> {
                html.raw(">");
                for (var option : options)
                    html.raw("<option")
                            .attr("value", option.value)
                            .attrIf(option.value.equals(value), "selected")
                            .raw(">")
                            .text(option.label)
                            .raw("</option>");
                html.raw("</select>").put(Icons.icon("chevron-down"));
            }
            default -> html.attr("value", value).raw(">");
        }
    }

    private String described() {
        var parts = new StringBuilder();
        if (hint.isPresent()) parts.append(id).append("-hint");
        if (error.isPresent()) parts.append(parts.isEmpty() ? "" : " ").append(id).append("-error");
        return parts.toString();
    }

    private static void affix(Html html, String text) {
        html.raw("<span class=\"hk-affix\" aria-hidden=\"true\">").text(text).raw("</span>");
    }
}
