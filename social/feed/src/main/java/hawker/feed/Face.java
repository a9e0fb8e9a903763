package hawker.feed;

import java.util.Optional;

/**
 * How an author is shown.
 *
 * @param handle without the @
 * @param picture address of the picture
 */
record Face(String name, String handle, Optional<String> picture, boolean brand) {

    /** Somebody whose account is gone. */
    static final Face NOBODY = new Face("Somebody", "", Optional.empty(), false);

    String href() {
        return handle.isEmpty() ? "/" : "/@" + handle;
    }
}
