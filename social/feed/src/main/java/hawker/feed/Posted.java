package hawker.feed;

/** What became of a post that somebody wrote or changed. */
public sealed interface Posted {

    record Done(Post post) implements Posted {}

    /** Nothing was stored. */
    record Refused(Reason reason) implements Posted {}

    enum Reason {
        EMPTY("Write something, or add a picture or a product."),
        TOO_LONG("A post has at most 500 characters."),
        TOO_MANY_PICTURES("A post has at most 4 pictures."),
        NO_SUCH_PRODUCT("That product is no longer for sale."),
        NO_SUCH_PARENT("The post you are answering is gone."),
        TOO_FAST("That was a lot at once. Wait a minute and try again."),
        NOT_YOURS("There is no such post of yours.");

        private final String says;

        Reason(String says) {
            this.says = says;
        }

        /** A sentence for the writer. */
        public String says() {
            return says;
        }
    }
}
