package hawker.fields;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The room is opened once for all stories of a class. */
abstract class FieldsStory {

    @SuppressWarnings("NullAway.Init")
    static Stage house;

    @BeforeAll
    static void open() {
        house = new Stage();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
