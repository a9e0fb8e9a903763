package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FormParserTest {

    @Test
    void fields_keep_their_order_and_repeat() {
        assertThat(FormParser.parse("a=1&b=&a=2&c&&d=x%20y+z&e%5Bf%5D=%E2%82%AC"))
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", ""),
                        Map.entry("a", "2"),
                        Map.entry("c", ""),
                        Map.entry("d", "x y z"),
                        Map.entry("e[f]", "€"));
    }

    @Test
    void a_broken_escape_stands_for_itself() {
        assertThat(FormParser.parse("a=100%&b=%zz&c=%4"))
                .extracting(Map.Entry::getValue)
                .containsExactly("100%", "%zz", "%4");
    }

    @Test
    void the_last_value_of_a_field_counts() {
        assertThat(FormParser.last("a=1&ab=3&a=2&b", "a")).contains("2");
        assertThat(FormParser.last("a=1&b", "b")).contains("");
        assertThat(FormParser.last("a%5Bb%5D=7", "a[b]")).contains("7");
        assertThat(FormParser.last("a=1", "c")).isEmpty();
        assertThat(FormParser.last("a=%001%00b", "a")).contains("1b");
    }

    @Test
    void too_many_fields_are_refused() {
        assertThatThrownBy(() -> FormParser.parse("a=1&".repeat(FormParser.MAX_FIELDS + 1)))
                .isInstanceOf(HttpException.class);
    }

    @Test
    void a_cookie_is_found_by_its_whole_name() {
        assertThat(FormParser.cookie("xa=1; a=2;b=3=4; a=5", "a")).contains("2");
        assertThat(FormParser.cookie("xa=1; a=2;b=3=4", "b")).contains("3=4");
        assertThat(FormParser.cookie("xa=1", "a")).isEmpty();
        assertThat(FormParser.cookie("", "a")).isEmpty();
    }
}
