package hawker.market;

import hawker.look.Picture;
import java.util.List;
import java.util.Optional;

/** A shop in the directory, with a few of its goods. */
public record WindowView(
        String name,
        String handle,
        Optional<String> logo,
        String about,
        int products,
        int followers,
        List<Thing> things) {

    /** A picture that leads to a product. */
    public record Thing(String href, Picture picture) {}

    public WindowView {
        things = List.copyOf(things);
    }

    public String href() {
        return "/@" + handle;
    }

    public String counts() {
        var goods = products == 1 ? "1 product" : products + " products";
        return followers == 0
                ? goods
                : goods + " · " + (followers == 1 ? "1 follower" : followers + " followers");
    }
}
