package hawker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.look.Look;
import hawker.web.Request;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A post is written, with pictures and goods, and what was typed is not lost. */
class ComposingTest extends PagesStory {

    @Test
    void a_form_from_elsewhere_does_nothing() {
        signIn("ada");
        assertThat(post("/post", Map.of(), "text=mine&csrf=wrong.token").status()).isEqualTo(403);
        assertThat(feed.everybody(Optional.empty()).entries()).isEmpty();
    }

    @Test
    void a_signed_in_person_writes_and_sees_it() {
        signIn("ada");
        var answer = post("/post", Map.of(), form("text=From+the+form"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(page("/", Map.of(), "")).contains("From the form");
    }

    @Test
    void what_was_typed_is_not_lost_when_it_is_too_long() {
        signIn("ada");
        var answer = post("/post", Map.of(), form("text=" + "a".repeat(501)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(text(answer)).contains("a".repeat(501), "500 characters");
    }

    @Test
    void an_owner_writes_as_the_shop_and_nobody_else_does() {
        signIn("ada");
        post("/post", Map.of(), form("text=We+are+open&as=" + shop.handle()));
        assertThat(author()).isEqualTo(Author.of(shop.id()));
        person("mallory");
        signIn("mallory");
        var answer = post("/post", Map.of(), form("text=Closed&as=" + shop.handle()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(feed.everybody(Optional.empty()).entries()).hasSize(1);
    }

    @Test
    void a_picture_comes_with_the_form() throws Exception {
        signIn("ada");
        var body = new ByteArrayOutputStream();
        part(body, "csrf", "", token().getBytes(StandardCharsets.UTF_8));
        part(body, "text", "", "Look".getBytes(StandardCharsets.UTF_8));
        part(body, "alt", "", "A green square".getBytes(StandardCharsets.UTF_8));
        part(body, "pictures", "; filename=\"../../x.png\"", png());
        body.write("--frontier--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var answer =
                call(
                        "POST",
                        "/post",
                        Map.of(),
                        "",
                        body.toByteArray(),
                        "multipart/form-data; boundary=frontier");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(page("/", Map.of(), "")).contains("alt=\"A green square\"", "/media/");
    }

    @Test
    void a_file_that_is_no_picture_is_refused() throws Exception {
        signIn("ada");
        var body = new ByteArrayOutputStream();
        part(body, "csrf", "", token().getBytes(StandardCharsets.UTF_8));
        part(
                body,
                "pictures",
                "; filename=\"x.png\"",
                "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
        body.write("--frontier--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var type = "multipart/form-data; boundary=frontier";
        var answer = call("POST", "/post", Map.of(), "", body.toByteArray(), type);
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void a_product_is_found_by_its_name_and_chosen_without_losing_what_was_written() {
        var mug = product(3);
        signIn("ada");
        assertThat(page("/compose", Map.of(), "")).contains("Stoneware mug", "The Kiln · $32.00");
        var found = post("/compose", Map.of(), form("text=So+heavy&find=mug"));
        assertThat(found.status()).isEqualTo(200);
        assertThat(text(found)).contains("So heavy", "value=\"" + mug.id() + "\"");
        assertThat(feed.everybody(Optional.empty()).entries()).isEmpty();
        assertThat(text(post("/compose", Map.of(), form("text=x&find=teapot"))))
                .contains("Nothing is called that.");
        var kept = post("/compose", Map.of(), form("text=x&find=teapot&product=" + mug.id()));
        assertThat(text(kept)).contains("value=\"" + mug.id() + "\" checked");
        post("/post", Map.of(), form("text=So+heavy&find=mug&product=" + mug.id()));
        assertThat(feed.everybody(Optional.empty()).entries().getFirst().post().card())
                .contains(mug.ref());
    }

    @Test
    void goods_of_other_shops_are_found_and_their_addresses_understood() {
        var mug = product(3);
        person("ben");
        signIn("ben");
        assertThat(page("/compose", Map.of(), "")).contains("Look for a product by its name.");
        var wide =
                FeedModule.open(
                        test.another(),
                        accounts,
                        catalog,
                        new Look("http://v"),
                        (words, most) -> words.equals("heavy") ? List.of(mug.ref()) : List.of());
        var asked = request("GET", "/compose/products", Map.of(), "find=heavy");
        var headers = new HashMap<>(asked.headers());
        headers.put("hx-request", "true");
        var fragment =
                new Request(
                        "GET",
                        "/compose/products",
                        "find=heavy",
                        Map.of(),
                        headers,
                        new byte[0],
                        "127.0.0.1",
                        "req_x",
                        test.clock().now());
        var answer = text(handler(wide, "GET", "/compose/products").handle(fragment));
        assertThat(answer).contains("Stoneware mug").doesNotContain("<html");
        var pasted = "find=https://hawker.test/@kiln/" + mug.slug();
        assertThat(text(post("/compose", Map.of(), form("text=x&" + pasted))))
                .contains("value=\"" + mug.id() + "\" checked");
    }

    private Author author() {
        return feed.everybody(Optional.empty()).entries().getFirst().post().author();
    }

    private static void part(ByteArrayOutputStream body, String name, String more, byte[] content)
            throws Exception {
        var head =
                "--frontier\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\""
                        + more
                        + "\r\n\r\n";
        body.write(head.getBytes(StandardCharsets.ISO_8859_1));
        body.write(content);
        body.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] png() throws Exception {
        var image = new BufferedImage(400, 300, 1);
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
