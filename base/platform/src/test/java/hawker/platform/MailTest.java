package hawker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import hawker.platform.Mailbox.Mail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class MailTest {

    private static final AccountId SELLER = new AccountId(42);
    private static final Mail MAIL =
            new Mail("ann@example.com", "Grüße", "Hello Ann", "<p>Hello Ann</p>");

    @Test
    void without_a_server_mail_stays_in_the_mailbox() {
        try (var test = TestPlatform.open()) {
            for (int n = 0; n < 3; n++) send(test.platform(), "or_1");
            test.platform().jobs().runDue();
            assertThat(test.platform().mail().newest(Optional.empty(), 10))
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.mail().text()).isEqualTo(MAIL.text()))
                    .satisfies(stored ->
                            assertThat(stored.mail().html())
                                    .contains("<title></title><style>")
                                    .endsWith(MAIL.html()))
                    .satisfies(stored -> assertThat(stored.sent()).isFalse());
            assertThat(test.platform().mail().newest(Optional.of("bob@example.com"), 10)).isEmpty();
        }
    }

    @Test
    void a_letter_has_one_button_and_nothing_of_what_people_wrote_is_markup() {
        var mail =
                Mail.letter(
                        "ann@example.com",
                        "A <b> & c",
                        "Said \"so\":",
                        "Do it",
                        "https://x.example/?a=1&b=2",
                        "Or not.");
        assertThat(mail.html())
                .contains("<h1>A &lt;b&gt; &amp; c</h1><p>Said &quot;so&quot;:</p>")
                .contains("<a class=\"button\" href=\"https://x.example/?a=1&amp;b=2\">Do it</a>")
                .doesNotContain("<b>");
        assertThat(mail.text())
                .isEqualTo("Said \"so\":\n\nhttps://x.example/?a=1&b=2\n\nOr not.\n");
    }

    @Test
    void with_a_server_mail_is_handed_over_after_the_commit() throws IOException {
        try (var server = new FakeMailServer();
                var test = TestPlatform.open(server.settings())) {
            send(test.platform(), "or_1");
            assertThat(server.mails).isEmpty();
            test.platform().jobs().runDue();
            test.platform().jobs().runDue();
            assertThat(server.mails)
                    .singleElement()
                    .satisfies(text ->
                            assertThat(text)
                                    .contains("To: ann@example.com")
                                    .contains("From: shop@example.com")
                                    .contains("Message-ID: <mail_")
                                    .contains("Hello Ann"));
            assertThat(test.platform().mail().newest(Optional.empty(), 1).getFirst().sent())
                    .isTrue();
        }
    }

    @Test
    void a_server_that_is_away_is_tried_again() throws IOException {
        var server = new FakeMailServer();
        try (server;
                var test = TestPlatform.open(server.settings())) {
            send(test.platform(), "or_1");
            server.refusing = true;
            test.platform().jobs().runDue();
            assertThat(server.mails).isEmpty();
            server.refusing = false;
            test.clock().advance(Duration.ofMinutes(1));
            test.platform().jobs().runDue();
            assertThat(server.mails).hasSize(1);
        }
    }

    @Test
    void a_line_break_in_address_or_subject_is_refused() {
        assertThatThrownBy(() -> new Mail("a@example.com", "x\r\nBcc: all@example.com", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mail("a@example.com\nb@example.com", "x", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void send(Platform platform, String key) {
        platform.tx().doInAccount(SELLER, t -> platform.mail().send(t, SELLER, key, MAIL));
    }

    /** As much of a mail server as a client needs (RFC 5321). */
    private static final class FakeMailServer implements AutoCloseable {
        private final List<String> mails = new CopyOnWriteArrayList<>();
        private final ServerSocket socket =
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private volatile boolean refusing;

        FakeMailServer() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        Map<String, String> settings() {
            return Map.of(
                    "HAWKER_SMTP_URL",
                    "smtp://127.0.0.1:" + socket.getLocalPort(),
                    "HAWKER_MAIL_FROM",
                    "shop@example.com");
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var client = socket.accept()) {
                    talk(client);
                } catch (IOException e) {
                    if (!socket.isClosed()) throw new UncheckedIOException(e);
                }
            }
        }

        private void talk(Socket client) throws IOException {
            var in =
                    new BufferedReader(
                            new java.io.InputStreamReader(
                                    client.getInputStream(), StandardCharsets.UTF_8));
            say(client, refusing ? "421 not now" : "220 hello");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.toLowerCase(Locale.ROOT);
                if (command.startsWith("data")) {
                    say(client, "354 go on");
                    mails.add(data(in));
                }
                say(client, command.startsWith("quit") ? "221 bye" : "250 ok");
            }
        }

        private static String data(BufferedReader in) throws IOException {
            var text = new StringBuilder();
            for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine())
                text.append(line).append('\n');
            return text.toString();
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
