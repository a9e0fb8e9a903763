package hawker.look;

import gg.jte.Content;
import gg.jte.TemplateOutput;

/**
 * A picture with its size, so that nothing moves when it comes. Begin with {@link #of}.
 *
 * @param srcset further widths as HTML writes them ("a.jpg 320w, b.jpg 640w"); may be empty
 * @param sizes how wide it is shown; needed with a srcset
 * @param eager the first picture of a page: fetched at once and with priority
 */
public record Picture(
        String src, String alt, int width, int height, String srcset, String sizes, boolean eager)
        implements Content {

    public Picture {
        if (width < 1 || height < 1)
            throw new IllegalArgumentException("a picture has a size: " + width + "×" + height);
    }

    /** A picture; alt says what it shows, and is empty where the words beside it say so. */
    public static Picture of(String src, String alt, int width, int height) {
        return new Picture(src, alt, width, height, "", "", false);
    }

    public Picture widths(String srcset, String sizes) {
        return new Picture(src, alt, width, height, srcset, sizes, eager);
    }

    public Picture first() {
        return new Picture(src, alt, width, height, srcset, sizes, true);
    }

    @Override
    public void writeTo(TemplateOutput out) {
        var html =
                new Html(out).raw("<img class=\"hk-picture\"").attr("src", Html.safePicture(src));
        html.attr("alt", alt).attr("width", width).attr("height", height);
        if (!srcset.isEmpty()) html.attr("srcset", srcset).attr("sizes", sizes);
        html.raw(
                eager
                        ? " fetchpriority=\"high\" decoding=\"async\">"
                        : " loading=\"lazy\" decoding=\"async\">");
    }
}
