package hawker.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A story of a platform and an account of its; after it all books are right, and nothing is on its
 * way.
 */
abstract class Story {

    static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        drain();
        assertThat(stage.findings()).isEmpty();
        assertThat(stage.inTransit(stage.bazaar)).isZero();
        assertThat(stage.inTransit(stage.number(stage.account))).isZero();
    }

    static void drain() {
        stage.platform.events().drain();
    }
}
