package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final Handler ANY = request -> Response.empty(204);

    private final RouteTable table =
            new RouteTable(
                    new Routes()
                            .get("/", ANY)
                            .get("/v1/customers", ANY)
                            .post("/v1/customers", ANY)
                            .get("/v1/customers/search", ANY)
                            .get("/v1/customers/{id}", ANY)
                            .post("/v1/customers/{customer}", ANY)
                            .get("/v1/customers/{id}/sources/{source}", ANY)
                            .get("/@{handle}", ANY)
                            .get("/@{handle}/posts/{post}", ANY)
                            .get("/pictures/{id}.jpg", ANY)
                            .get("/pictures/{id}", ANY)
                            .get("/{slug}", ANY)
                            .get("/assets/{rest+}", ANY)
                            .add("OPTIONS", "/v1/{rest+}", ANY));

    @Test
    void fixed_parts_win_over_named_ones() {
        assertThat(pattern("GET", "/v1/customers/search")).isEqualTo("/v1/customers/search");
        assertThat(pattern("GET", "/v1/customers/cus_1")).isEqualTo("/v1/customers/{id}");
    }

    @Test
    void a_fixed_path_without_the_method_leaves_the_named_one_its_turn() {
        assertThat(pattern("POST", "/v1/customers/search")).isEqualTo("/v1/customers/{customer}");
    }

    @Test
    void named_parts_are_decoded_and_an_escaped_slash_separates_nothing() {
        assertThat(params("/v1/customers/a%2Fb%20c+d")).isEqualTo(Map.of("id", "a/b c+d"));
        assertThat(params("/v1/customers/c/sources/s")).isEqualTo(Map.of("id", "c", "source", "s"));
    }

    @Test
    void text_around_a_name_is_part_of_the_pattern() {
        assertThat(params("/@ada")).isEqualTo(Map.of("handle", "ada"));
        assertThat(params("/@ada/posts/7")).isEqualTo(Map.of("handle", "ada", "post", "7"));
        assertThat(pattern("GET", "/pictures/9.jpg")).isEqualTo("/pictures/{id}.jpg");
        assertThat(params("/pictures/9.jpg")).isEqualTo(Map.of("id", "9"));
        assertThat(pattern("GET", "/pictures/9.png")).isEqualTo("/pictures/{id}");
        assertThat(pattern("GET", "/@")).isEqualTo("/{slug}");
    }

    @Test
    void the_rest_takes_what_is_left_of_the_path() {
        assertThat(params("/assets/a/b/c.css")).isEqualTo(Map.of("rest", "a/b/c.css"));
        assertThat(table.match("GET", "/assets")).isInstanceOf(RouteTable.Match.Found.class);
    }

    @Test
    void a_last_slash_makes_no_difference() {
        assertThat(pattern("GET", "/v1/customers/")).isEqualTo("/v1/customers");
        assertThat(params("/@ada/")).isEqualTo(Map.of("handle", "ada"));
        assertThat(pattern("GET", "/")).isEqualTo("/");
    }

    @Test
    void head_is_answered_by_get() {
        assertThat(pattern("HEAD", "/v1/customers")).isEqualTo("/v1/customers");
        assertThat(pattern("HEAD", "/@ada")).isEqualTo("/@{handle}");
    }

    @Test
    void another_method_names_those_that_there_are() {
        assertThat(table.match("DELETE", "/v1/customers"))
                .isInstanceOfSatisfying(
                        RouteTable.Match.OtherMethods.class,
                        m -> assertThat(m.methods()).containsExactly("GET", "OPTIONS", "POST"));
    }

    @Test
    void what_nobody_serves_is_nothing() {
        assertThat(table.match("GET", "/a/b")).isInstanceOf(RouteTable.Match.Nothing.class);
        assertThat(table.match("GET", "/@a/b")).isInstanceOf(RouteTable.Match.Nothing.class);
        assertThat(table.match("GET", "")).isInstanceOf(RouteTable.Match.Found.class);
    }

    @Test
    void two_routes_of_one_shape_are_refused() {
        assertThatThrownBy(() -> new RouteTable(new Routes().get("/a/{x}", ANY).get("/a/{y}", ANY)))
                .hasMessageContaining("/a/{y}");
    }

    private String pattern(String method, String path) {
        return ((RouteTable.Match.Found) table.match(method, path)).target().route().pattern();
    }

    private Map<String, String> params(String path) {
        return ((RouteTable.Match.Found) table.match("GET", path)).params();
    }
}
