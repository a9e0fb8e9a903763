package hawker.platform;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Mail to people: written in the transaction of its cause, sent after it by a job; in a demo it
 * stays in a mailbox.
 */
public final class Mailbox {

    /** A mail; {@code html} is the whole document, {@code text} says the same in plain words. */
    public record Mail(String to, String subject, String text, String html) {}

    /** A mail as it lies in the mailbox. */
    public record Stored(String id, Instant at, Mail mail, boolean sent) {}

    /** Writes a mail; the key is unique in the account, so that a repeated cause sends one mail. */
    public void send(Tx tx, AccountId account, String key, Mail mail) {
        throw new UnsupportedOperationException();
    }

    /** The newest mails to an address, or to all: only for the demo's mailbox page. */
    public List<Stored> newest(Optional<String> to, int limit) {
        throw new UnsupportedOperationException();
    }
}
