package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Mail to people: written in the transaction of its cause, sent after it by a job ({@code
 * HAWKER_SMTP_URL} names the mail server); in a demo it stays in a mailbox.
 */
public final class Mailbox {

    private static final String KIND = "platform.mail";
    private static final int ALL = 1000;

    private static final String ADD =
            """
            insert into platform.mail
                (account_id, mail_id, mail_key, to_address, subject, body_text, body_html, at)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
            """;

    private static final String COLUMNS =
            " mail_id, at, to_address, subject, body_text, body_html, sent_at is not null as sent ";

    private static final String ONE =
            "select" + COLUMNS + "from platform.mail where account_id = ? and mail_id = ?";

    private static final String SENT =
            "update platform.mail set sent_at = ? where account_id = ? and mail_id = ?";

    private static final String NEWEST =
            "/* across: mailbox */ select"
                    + COLUMNS
                    + "from platform.mail where to_address = coalesce(?, to_address)"
                    + " order by mail_id desc limit ?";

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Jobs jobs;
    private final Optional<Postman> postman;

    Mailbox(Clock clock, Ids ids, TxRunner tx, Jobs jobs, Optional<Postman> postman) {
        this.clock = clock;
        this.ids = ids;
        this.tx = tx;
        this.jobs = jobs;
        this.postman = postman;
        postman.ifPresent(by ->
                jobs.handle(
                        KIND,
                        Jobs.Retry.doubling(Duration.ofMinutes(1), 10),
                        job -> deliver(job, by)));
    }

    /**
     * A mail; {@code html} is the whole document, {@code text} says the same in plain words.
     * Address and subject are one line each: a line break in them would be a header of the
     * attacker's.
     */
    public record Mail(String to, String subject, String text, String html) {
        public Mail {
            if (to.isBlank() || (to + subject).chars().anyMatch(Character::isISOControl))
                throw new IllegalArgumentException("address and subject are one line each");
        }

        /**
         * A letter with one thing to do. All but the link is plain words, of anybody; whose program
         * shows no buttons finds the address below it.
         */
        public static Mail letter(
                String to,
                String subject,
                String before,
                String action,
                String link,
                String after) {
            var html =
                    """
                    <!doctype html><html lang="en"><head><meta charset="utf-8">\
                    <meta name="viewport" content="width=device-width"><title>%s</title></head>\
                    <body><h1>%s</h1><p>%s</p><p><a class="button" href="%s">%s</a></p>\
                    <p>%s</p><p class="small">If the button does nothing, open this address: %s</p>\
                    </body></html>
                    """
                            .formatted(
                                    escaped(subject),
                                    escaped(subject),
                                    escaped(before),
                                    escaped(link),
                                    escaped(action),
                                    escaped(after),
                                    escaped(link));
            return new Mail(to, subject, before + "\n\n" + link + "\n\n" + after + "\n", html);
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }

        /** With the sheet of all mails, which programs for mail read in the head only. */
        private String dressed() {
            int at = html.indexOf("</title>");
            if (at < 0) return "<!doctype html><html lang=\"en\"><title></title>" + SHEET + html;
            int end = at + "</title>".length();
            return html.substring(0, end) + SHEET + html.substring(end);
        }
    }

    /** Colours in the notation that programs for mail know; light, as mail is. */
    private static final String SHEET =
            """
            <style>
            body { max-width: 600px; margin: 0 auto; padding: 32px 16px; background: #fff; color: #16181d;
              font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
            h1 { margin: 0 0 16px; font-size: 24px; line-height: 1.25; font-weight: 600; }
            p { margin: 0 0 16px; }
            pre { font: inherit; white-space: pre-wrap; }
            a { color: #1f55c4; }
            table { width: 100%; border-collapse: collapse; }
            table table { margin-bottom: 16px; }
            table table td { padding: 8px 0; border-bottom: 1px solid #dcdfe5; vertical-align: top; }
            table table td[align="right"] { white-space: nowrap; padding-left: 16px; }
            .button { display: inline-block; padding: 12px 24px; border-radius: 8px; background: #16181d;
              color: #fff; font-weight: 600; text-decoration: none; }
            .small { color: #5b616e; font-size: 14px; word-break: break-word; }
            </style>
            """;

    /** A mail as it lies in the mailbox. */
    public record Stored(String id, Instant at, Mail mail, boolean sent) {}

    /** Writes a mail; the key is unique in the account, so that a repeated cause sends one mail. */
    public void send(Tx tx, AccountId account, String key, Mail mail) {
        var id = ids.ordinary("mail", account);
        var now = clock.now();
        int added =
                tx.update(
                        ADD,
                        account,
                        id,
                        key,
                        mail.to(),
                        mail.subject(),
                        mail.text(),
                        mail.dressed(),
                        now);
        if (added == 1 && postman.isPresent()) jobs.add(tx, account, id, KIND, now, id);
    }

    /** The newest mails to an address, or to all: only for the demo's mailbox page. */
    public List<Stored> newest(Optional<String> to, int limit) {
        return tx.readAcross(
                "mailbox", t -> t.list(NEWEST, Mailbox::stored, to, Math.min(limit, ALL)));
    }

    /**
     * Sends first and notes it afterwards: a crash between sends a mail twice, with the same
     * Message-ID, rather than never.
     */
    private void deliver(Job job, Postman by) {
        var stored =
                tx.readAccount(
                        job.account(),
                        t -> t.one(ONE, Mailbox::stored, job.account(), job.payload()));
        if (stored.isPresent() && !stored.get().sent()) by.send(stored.get());
        tx.doInAccount(
                job.account(),
                t -> {
                    t.update(SENT, clock.now(), job.account(), job.payload());
                    jobs.finish(t, job);
                });
    }

    private static Stored stored(Row row) {
        var mail =
                new Mail(
                        row.text("to_address"),
                        row.text("subject"),
                        row.text("body_text"),
                        row.text("body_html"));
        return new Stored(row.text("mail_id"), row.time("at"), mail, row.flag("sent"));
    }
}
