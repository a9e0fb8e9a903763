package hawker.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LookTokensTest {

    private final Tokens tokens = Tokens.read();

    @Test
    void every_pair_has_its_contrast_in_light_and_dark() {
        var failing = new ArrayList<String>();
        for (var pair : Tokens.PAIRS)
            for (boolean dark : new boolean[] {false, true}) {
                double contrast = tokens.contrast(pair, dark);
                if (contrast < pair.least())
                    failing.add(
                            pair.text()
                                    + " on "
                                    + pair.ground()
                                    + (dark ? " dark " : " light ")
                                    + String.format("%.2f", contrast));
            }
        assertThat(failing).isEmpty();
    }

    @Test
    void tokens_are_read_as_written() {
        assertThat(tokens.colour("text", false)).contains(new Oklch(0.22, 0.014, 265));
        assertThat(tokens.colour("text", true)).contains(new Oklch(0.968, 0.004, 265));
        assertThat(tokens.colour("s-4", false)).isEmpty();
        assertThat(tokens.ramp("ink")).hasSize(13);
    }
}
