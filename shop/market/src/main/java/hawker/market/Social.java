package hawker.market;

import gg.jte.Content;
import hawker.catalog.ProductRef;
import hawker.web.Request;
import java.util.Optional;

/**
 * What market's pages show of the feed, which it does not know: app fills this from the feed's
 * parts for other pages.
 */
public interface Social {

    /** The newest posts of whoever has a handle. */
    Content posts(Request request, String handle);

    /** The newest posts that show a product; empty if there are none. */
    Optional<Content> about(Request request, ProductRef product);

    /** A button that follows whoever has a handle, or no longer does. */
    Content followButton(Request request, String handle);

    int followers(String handle);

    /** The form that the buttons of posts and the follow button send; once on each page. */
    Content actionForm(Request request);

    /** Style sheet of the parts. */
    String style();

    /** Script of the parts. */
    String script();
}
