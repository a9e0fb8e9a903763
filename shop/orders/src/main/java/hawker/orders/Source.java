package hawker.orders;

/**
 * Where a sale came from.
 *
 * @param id of the post, hashtag, ad or agent; empty for the shop itself
 */
public record Source(Kind kind, String id) {

    public enum Kind {
        SHOP,
        POST,
        HASHTAG,
        AD,
        REGISTER
    }

    public static Source shop() {
        return new Source(Kind.SHOP, "");
    }

    public static Source post(String post) {
        return new Source(Kind.POST, post);
    }
}
