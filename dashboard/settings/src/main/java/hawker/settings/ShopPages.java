package hawker.settings;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Countries;
import hawker.accounts.Profile;
import hawker.catalog.Ingested;
import hawker.catalog.Media;
import hawker.catalog.Picture;
import hawker.desk.Desk;
import hawker.look.Accent;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.web.MultipartBody;
import hawker.web.RateLimit;
import hawker.web.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the shop presents itself: name, words, colour, logo and banner. The storefront, the checkout
 * and the pages that take payments for programs show what is set here. Pictures are sent by a form
 * of their own, so that no chosen file is lost over a wrong word.
 */
final class ShopPages {

    static final String PATH = "/dashboard/settings";
    static final String PICTURES = PATH + "/pictures";
    static final String OPEN = PATH + "/open";

    /** Both files of one form together. */
    static final int MAX_UPLOAD = 42 * 1024 * 1024;

    private static final String CLOSED_SAYS = "closed_says";
    private static final String LOGO = "logo";
    private static final String BANNER = "banner";
    static final List<String> FILES = List.of(LOGO, BANNER);

    /**
     * Widths that are shown: the largest avatar and a full banner, for screens of double pixels.
     */
    private static final int LOGO_WIDTH = 320;

    private static final int BANNER_WIDTH = 1920;

    /** Each picture is decoded and written anew in several widths. */
    private static final int UPLOADS = 30;

    private final Frames frames;
    private final Look look;
    private final Accounts accounts;
    private final Media media;
    private final RateLimit pace = new RateLimit(UPLOADS, Duration.ofMinutes(10));

    ShopPages(Frames frames, Look look, Accounts accounts, Media media) {
        this.frames = frames;
        this.look = look;
        this.accounts = accounts;
        this.media = media;
    }

    Response show(Desk.Seat seat) {
        return page(seat, 200, TypedShop.of(seat.account().profile()), Map.of());
    }

    Response change(Desk.Seat seat) {
        var typed = TypedShop.of(seat.request());
        var wrong = typed.problems();
        if (!wrong.isEmpty()) return page(seat, 422, typed, wrong);
        accounts.changeProfile(seat.account().id(), typed::into);
        return look.seeOther(PATH, "Saved");
    }

    /** Closes the shop for a while, changes what buyers read meanwhile, or opens it again. */
    Response open(Desk.Seat seat) {
        var request = seat.request();
        boolean closes = request.formParam("closed").isPresent();
        var says = request.formParam("closed_says").orElse("").replaceAll("\\s+", " ").strip();
        if (closes && says.length() > Profile.MAX_CLOSED) {
            var wrong =
                    "Say it in " + Profile.MAX_CLOSED + " characters; these are " + says.length();
            return page(
                    seat,
                    422,
                    TypedShop.of(seat.account().profile()),
                    Map.of(CLOSED_SAYS, wrong + "."));
        }
        var closed = Optional.of(says).filter(text -> closes);
        accounts.changeProfile(seat.account().id(), profile -> profile.withClosed(closed));
        return look.seeOther(PATH + "#open", closes ? "The shop is closed" : "The shop is open");
    }

    /**
     * Puts pictures in their places, or takes them away; nothing is changed if one is no picture.
     */
    Response pictures(Desk.Seat seat, Map<String, MultipartBody.Part> files) {
        var wrong = new HashMap<String, String>();
        var stored = new HashMap<String, Picture>();
        for (var file : files.entrySet()) {
            if (!pace.tryTake(seat.shop().toString())) {
                wrong.put(file.getKey(), "Those were many pictures. Wait ten minutes.");
                continue;
            }
            switch (media.store(file.getValue().bytes())) {
                case Ingested.Stored(var picture) -> stored.put(file.getKey(), picture);
                case Ingested.TooLarge(var says) -> wrong.put(file.getKey(), says);
                case Ingested.NotAPicture(var says) -> wrong.put(file.getKey(), says);
            }
        }
        if (!wrong.isEmpty()) return page(seat, 422, TypedShop.of(seat.account().profile()), wrong);
        accounts.changeProfile(
                seat.account().id(),
                profile ->
                        profile.withPictures(
                                now(seat, LOGO, profile.logo(), stored, LOGO_WIDTH),
                                now(seat, BANNER, profile.banner(), stored, BANNER_WIDTH)));
        return look.seeOther(PATH + "#pictures", "Pictures saved");
    }

    private static Optional<String> now(
            Desk.Seat seat,
            String field,
            Optional<String> before,
            Map<String, Picture> stored,
            int width) {
        return Optional.ofNullable(stored.get(field))
                .map(picture -> picture.path(width))
                .or(() ->
                        before.filter(
                                path -> seat.request().formParam("remove_" + field).isEmpty()));
    }

    private Response page(Desk.Seat seat, int status, TypedShop typed, Map<String, String> wrong) {
        var shop = seat.account();
        var params = new HashMap<String, Object>();
        params.put("errors", Kit.errorSummary(Frames.links(TypedShop.FIELDS, wrong)));
        params.put("wrong", Frames.links(TypedShop.FIELDS, wrong).size());
        params.put("fields", fields(typed, wrong));
        params.put("coloured", Kit.checkbox("coloured", "A colour of our own", typed.coloured()));
        params.put("accent", accent(typed, wrong));
        params.put("name", shop.name());
        params.put("logo", shop.logo());
        params.put("banner", shop.banner());
        params.put("files", List.of(file(LOGO, wrong), file(BANNER, wrong)));
        params.put("closed", shop.closed().isPresent());
        params.put("closedSays", closedSays(seat, wrong));
        params.put("facts", facts(shop));
        params.put("words", words(shop.profile()));
        return frames.page(seat, status, "shop", "shop.jte", params);
    }

    /** What was typed stays, if it was wrong. */
    private static Field closedSays(Desk.Seat seat, Map<String, String> wrong) {
        var said = seat.account().closed().orElse("");
        var shown =
                wrong.containsKey(CLOSED_SAYS)
                        ? seat.request().formParam(CLOSED_SAYS).orElse("")
                        : said;
        return Kit.field(CLOSED_SAYS, "Message to buyers")
                .optional()
                .hint("When you are back, and where to ask meanwhile.")
                .value(shown)
                .attr("maxlength", "" + Profile.MAX_CLOSED)
                .error(of(wrong, CLOSED_SAYS));
    }

    private static List<Content> fields(TypedShop typed, Map<String, String> wrong) {
        return List.of(
                Kit.field("name", "Name")
                        .value(typed.name())
                        .attr("maxlength", "" + Profile.MAX_NAME)
                        .autocomplete("organization")
                        .error(of(wrong, "name")),
                Kit.area("about", "Description")
                        .optional()
                        .hint("A few sentences under the name. An empty line begins a paragraph.")
                        .value(typed.about())
                        .attr("maxlength", "" + Profile.MAX_ABOUT)
                        .error(of(wrong, "about")),
                Kit.field("support_email", "Support e-mail")
                        .type("email")
                        .optional()
                        .hint("Stands in the shop, on orders and in mails to buyers.")
                        .value(typed.supportEmail())
                        .autocomplete("email")
                        .error(of(wrong, "support_email")));
    }

    /** A colour field, with what is changed of the colour so that everybody can read on it. */
    private static Field accent(TypedShop typed, Map<String, String> wrong) {
        var field =
                Kit.field("accent", "Colour of buttons and links")
                        .type("color")
                        .optional()
                        .value(typed.accent())
                        .error(of(wrong, "accent"));
        if (!typed.coloured() || !Profile.isColour(typed.accent())) return field;
        var notes = String.join(" ", Accent.of(typed.accent()).notes());
        return notes.isEmpty() ? field : field.hint(notes);
    }

    private static Field file(String name, Map<String, String> wrong) {
        boolean logo = name.equals(LOGO);
        return Kit.field(name, logo ? "Logo" : "Banner")
                .type("file")
                .optional()
                .attr("accept", "image/jpeg,image/png,image/webp")
                .hint(
                        logo
                                ? "Square, shown round. JPEG, PNG or WebP, up to 20 MB."
                                : "Three times as wide as high, best 1920 pixels or more.")
                .error(of(wrong, name));
    }

    private static List<Kit.Pair> facts(Account shop) {
        return List.of(
                new Kit.Pair("Handle", "@" + shop.handle()),
                new Kit.Pair("Country", Countries.name(shop.country())),
                new Kit.Pair("Currency", shop.currency().upper()),
                new Kit.Pair("Mail to you", shop.email()));
    }

    /** For who may look and not change. */
    private static List<Kit.Pair> words(Profile profile) {
        return List.of(
                new Kit.Pair("Name", profile.name()),
                new Kit.Pair("Description", orNone(profile.about())),
                new Kit.Pair("Support e-mail", orNone(profile.supportEmail().orElse(""))));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private static String of(Map<String, String> wrong, String field) {
        return wrong.getOrDefault(field, "");
    }
}
