package hawker.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AccentLaws {

    private static final long SEED = 20_261_122;

    @Test
    void every_colour_a_seller_may_choose_becomes_readable() {
        var random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            var hex = String.format("#%06x", random.nextInt(1 << 24));
            check(hex, Accent.Ground.LIGHT);
            check(hex, Accent.Ground.DARK);
        }
    }

    @Test
    void the_hard_ones_too() {
        for (var hex :
                new String[] {"#ffffff", "#000000", "#ffff00", "#00ff00", "#0000ff", "#777777"}) {
            check(hex, Accent.Ground.LIGHT);
            check(hex, Accent.Ground.DARK);
            assertThat(Accent.of(hex).css()).startsWith("@layer theme{").doesNotContain("<");
        }
    }

    @Test
    void a_colour_survives_the_way_to_oklch() {
        var cobalt = Oklch.ofHex("#2563eb");
        assertThat(cobalt.lightness()).isBetween(0.54, 0.56);
        assertThat(cobalt.hue()).isBetween(261.0, 264.0);
        assertThat(Oklch.WHITE.contrast(Oklch.ofHex("#000000"))).isBetween(20.9, 21.1);
        assertThat(Oklch.WHITE.contrast(Oklch.ofHex("#767676"))).isBetween(4.5, 4.6);
    }

    @Test
    void what_was_changed_is_said() {
        assertThat(Accent.of("#ffe600").notes()).anyMatch(note -> note.contains("border"));
        assertThat(Accent.of("#808080").notes()).anyMatch(note -> note.contains("grey"));
    }

    private static void check(String hex, Accent.Ground ground) {
        var chosen = Oklch.ofHex(hex);
        var hue = chosen.chroma() < 0.03 ? new Oklch(chosen.lightness(), 0.014, 265) : chosen;
        var shades = Accent.shades(hue, ground);
        assertThat(shades.onFill().contrast(shades.fill())).as(hex).isGreaterThanOrEqualTo(4.5);
        assertThat(shades.onFill().contrast(shades.fillHover()))
                .as(hex + " hover")
                .isGreaterThanOrEqualTo(4.5);
        assertThat(shades.text().contrast(ground.page)).as(hex).isGreaterThanOrEqualTo(4.5);
        assertThat(shades.text().contrast(ground.surface)).as(hex).isGreaterThanOrEqualTo(4.5);
        assertThat(shades.text().contrast(shades.soft())).as(hex).isGreaterThanOrEqualTo(4.5);
    }
}
