package hawker.look;

import hawker.web.Request;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a page says about itself. Begin with {@link #of} and add what differs.
 *
 * @param title without the product's name, which the frame adds
 * @param visit how this visitor sees it
 * @param about what search engines and cards of links see
 * @param extras what this page loads besides the common sheet and script
 */
public record PageHead(String title, Visit visit, About about, Extras extras) {

    static final String TOAST_COOKIE = "hk_toast";
    private static final int LONGEST_TOAST = 200;

    /** Light or dark, as the visitor chose; SYSTEM follows the device. Cookie {@code hk_scheme}. */
    public enum Scheme {
        SYSTEM,
        LIGHT,
        DARK;

        static final String COOKIE = "hk_scheme";

        static Scheme of(String text) {
            return switch (text) {
                case "light" -> LIGHT;
                case "dark" -> DARK;
                default -> SYSTEM;
            };
        }

        /** As it stands in the cookie and in {@code data-scheme}. */
        public String key() {
            return switch (this) {
                case SYSTEM -> "system";
                case LIGHT -> "light";
                case DARK -> "dark";
            };
        }
    }

    /**
     * How this visitor sees the page.
     *
     * @param path where they are, with query: for the way back after a sign-in
     * @param toast what has just been done, shown once
     * @param csrf token for the forms of the frame and for requests of htmx
     */
    public record Visit(Scheme scheme, String path, Optional<String> toast, Optional<String> csrf) {

        /** What was searched for, which stays in the field of the top bar; empty elsewhere. */
        public String sought() {
            if (!path.startsWith("/search?")) return "";
            return Stream.of(path.substring("/search?".length()).split("&"))
                    .filter(part -> part.startsWith("q="))
                    .map(part -> decoded(part.substring(2)))
                    .findFirst()
                    .orElse("");
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                return text;
            }
        }
    }

    /**
     * What search engines and cards of links see.
     *
     * @param text a sentence; empty: none
     * @param canonical the one address of this page, whole
     * @param picture address of a picture
     * @param properties further ones, label and value: og:type, product:price:amount
     * @param indexed whether search engines may keep it
     */
    public record About(
            String text,
            Optional<String> canonical,
            Optional<String> picture,
            List<Property> properties,
            boolean indexed) {

        public About {
            properties = List.copyOf(properties);
        }
    }

    /** {@code <meta property="…" content="…">} */
    public record Property(String name, String value) {}

    /**
     * What this page loads besides.
     *
     * @param styles URLs of style sheets
     * @param scripts URLs of scripts
     * @param theme values of a shop's colours, from {@link Accent#css}
     * @param pictures other origins whose pictures it shows: {@code https://shop.example}
     */
    public record Extras(
            List<String> styles,
            List<String> scripts,
            Optional<String> theme,
            List<String> pictures) {

        public Extras {
            styles = List.copyOf(styles);
            scripts = List.copyOf(scripts);
            pictures = List.copyOf(pictures);
            // It stands in a header: nothing but scheme, host and port.
            if (!pictures.stream().allMatch(o -> o.matches("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?")))
                throw new IllegalArgumentException("not an origin: " + pictures);
            if (theme.filter(css -> css.indexOf('<') >= 0).isPresent())
                throw new IllegalArgumentException("a theme holds values only");
        }
    }

    /** A page of this title, with scheme, path and toast as the request has them. */
    public static PageHead of(Request request, String title) {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var visit =
                new Visit(
                        Scheme.of(request.cookie(Scheme.COOKIE).orElse("")),
                        request.path() + query,
                        request.cookie(TOAST_COOKIE).map(PageHead::toastOf),
                        Optional.empty());
        var about = new About("", Optional.empty(), Optional.empty(), List.of(), false);
        return new PageHead(
                title, visit, about, new Extras(List.of(), List.of(), Optional.empty(), List.of()));
    }

    /** Public pages are described and may be found. */
    public PageHead described(String text) {
        return about(new About(text, about.canonical, about.picture, about.properties, true));
    }

    public PageHead withCanonical(String url) {
        return about(
                new About(
                        about.text,
                        Optional.of(url),
                        about.picture,
                        about.properties,
                        about.indexed));
    }

    public PageHead withPicture(String url) {
        return about(
                new About(
                        about.text,
                        about.canonical,
                        Optional.of(url),
                        about.properties,
                        about.indexed));
    }

    /** A further property for cards of links: og:type, product:price:amount. */
    public PageHead withMeta(String property, String content) {
        var more = plus(about.properties, new Property(property, content));
        return about(new About(about.text, about.canonical, about.picture, more, about.indexed));
    }

    public PageHead withCsrf(String token) {
        var signed = new Visit(visit.scheme, visit.path, visit.toast, Optional.of(token));
        return new PageHead(title, signed, about, extras);
    }

    public PageHead withStyle(String url) {
        return extras(
                new Extras(
                        plus(extras.styles, url), extras.scripts, extras.theme, extras.pictures));
    }

    public PageHead withScript(String url) {
        return extras(
                new Extras(
                        extras.styles, plus(extras.scripts, url), extras.theme, extras.pictures));
    }

    /** A shop's colours on this page. */
    public PageHead withTheme(String css) {
        return extras(new Extras(extras.styles, extras.scripts, Optional.of(css), extras.pictures));
    }

    /**
     * Pictures of another origin may be shown on this page.
     *
     * @param origin {@code https://shop.example}
     */
    public PageHead withPicturesOf(String origin) {
        return extras(
                new Extras(
                        extras.styles,
                        extras.scripts,
                        extras.theme,
                        plus(extras.pictures, origin)));
    }

    /** As it travels to the next page: in a cookie, which holds ASCII only. */
    static String toastCookie(String text) {
        var cut = text.length() > LONGEST_TOAST ? text.substring(0, LONGEST_TOAST) : text;
        return TOAST_COOKIE + "=" + URLEncoder.encode(cut, StandardCharsets.UTF_8);
    }

    private static String toastOf(String cookie) {
        try {
            return URLDecoder.decode(cookie, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    private PageHead about(About other) {
        return new PageHead(title, visit, other, extras);
    }

    private PageHead extras(Extras other) {
        return new PageHead(title, visit, about, other);
    }

    private static <T> List<T> plus(List<T> all, T one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
