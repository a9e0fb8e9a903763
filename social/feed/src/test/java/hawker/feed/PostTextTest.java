package hawker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostTextTest {

    @Test
    void everything_is_escaped() {
        assertThat(PostText.html("<script>alert(\"1\") & 'x'</script>"))
                .isEqualTo("&lt;script&gt;alert(&quot;1&quot;) &amp; &#39;x&#39;&lt;/script&gt;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "<img src=x onerror=alert(1)>",
                "[a](javascript:alert(1))",
                "https://\"onmouseover=alert(1)",
                "https://<b>",
                "data:text/html,<script>",
                "#<b>",
                "@\"><script>",
                "http://example.com/\"><img src=x>",
            })
    void nothing_that_people_type_becomes_markup(String text) {
        var html = PostText.html(text);
        var tags =
                html.replaceAll("<a (rel=\"nofollow ugc noopener\" )?href=\"[^\"<>]*\">|</a>", "");
        assertThat(tags).doesNotContain("<", ">", "\"");
        assertThat(html).doesNotContain("href=\"javascript").doesNotContain("href=\"data");
    }

    @Test
    void tags_handles_and_addresses_become_links() {
        assertThat(PostText.html("#Ice with @daybird: https://hawker.example/a?b=1&c=2."))
                .isEqualTo(
                        "<a href=\"/tag/ice\">#Ice</a> with <a href=\"/@daybird\">@daybird</a>: "
                                + "<a rel=\"nofollow ugc noopener\""
                                + " href=\"https://hawker.example/a?b=1&amp;c=2\">"
                                + "hawker.example/a?b=1&amp;c=2</a>.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@daybird.example", "C#Sharp", "#1", "@me", "/#top", "x&#39;s"})
    void what_only_looks_like_a_link_stays_text(String text) {
        assertThat(PostText.html(text)).doesNotContain("<a");
    }

    @Test
    void tags_are_folded_and_counted_once() {
        assertThat(PostText.tags("#FirstSnow #firstsnow #ＦＩＲＳＴＳＮＯＷ #Straße"))
                .containsExactly("firstsnow", "straße");
    }

    @Test
    void tags_of_other_scripts_are_tags() {
        assertThat(PostText.html("#初滑り")).contains("/tag/%E5%88%9D%E6%BB%91%E3%82%8A");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\r\n\r\n\r\n\r\nb', 'a\n\nb'",
        "'  a\tb\u0000c  ', 'abc'",
        "'safe\u202etxt.exe', 'safetxt.exe'",
        "'\ud83d\ude00', '\ud83d\ude00'"
    })
    void text_is_stored_clean(String typed, String stored) {
        assertThat(PostText.normalised(typed)).isEqualTo(stored);
    }

    @Test
    void a_pair_of_surrogates_is_one_character() {
        assertThat(PostText.length("😀😀")).isEqualTo(2);
    }
}
