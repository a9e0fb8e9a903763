package hawker.app;

import hawker.kernel.Clock;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Templates;
import hawker.platform.Mailbox;
import hawker.platform.Platform;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The mailbox of a demo: every mail it would have sent, to be read by whoever tries it out. */
final class MailboxPages {

    private static final int NEWEST = 50;

    private final Mailbox mailbox;
    private final Clock clock;
    private final Look look;
    private final Templates templates =
            new Templates("hawker.app.templates", MailboxPages.class.getClassLoader());

    MailboxPages(Platform platform, Look look) {
        this.mailbox = platform.mail();
        this.clock = platform.clock();
        this.look = look;
    }

    Routes routes() {
        return new Routes().get("/mailbox", this::list).get("/mailbox/{id}", this::show);
    }

    private Response list(Request request) {
        var table =
                Kit.table(
                        "Mail",
                        DataTable.Column.text("Subject"),
                        DataTable.Column.text("To"),
                        DataTable.Column.text("When"));
        for (var mail : mailbox.newest(Optional.empty(), NEWEST))
            table =
                    table.linkedRow(
                            "/mailbox/" + mail.id(),
                            Kit.text(mail.mail().subject()),
                            Kit.text(mail.mail().to()),
                            Kit.time(mail.at(), clock.now()));
        var empty =
                Kit.empty(
                        "mail",
                        "No mail yet. Buy something, and the receipt comes here.",
                        Optional.empty());
        var body = templates.content("mailbox.jte", Map.of("table", table.orElse(empty)));
        var head = PageHead.of(request, "Mailbox");
        return look.publicPage(request, head, body);
    }

    /** The mail as its reader would see it; it may load nothing and run nothing. */
    private Response show(Request request) {
        return mailbox.newest(Optional.empty(), NEWEST).stream()
                .filter(mail -> mail.id().equals(request.pathParam("id")))
                .findFirst()
                .map(mail ->
                        Response.html(200, withWayBack(mail.mail().html()))
                                .with(
                                        "Content-Security-Policy",
                                        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
                                .with("X-Content-Type-Options", "nosniff"))
                .orElseGet(() -> look.problem(request, 404));
    }

    private static byte[] withWayBack(String html) {
        int at = html.indexOf("<body>");
        int begin = at < 0 ? html.length() : at + "<body>".length();
        var back = "<p class=\"small\"><a href=\"/mailbox\">Back to the mailbox</a></p>";
        return (html.substring(0, begin) + back + html.substring(begin))
                .getBytes(StandardCharsets.UTF_8);
    }
}
