package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Optional;

/**
 * A button, or a link that looks like one. Words are verbs; one primary button a view. Begin with
 * {@link Kit#button} or {@link Kit#link}.
 */
public record Button(
        String label,
        String kind,
        String size,
        Optional<String> icon,
        Optional<String> href,
        String type,
        boolean disabled,
        boolean iconOnly,
        Attributes attributes)
        implements Content {

    static Button submit(String label) {
        return new Button(
                label,
                "plain",
                "normal",
                Optional.empty(),
                Optional.empty(),
                "submit",
                false,
                false,
                Attributes.NONE);
    }

    static Button link(String label, String href) {
        return new Button(
                label,
                "plain",
                "normal",
                Optional.empty(),
                Optional.of(href),
                "",
                false,
                false,
                Attributes.NONE);
    }

    /** The one thing to do here: ink. */
    public Button primary() {
        return kind("primary");
    }

    /** Buy and Pay: the accent, which a shop replaces by its own. */
    public Button accent() {
        return kind("accent");
    }

    /** No ground: for what stands many times on a page. */
    public Button quiet() {
        return kind("quiet");
    }

    /** What cannot be undone. */
    public Button danger() {
        return kind("danger");
    }

    /** 48 px: Buy, Pay. */
    public Button large() {
        return size("large");
    }

    /** 32 px: dashboard tables only. */
    public Button compact() {
        return size("compact");
    }

    /** As wide as its place. */
    public Button wide() {
        return attr("data-wide", "true");
    }

    public Button icon(String name) {
        return new Button(
                label, kind, size, Optional.of(name), href, type, disabled, iconOnly, attributes);
    }

    /** The icon alone; the words are read out. Only for icons that everybody knows. */
    public Button iconOnly(String name) {
        return new Button(
                label, kind, size, Optional.of(name), href, type, disabled, true, attributes);
    }

    /** A button for scripts, which sends no form. */
    public Button plainType() {
        return new Button(label, kind, size, icon, href, "button", disabled, iconOnly, attributes);
    }

    public Button disabled(boolean off) {
        return new Button(label, kind, size, icon, href, type, off, iconOnly, attributes);
    }

    /** Work is under way: says so and cannot be pressed twice. */
    public Button busy() {
        return disabled(true).attr("aria-busy", "true");
    }

    /** The field a submit button sends. */
    public Button sends(String name, String value) {
        return attr("name", name).attr("value", value);
    }

    /** Any data-, hx-, aria- or form attribute. */
    public Button attr(String name, String value) {
        return new Button(
                label,
                kind,
                size,
                icon,
                href,
                type,
                disabled,
                iconOnly,
                attributes.plus(name, value));
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html = new Html(out);
        html.raw(href.isPresent() ? "<a" : "<button").raw(" class=\"hk-button\"");
        html.attr("data-kind", kind);
        if (!size.equals("normal")) html.attr("data-size", size);
        if (iconOnly) html.raw(" data-icon-only").attr("aria-label", label).attr("title", label);
        if (href.isPresent() && !disabled) html.href(href.get());
        else if (href.isPresent()) html.raw(" role=\"link\" aria-disabled=\"true\"");
        else html.attr("type", type).attrIf(disabled, "disabled");
        attributes.write(html);
        html.raw(">");
        icon.ifPresent(name -> html.put(Icons.icon(name)));
        if (!iconOnly) html.raw("<span>").text(label).raw("</span>");
        html.raw(href.isPresent() ? "</a>" : "</button>");
    }

    private Button kind(String other) {
        return new Button(label, other, size, icon, href, type, disabled, iconOnly, attributes);
    }

    private Button size(String other) {
        return new Button(label, kind, other, icon, href, type, disabled, iconOnly, attributes);
    }
}
