package hawker.desk;

import gg.jte.Content;
import hawker.look.Kit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The address of a list with its filters, so that the pages after it keep them. */
public record Address(String path, String query) {

    public Address(String path) {
        this(path, "");
    }

    /** With a filter, unless it stands at its usual value. */
    public Address with(String name, String value, String usual) {
        if (value.equals(usual)) return this;
        var field = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return new Address(path, query.isEmpty() ? field : query + "&" + field);
    }

    public String text() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /**
     * The links under a list.
     *
     * @param after the cursor this page began at
     * @param next the cursor of the page after it, if there is one
     */
    public Content pages(Optional<String> after, Optional<String> next) {
        return Kit.pages(
                after.map(ignored -> text()), next.map(cursor -> with("after", cursor, "").text()));
    }
}
