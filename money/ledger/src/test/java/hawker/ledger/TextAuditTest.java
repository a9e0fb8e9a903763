package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextAuditTest {

    private static final String CARD = "4242424242424242";

    private final Books books = Books.open();
    private final TextAudit texts =
            new TextAudit(
                    books.test.platform(),
                    text -> text.replace(CARD, CARD.substring(0, 6) + "******4242"),
                    2,
                    7);

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void a37_a_card_number_in_any_table_is_found_until_it_is_gone() {
        write("m1", "nothing to see");
        assertThat(wholeRound()).isEmpty();

        write("m2", "my card is " + CARD);
        write(CARD, "the key is one itself");
        var found = wholeRound();
        assertThat(found)
                .extracting(Finding::offending)
                .containsExactlyInAnyOrder(
                        "platform.mail 4 424242******4242", "platform.mail 4 m2");
        assertThat(found).allMatch(finding -> finding.account().isEmpty());

        books.asOwner("update platform.mail set body_text = 'gone' where mail_id = 'm2'");
        assertThat(wholeRound())
                .extracting(Finding::offending)
                .containsExactly("platform.mail 4 424242******4242");
    }

    @Test
    void a_run_looks_at_a_bounded_number_of_rows_and_the_next_one_goes_on() {
        for (int i = 0; i < 40; i++) write("m" + i, "text " + i);
        write("m99", CARD);
        texts.run();
        assertThat(texts.report(10)).isEmpty();
        var another = new TextAudit(books.test.platform(), text -> text.replace(CARD, "*"), 2, 7);
        for (int i = 0; i < 200 && another.report(10).isEmpty(); i++) another.run();
        var check = another.report(10).orElseThrow();
        assertThat(check.accounts()).isGreaterThanOrEqualTo(41);
        assertThat(check.green()).isFalse();
        assertThat(check.brokenSince()).isPresent();
    }

    private List<Finding> wholeRound() {
        books.test.clock().advance(Duration.ofMinutes(1));
        var now = books.test.clock().now();
        for (int i = 0; i < 500; i++) {
            texts.run();
            if (texts.report(10).map(Audit.Check::checkedAt).filter(now::equals).isPresent())
                return texts.report(10).orElseThrow().findings();
        }
        throw new AssertionError("no round came to its end");
    }

    private void write(String id, String text) {
        books.asOwner(
                "insert into platform.mail (account_id, mail_id, mail_key, to_address, subject,"
                        + " body_text, body_html, at) values (4, '"
                        + id
                        + "', '"
                        + (id.equals(CARD) ? "k" : id)
                        + "', 'a@example.com', 's', '"
                        + text
                        + "', '', '"
                        + Instant.EPOCH
                        + "')");
    }
}
