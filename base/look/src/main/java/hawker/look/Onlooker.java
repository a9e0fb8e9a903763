package hawker.look;

import java.util.Optional;

/**
 * Whose eyes a page is for, as the rooms above know it; this room knows nobody.
 *
 * @param csrf the token for the forms of the bars; empty for somebody who is not signed in
 */
public record Onlooker(Visitor visitor, Optional<String> csrf) {

    public static Onlooker stranger() {
        return new Onlooker(Visitor.stranger(), Optional.empty());
    }
}
