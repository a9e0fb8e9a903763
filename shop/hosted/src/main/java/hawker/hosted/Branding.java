package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.Content;
import hawker.accounts.Account;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.look.Accent;
import hawker.look.Templates;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code branding_settings}: how one session's page looks, in the place of how the seller's pages
 * look. Fonts are the device's: where it does not have the one that is named, it shows its own of
 * the same kind.
 */
final class Branding {

    static final String NAME = "branding_settings";

    private static final String BACKGROUND = "background_color";
    private static final String BORDER = "border_style";
    private static final String BUTTON = "button_color";
    private static final String TITLE = "display_name";
    private static final String FONT = "font_family";
    private static final String USUAL = "default";
    private static final String USUAL_BUTTON = "#0074d4";

    private static final List<String> SANS =
            List.of(
                    "be_vietnam_pro",
                    "chakra_petch",
                    "inter",
                    "lato",
                    "montserrat",
                    "noto_sans",
                    "noto_sans_jp",
                    "nunito",
                    "open_sans",
                    "pt_sans",
                    "raleway",
                    "roboto",
                    "source_sans_pro",
                    "titillium_web",
                    "zen_maru_gothic");

    private static final List<String> SERIF =
            List.of("bitter", "hahmlet", "lora", "noto_serif", "pridi", "pt_serif", "roboto_slab");

    private static final List<String> MONO = List.of("inconsolata", "m_plus_1_code", "ubuntu_mono");

    private static final String ICON = "icon";
    private static final String LOGO = "logo";
    private static final List<String> PICTURES = List.of(ICON, LOGO);

    private Branding() {}

    static Param param() {
        return Param.hash(
                NAME,
                Param.text(BACKGROUND, 7),
                Param.oneOf(BORDER, "pill", "rectangular", "rounded"),
                Param.text(BUTTON, 7),
                Param.text(TITLE, 100),
                picture(ICON),
                picture(LOGO),
                Param.oneOf(
                        FONT,
                        Stream.of(List.of(USUAL), SANS, SERIF, MONO)
                                .flatMap(List::stream)
                                .sorted()
                                .toArray(String[]::new)));
    }

    private static Param picture(String name) {
        return Param.hash(
                name,
                Param.oneOf("type", "file", "url").required(),
                Param.id("file"),
                Param.text("url", 2048));
    }

    /** What is said of it; what is not said is as the seller's pages are. */
    static Optional<ObjectNode> of(
            AccountId account,
            Params params,
            Optional<Account> seller,
            HostedModule.Pictures files) {
        if (Checking.uiMode(params).equals("elements") && params.has(NAME))
            throw ApiError.parameterInvalid(
                    NAME, "You can not pass `branding_settings` with this ui_mode.");
        return params.hash(NAME).map(said -> written(account, said, seller, files));
    }

    private static ObjectNode written(
            AccountId account, Params said, Optional<Account> seller, HostedModule.Pictures files) {
        var node =
                Json.object()
                        .put(BACKGROUND, colour(said, BACKGROUND).orElse("#ffffff"))
                        .put(BORDER, said.text(BORDER).orElse("rounded"))
                        .put(
                                BUTTON,
                                colour(said, BUTTON)
                                        .or(() -> seller.flatMap(Account::accent))
                                        .orElse(USUAL_BUTTON))
                        .put(TITLE, said.text(TITLE).or(() -> seller.map(Account::name)).orElse(""))
                        .put(FONT, said.text(FONT).orElse(USUAL));
        for (var name : PICTURES) {
            node.putNull(name);
            said.hash(name).ifPresent(p -> node.set(name, picture(account, name, p, files)));
        }
        return node;
    }

    /** A file that was handed in for this, or an address, which we do not look at ourselves. */
    private static ObjectNode picture(
            AccountId account, String name, Params said, HostedModule.Pictures files) {
        var type = said.requiredText("type");
        var other = type.equals("file") ? "url" : "file";
        if (said.has(other))
            throw ApiError.parameterInvalid(
                    said.nameOf(other), "This does not go with `type=" + type + "`.");
        var value = said.text(type).orElseThrow(() -> ApiError.parameterMissing(said.nameOf(type)));
        if (type.equals("file")) {
            var file = files.find(account, value);
            var wanted = "business_" + name;
            if (file.isEmpty()) throw ApiError.missingReference("file", value, said.nameOf(type));
            if (!file.get().purpose().equals(wanted))
                throw ApiError.parameterInvalid(
                        said.nameOf(type), "The file must have the purpose " + wanted + ".");
        } else if (origin(value).isEmpty())
            throw ApiError.invalid("url_invalid", said.nameOf(type), "Not a valid URL");
        return Json.object().put(type, value).put("type", type);
    }

    /** Of an address of a picture: buyers' pages are encrypted, and so are their pictures. */
    static Optional<String> origin(String url) {
        try {
            var uri = new URI(url);
            var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return Optional.of("https://" + uri.getHost() + port)
                    .filter(origin -> "https".equals(uri.getScheme()))
                    .filter(origin -> uri.getHost() != null && uri.getUserInfo() == null)
                    .filter(origin -> uri.getHost().matches("[A-Za-z0-9.-]+"));
        } catch (URISyntaxException no) {
            return Optional.empty();
        }
    }

    /** The file that a page shows. */
    static Optional<String> file(Session session, String name) {
        if (!PICTURES.contains(name)) return Optional.empty();
        return Optional.of(of(session).path(name).path("file").asText(""))
                .filter(id -> !id.isEmpty());
    }

    /** Other origins that pictures of this page come from. */
    static List<String> origins(Session session) {
        return PICTURES.stream()
                .flatMap(name -> origin(of(session).path(name).path("url").asText("")).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> source(Session session, String name) {
        var url = of(session).path(name).path("url").asText("");
        if (!url.isEmpty()) return Optional.of(url);
        return file(session, name).map(file -> session.path() + "/picture/" + name);
    }

    /** The seller's own sign on this page: the logo, or the icon before the name. */
    static Optional<Content> sign(Session session, Templates templates, String seller) {
        var logo = source(session, LOGO);
        var picture = logo.or(() -> source(session, ICON));
        return picture.map(src ->
                templates.content(
                        "sign.jte",
                        Map.of("src", src, "seller", seller, "whole", logo.isPresent())));
    }

    private static Optional<String> colour(Params said, String name) {
        var colour = said.text(name);
        if (colour.isPresent() && !Accent.isHex(colour.get()))
            throw ApiError.parameterInvalid(
                    said.nameOf(name), "Invalid color: it must be a hex value, such as #1f6f5c.");
        return colour;
    }

    private static JsonNode of(Session session) {
        return session.body().path(NAME);
    }

    /** By what name the seller goes on this page, if by one of its own. */
    static Optional<String> title(Session session) {
        return Optional.of(of(session).path(TITLE).asText("")).filter(name -> !name.isEmpty());
    }

    /** Whether this page is {@code light} or {@code dark}, if it has a ground of its own. */
    static Optional<String> scheme(Session session) {
        if (!of(session).isObject()) return Optional.empty();
        return Optional.of(isDark(of(session).path(BACKGROUND).asText()) ? "dark" : "light");
    }

    /** The style of this page, if it has one of its own. */
    static Optional<String> css(Session session) {
        if (!of(session).isObject()) return Optional.empty();
        var ground = of(session).path(BACKGROUND).asText();
        var font = of(session).path(FONT).asText();
        return Optional.of(
                Accent.of(of(session).path(BUTTON).asText()).css()
                        + "@layer theme{:root{--bg:"
                        + ground
                        + ";color-scheme:"
                        + scheme(session).orElseThrow()
                        // Whatever lies on the ground or is written on it goes with it.
                        + ";--surface-2:color-mix(in oklab,var(--bg),var(--text) 5%)"
                        + ";--text-muted:color-mix(in oklab,var(--text),var(--bg) 22%)"
                        + corners(of(session).path(BORDER).asText())
                        + (font.equals(USUAL) ? "" : ";--sans:" + family(font))
                        + "}}");
    }

    /** By the brightness that eyes see in each colour (Rec. 709), with half as the border. */
    private static boolean isDark(String hex) {
        int red = Integer.parseInt(hex.substring(1, 3), 16);
        int green = Integer.parseInt(hex.substring(3, 5), 16);
        int blue = Integer.parseInt(hex.substring(5, 7), 16);
        return red * 2126 + green * 7152 + blue * 722 < 10_000 * 128;
    }

    private static String corners(String border) {
        return switch (border) {
            case "pill" -> ";--r-1:.375rem;--r-2:1.5rem;--r-3:1.5rem";
            case "rectangular" -> ";--r-1:0;--r-2:0;--r-3:0";
            default -> "";
        };
    }

    /** {@code "Noto Serif",serif} of noto_serif. */
    private static String family(String font) {
        var name =
                Stream.of(font.split("_"))
                        .map(word ->
                                word.length() <= 2 && !word.equals("be")
                                        ? word.toUpperCase(java.util.Locale.ROOT)
                                        : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining(" "));
        var kind =
                SERIF.contains(font)
                        ? "ui-serif,serif"
                        : MONO.contains(font) ? "ui-monospace,monospace" : "system-ui,sans-serif";
        return '"' + name + "\"," + kind;
    }
}
