package hawker.look;

import gg.jte.Content;

/** A whole page, ready to be sent by {@link Look#page}. */
public record Page(PageHead head, Policy policy, Content content) {

    /** What a browser may do with a page. */
    public enum Policy {
        /** May be framed by our own pages (previews); kept for going back. */
        PUBLIC,
        /** Never framed, never stored: checkout, sign-in, account. */
        PRIVATE,
        /** Framed by sellers' pages elsewhere, never stored: checkout in a shop's own page. */
        EMBEDDED,
        /** Never framed; kept for going back. */
        CONSOLE
    }
}
