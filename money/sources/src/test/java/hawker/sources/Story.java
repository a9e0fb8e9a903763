package hawker.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A story of sources: after it the books are right. */
abstract class Story {

    @SuppressWarnings("NullAway.Init")
    static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }
}
