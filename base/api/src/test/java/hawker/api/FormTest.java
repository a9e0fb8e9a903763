package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every row of the table of forms in stripe.md §1.4, and the limits. */
class FormTest {

    @Test
    void brackets_nest_hashes_raw_and_escaped() {
        assertThat(read("a[b][c]=v")).isEqualTo("{a={b={c=v}}}");
        assertThat(read("a%5Bb%5D%5Bc%5D=v")).isEqualTo("{a={b={c=v}}}");
    }

    @Test
    void indices_give_the_order_of_an_array_and_gaps_are_closed() {
        assertThat(read("a[1]=y&a[0]=x")).isEqualTo("{a=[x, y]}");
        assertThat(read("a[7]=y&a[3]=x")).isEqualTo("{a=[x, y]}");
        assertThat(read("a[10]=z&a[9]=y")).isEqualTo("{a=[y, z]}");
        assertThat(read("a[0][b]=x&a[0][c]=y&a[1][b]=z")).isEqualTo("{a=[{b=x, c=y}, {b=z}]}");
    }

    @Test
    void empty_brackets_append_in_order_of_arrival() {
        assertThat(read("a[]=x&a[]=y")).isEqualTo("{a=[x, y]}");
    }

    @Test
    void in_an_array_of_hashes_a_repeated_name_begins_a_new_element() {
        assertThat(read("a[][b]=1&a[][c]=2&a[][b]=3")).isEqualTo("{a=[{b=1, c=2}, {b=3}]}");
        assertThat(read("a[][b][x]=1&a[][b][y]=2&a[][b][x]=3"))
                .isEqualTo("{a=[{b={x=1, y=2}}, {b={x=3}}]}");
        assertThat(read("a[][b][]=1&a[][b][]=2")).isEqualTo("{a=[{b=[1, 2]}]}");
    }

    @Test
    void of_two_equal_names_the_last_wins() {
        assertThat(read("a=x&a=y")).isEqualTo("{a=y}");
    }

    @Test
    void a_value_and_a_hash_under_one_name_are_refused() {
        assertThatThrownBy(() -> read("a=1&a[b]=2")).satisfies(FormTest::invalidA);
        assertThatThrownBy(() -> read("a[b]=2&a=1")).satisfies(FormTest::invalidA);
    }

    private static void invalidA(Throwable thrown) {
        assertThat(thrown).isInstanceOf(ApiError.class).hasMessage("Invalid object/array");
        assertThat(((ApiError) thrown).param()).contains("a");
        assertThat(((ApiError) thrown).status()).isEqualTo(400);
    }

    @Test
    void names_and_indices_together_are_noted() {
        assertThat(Form.read("a[b]=1&a[0]=2", "").entries().get("a"))
                .isInstanceOfSatisfying(
                        Sent.Group.class, group -> assertThat(group.isMixed()).isTrue());
    }

    @Test
    void plus_and_percent_are_decoded_as_utf8() {
        assertThat(read("a=one+two%C3%A9%2B")).isEqualTo("{a=one twoé+}");
    }

    @Test
    void the_body_wins_over_the_query() {
        assertThat(plain(Form.read("a=1&b=2&c[x]=1", "b=3&c[y]=2")))
                .isEqualTo(plain(Form.read("a=1&b=3&c[y]=2", "")));
    }

    @Test
    void a_broken_bracket_is_a_plain_name() {
        assertThat(read("a[b=1")).isEqualTo("{a[b=1}");
        assertThat(read("[a]=1")).isEqualTo("{[a]=1}");
    }

    @Test
    void eight_levels_are_read_and_nine_refused() {
        assertThat(read("a[1][2][3][4][5][6][7][8]=x")).contains("x");
        assertThatThrownBy(() -> read("a[1][2][3][4][5][6][7][8][9]=x"))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("8 deep");
    }

    @Test
    void two_thousand_parameters_are_read_and_more_refused() {
        assertThat(Form.read("", "a=1&".repeat(2_000)).entries()).hasSize(1);
        assertThatThrownBy(() -> Form.read("", "a=1&".repeat(2_001)))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("2000");
        assertThatThrownBy(() -> Form.read("", "a=1&".repeat(100_000)))
                .isInstanceOf(ApiError.class);
    }

    private static String read(String form) {
        return plain(Form.read(form, "")).toString();
    }

    private static Object plain(Sent sent) {
        return switch (sent) {
            case Sent.Text(var value) -> value;
            case Sent.Group group when group.isArray() && !group.isEmpty() ->
                    group.elements().stream().map(FormTest::plain).toList();
            case Sent.Group group -> {
                Map<String, Object> map = new LinkedHashMap<>();
                group.entries().forEach((name, value) -> map.put(name, plain(value)));
                yield map;
            }
        };
    }
}
