package hawker.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A seller's colour, made fit for buttons, links and soft grounds in light and dark. The hue stays
 * his; lightness moves until text on it and in it has a contrast of 4.5 (WCAG 1.4.3). Made once,
 * when he saves it; pages get it as values.
 *
 * @param css for {@link PageHead#withTheme}
 * @param notes what was changed and why, for the seller's settings; empty if nothing was
 */
public record Accent(String css, List<String> notes) {

    private static final double TEXT_CONTRAST = 4.5;
    private static final double EDGE_CONTRAST = 3;
    private static final double MOST_CHROMA = 0.19;
    private static final double NO_HUE = 0.03;
    private static final Oklch INK_950 = new Oklch(0.17, 0.012, 265);

    public Accent {
        notes = List.copyOf(notes);
    }

    /** Of {@code #rrggbb} in any case; anything else is an IllegalArgumentException. */
    public static Accent of(String hex) {
        if (!isHex(hex)) throw new IllegalArgumentException("not a colour: " + hex);
        var chosen = Oklch.ofHex(hex.toLowerCase(Locale.ROOT));
        boolean grey = chosen.chroma() < NO_HUE;
        var hue = grey ? new Oklch(chosen.lightness(), 0.014, 265) : chosen;
        var light = shades(hue, Ground.LIGHT);
        var dark = shades(hue, Ground.DARK);
        return new Accent(css(light, dark), notes(chosen, grey, light, dark));
    }

    public static boolean isHex(String text) {
        if (text.length() != 7 || text.charAt(0) != '#') return false;
        for (int i = 1; i < 7; i++) if (Character.digit(text.charAt(i), 16) < 0) return false;
        return true;
    }

    /**
     * What the chrome stands on in each scheme: {@code --bg}, {@code --surface}, the soft ground.
     */
    enum Ground {
        LIGHT(new Oklch(0.985, 0.002, 265), Oklch.WHITE, 0.97, 0.018),
        DARK(INK_950, new Oklch(0.22, 0.014, 265), 0.3, 0.08);

        final Oklch page;
        final Oklch surface;
        private final double softLightness;
        private final double softChroma;

        Ground(Oklch page, Oklch surface, double softLightness, double softChroma) {
            this.page = page;
            this.surface = surface;
            this.softLightness = softLightness;
            this.softChroma = softChroma;
        }
    }

    /** All values of one scheme. */
    record Shades(
            Oklch fill, Oklch fillHover, Oklch onFill, Oklch text, Oklch soft, boolean edged) {}

    static Shades shades(Oklch hue, Ground ground) {
        var fill = hue.withChroma(Math.min(hue.chroma(), MOST_CHROMA)).inGamut();
        var onFill = onFill(fill);
        while (onFill.contrast(fill) < TEXT_CONTRAST) {
            fill = fill.withLightness(fill.lightness() - 0.01).inGamut();
            onFill = onFill(fill);
        }
        double away = onFill.equals(Oklch.WHITE) ? -0.06 : 0.06;
        var hover = fill.withLightness(Math.clamp(fill.lightness() + away, 0.05, 1)).inGamut();
        var soft =
                new Oklch(
                                ground.softLightness,
                                Math.min(hue.chroma(), ground.softChroma),
                                hue.hue())
                        .inGamut();
        boolean edged = fill.contrast(ground.page) < EDGE_CONTRAST;
        return new Shades(fill, hover, onFill, text(fill, soft, ground), soft, edged);
    }

    private static Oklch onFill(Oklch fill) {
        return Oklch.WHITE.contrast(fill) >= TEXT_CONTRAST || fill.contrast(INK_950) < TEXT_CONTRAST
                ? Oklch.WHITE
                : INK_950;
    }

    private static Oklch text(Oklch fill, Oklch soft, Ground ground) {
        double step = ground == Ground.LIGHT ? -0.01 : 0.01;
        var text = fill;
        while (text.contrast(ground.page) < TEXT_CONTRAST
                || text.contrast(ground.surface) < TEXT_CONTRAST
                || text.contrast(soft) < TEXT_CONTRAST)
            text = text.withLightness(text.lightness() + step).inGamut();
        return text;
    }

    private static String css(Shades light, Shades dark) {
        var css = new StringBuilder("@layer theme{:root{");
        token(css, "accent-fill", light.fill, dark.fill);
        token(css, "accent-fill-hover", light.fillHover, dark.fillHover);
        token(css, "on-accent", light.onFill, dark.onFill);
        token(css, "accent-text", light.text, dark.text);
        token(css, "on-accent-soft", light.text, dark.text);
        token(css, "accent-soft", light.soft, dark.soft);
        token(css, "focus", light.text, dark.text);
        css.append("--accent-edge:light-dark(")
                .append(light.edged ? "var(--line-field)" : "transparent")
                .append(',')
                .append(dark.edged ? "var(--line-field)" : "transparent")
                .append(')');
        return css.append("}}").toString();
    }

    private static void token(StringBuilder css, String name, Oklch light, Oklch dark) {
        css.append("--")
                .append(name)
                .append(":light-dark(")
                .append(light.css())
                .append(',')
                .append(dark.css())
                .append(");");
    }

    private static List<String> notes(Oklch chosen, boolean grey, Shades light, Shades dark) {
        var notes = new ArrayList<String>();
        if (grey) notes.add("This colour is nearly grey: buttons use ink.");
        if (chosen.chroma() > MOST_CHROMA + 0.001) notes.add("Made a little calmer.");
        if (chosen.lightness() - light.fill.lightness() > 0.015)
            notes.add("Buttons are darker, so that words on them can be read.");
        if (Math.abs(light.text.lightness() - light.fill.lightness()) > 0.005)
            notes.add("Links are darker than buttons on light pages.");
        if (Math.abs(dark.text.lightness() - dark.fill.lightness()) > 0.005)
            notes.add("Links are lighter than buttons on dark pages.");
        if (light.edged || dark.edged)
            notes.add("Buttons get a border where they are close to the page's colour.");
        return notes;
    }
}
