package hawker.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.demo.DemoLogins;
import hawker.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Tells people (on the console) and programs (in DATA/demo.json) how to get in. */
final class DemoFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DemoFile() {}

    /** Writes demo.json and gives the text for people. */
    static String write(
            Settings settings, Origins origins, DemoLogins logins, List<String> furtherSellers) {
        logins.write(settings.data(), origins.pages(), origins.vault());
        if (!furtherSellers.isEmpty()) addSellers(settings, furtherSellers);
        return text(settings, origins, logins);
    }

    private static void addSellers(Settings settings, List<String> secretKeys) {
        var file = DemoLogins.file(settings.data()).toFile();
        try {
            var node = (ObjectNode) JSON.readTree(file);
            var sellers = node.putArray("sellers");
            for (var key : secretKeys) sellers.addObject().put("secret_key", key);
            JSON.writerWithDefaultPrettyPrinter().writeValue(file, node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Settings settings, Origins origins, DemoLogins logins) {
        return """

        Open     %1$s/                    the feed: buy in a post
                 %1$s/@%2$s               a shop
                 %1$s/dashboard           the seller's side
                 %1$s/operator            the health of the books
                 %1$s/mailbox             the mail this demo sends
                 %1$s/styleguide          how everything looks

        Sign in  seller    %3$s   %4$s
                 shopper   %5$s   %6$s
                 operator  %7$s   %8$s

        API      secret key       %9$s
                 publishable key  %10$s

        Cards    4242 4242 4242 4242 pays, 4000 0000 0000 9995 is declined,
                 4000 0000 0000 3220 asks the cardholder; any future date, any CVC

        The same in %11$s. Ctrl-C stops; the data stays.
        """
                .formatted(
                        origins.pages(),
                        logins.seller().handle(),
                        logins.seller().email(),
                        logins.seller().password(),
                        logins.shopper().email(),
                        logins.shopper().password(),
                        logins.operator().email(),
                        logins.operator().password(),
                        logins.seller().secretKey(),
                        logins.seller().publishableKey(),
                        DemoLogins.file(settings.data()));
    }
}
