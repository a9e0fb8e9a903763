package hawker.look;

import hawker.platform.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a page says about itself. Begin with {@link #of} and add what differs.
 *
 * @param title without the product's name, which the frame adds
 * @param description for search engines and cards of links; empty: none
 * @param canonical the one address of this page, whole
 * @param picture address of a picture for cards of links
 * @param scheme light, dark or as the device says
 * @param path where the visitor is, with query: for the way back after a sign-in
 * @param csrf token for the forms of the frame (scheme, sign-out)
 * @param styles URLs of further style sheets
 * @param scripts URLs of further scripts
 * @param theme values of a shop's colours, from {@link Accent#css}
 * @param toast what has just been done, shown once
 * @param indexed whether search engines may keep it
 */
public record PageHead(
        String title,
        String description,
        Optional<String> canonical,
        Optional<String> picture,
        Scheme scheme,
        String path,
        Optional<String> csrf,
        List<String> styles,
        List<String> scripts,
        Optional<String> theme,
        Optional<String> toast,
        boolean indexed) {

    static final String TOAST_COOKIE = "hk_toast";

    public PageHead {
        styles = List.copyOf(styles);
        scripts = List.copyOf(scripts);
        if (theme.filter(css -> css.indexOf('<') >= 0).isPresent())
            throw new IllegalArgumentException("a theme holds values only");
    }

    /** A page of this title, with scheme, path and toast as the request has them. */
    public static PageHead of(Request request, String title) {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        return new PageHead(
                title,
                "",
                Optional.empty(),
                Optional.empty(),
                Scheme.of(request.cookie(Scheme.COOKIE).orElse("")),
                request.path() + query,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                request.cookie(TOAST_COOKIE).map(Toast::decode),
                false);
    }

    /** Public pages are described and may be found. */
    public PageHead described(String text) {
        return new PageHead(
                title, text, canonical, picture, scheme, path, csrf, styles, scripts, theme, toast,
                true);
    }

    public PageHead withCanonical(String url) {
        return new PageHead(
                title,
                description,
                Optional.of(url),
                picture,
                scheme,
                path,
                csrf,
                styles,
                scripts,
                theme,
                toast,
                indexed);
    }

    public PageHead withPicture(String url) {
        return new PageHead(
                title,
                description,
                canonical,
                Optional.of(url),
                scheme,
                path,
                csrf,
                styles,
                scripts,
                theme,
                toast,
                indexed);
    }

    public PageHead withCsrf(String token) {
        return new PageHead(
                title,
                description,
                canonical,
                picture,
                scheme,
                path,
                Optional.of(token),
                styles,
                scripts,
                theme,
                toast,
                indexed);
    }

    public PageHead withStyle(String url) {
        return new PageHead(
                title,
                description,
                canonical,
                picture,
                scheme,
                path,
                csrf,
                plus(styles, url),
                scripts,
                theme,
                toast,
                indexed);
    }

    public PageHead withScript(String url) {
        return new PageHead(
                title,
                description,
                canonical,
                picture,
                scheme,
                path,
                csrf,
                styles,
                plus(scripts, url),
                theme,
                toast,
                indexed);
    }

    /** A shop's colours on this page. */
    public PageHead withTheme(String css) {
        return new PageHead(
                title,
                description,
                canonical,
                picture,
                scheme,
                path,
                csrf,
                styles,
                scripts,
                Optional.of(css),
                toast,
                indexed);
    }

    private static List<String> plus(List<String> all, String one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
