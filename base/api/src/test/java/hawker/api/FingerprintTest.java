package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Shape SHAPE =
            Shape.of(
                    Param.text("a", 9),
                    Param.hash("card", Param.text("number", 30).secret(), Param.text("name", 9)));

    @Test
    void the_order_of_parameters_does_not_matter() {
        assertThat(of("a=1&b=2&c[x]=1&c[y]=2")).isEqualTo(of("c[y]=2&c[x]=1&b=2&a=1"));
    }

    @Test
    void values_names_and_places_matter() {
        assertThat(of("a=1")).isNotEqualTo(of("a=2"));
        assertThat(of("a=1")).isNotEqualTo(of("b=1"));
        assertThat(of("a=1&b=23")).isNotEqualTo(of("a=12&b=3"));
        assertThat(of("metadata[0]=x")).isNotEqualTo(of("metadata[1]=x"));
        assertThat(of("a[]=1&a[]=2")).isNotEqualTo(of("a[]=2&a[]=1"));
        assertThat(of("a[b]=1")).isNotEqualTo(of("a=b1"));
    }

    @Test
    void of_a_card_number_only_its_length_counts() {
        assertThat(of("card[number]=4242424242424242"))
                .isEqualTo(of("card[number]=5555555555554444"))
                .isNotEqualTo(of("card[number]=378282246310005"));
        assertThat(of("card[name]=Ann")).isNotEqualTo(of("card[name]=Bob"));
    }

    @Test
    void a37_a_card_number_in_another_text_counts_as_it_is_stored() {
        assertThat(of("note=4242424242424242")).isEqualTo(of("note=424242******4242"));
    }

    private static String of(String form) {
        return Fingerprint.of("POST", "/v1/things", SHAPE, Form.read("", form));
    }
}
