package hawker.platform;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/**
 * Hands mails to the operator's mail server. The address is {@code smtp://user:password@host:port}
 * (STARTTLS is required when there is a password) or {@code smtps://…} (TLS from the start).
 */
final class Postman {

    private final URI server;
    private final InternetAddress from;
    private final Session session;

    Postman(String server, String from) {
        this.server = URI.create(server);
        if (!server.startsWith("smtp://") && !server.startsWith("smtps://"))
            throw new IllegalArgumentException("HAWKER_SMTP_URL is smtp://… or smtps://…");
        try {
            this.from = new InternetAddress(from, true);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("HAWKER_MAIL_FROM is not an address: " + from, e);
        }
        this.session = Session.getInstance(properties());
    }

    static Optional<Postman> of(Settings settings) {
        return settings.get("HAWKER_SMTP_URL")
                .map(url ->
                        new Postman(
                                url, settings.get("HAWKER_MAIL_FROM").orElse("hawker@localhost")));
    }

    /** Throws {@link IllegalStateException} when the server does not take it. */
    void send(Mailbox.Stored stored) {
        try {
            var message = message(stored);
            try (var transport = session.getTransport(server.getScheme())) {
                transport.connect(server.getHost(), server.getPort(), part(0), part(1));
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (MessagingException e) {
            throw new IllegalStateException("the mail server did not take " + stored.id(), e);
        }
    }

    private MimeMessage message(Mailbox.Stored stored) throws MessagingException {
        var id = "<" + stored.id() + "@" + from.getAddress().replaceFirst(".*@", "") + ">";
        var message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        var mail = stored.mail();
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), "UTF-8");
        message.setSentDate(Date.from(stored.at()));
        var text = new MimeBodyPart();
        text.setText(mail.text(), "UTF-8");
        var html = new MimeBodyPart();
        html.setText(mail.html(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    private Properties properties() {
        var scheme = "mail." + server.getScheme() + ".";
        var properties = new Properties();
        properties.put(scheme + "connectiontimeout", "10000");
        properties.put(scheme + "timeout", "20000");
        properties.put(scheme + "writetimeout", "20000");
        if (server.getUserInfo() != null) {
            properties.put(scheme + "auth", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        properties.put("mail.smtp.starttls.enable", "true");
        return properties;
    }

    private @org.jspecify.annotations.Nullable String part(int n) {
        var info = server.getRawUserInfo();
        if (info == null) return null;
        var parts = info.split(":", 2);
        return parts.length > n ? URLDecoder.decode(parts[n], StandardCharsets.UTF_8) : "";
    }
}
