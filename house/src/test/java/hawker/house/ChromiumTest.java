package hawker.house;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journeys hold their pages against. */
@Tag("slow")
class ChromiumTest {

    private static final String IMAGE =
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=' width=40 height=40>";

    @ParameterizedTest
    @ValueSource(strings = {"%s", "<iframe title='f' srcdoc=\"%s\"></iframe>"})
    void a_picture_without_words_is_found_in_a_page_and_in_its_frames(String where) {
        try (var visitor = Chromium.visitor(1280, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            page.setContent(
                    "<html lang='en'><title>t</title><main>" + where.formatted(IMAGE) + "</main>");
            assertThatThrownBy(() -> Chromium.check(page, "a picture without words"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("image-alt");
        }
    }
}
