package hawker.market;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Viewer;
import hawker.look.Accent;
import hawker.look.Assets;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Picture;
import hawker.look.Place;
import hawker.look.Templates;
import hawker.look.Visitor;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What all pages of the room have in common: who looks, the frame, the shop's colours. */
final class Frames {

    private static final Assets ASSETS = Assets.of(Frames.class, "market.css", "market.js");

    /** Colours are few; a shop that changes its own every minute starts the collection anew. */
    private static final int ACCENTS = 1_000;

    private final Accounts accounts;
    private final Look look;
    private final Social social;
    private final Buying buying;
    private final String origin;
    private final Templates templates =
            new Templates("hawker.market.templates", Frames.class.getClassLoader());
    private final Map<String, String> accents = new ConcurrentHashMap<>();

    /**
     * For one program.
     *
     * @param origin scheme and host as browsers see them
     */
    Frames(Accounts accounts, Look look, Social social, Buying buying, String origin) {
        this.accounts = accounts;
        this.look = look;
        this.social = social;
        this.buying = buying;
        this.origin = origin;
    }

    static Routes assets() {
        return ASSETS.routes();
    }

    String origin() {
        return origin;
    }

    Content content(String template, Map<String, Object> params) {
        return templates.content(template, params);
    }

    /** The head of a page that search engines may keep. */
    PageHead head(Request request, String title, String description, String path) {
        return PageHead.of(request, title)
                .described(cut(description))
                .withCanonical(origin + path)
                .withStyle(ASSETS.url("market.css"))
                .withStyle(social.style())
                .withScript(ASSETS.url("market.js"))
                .withScript(social.script());
    }

    /** The head of a page in a shop's own colours. */
    PageHead inColoursOf(Account shop, PageHead head) {
        if (accents.size() > ACCENTS) accents.clear();
        return shop.accent()
                .map(hex -> accents.computeIfAbsent(hex, h -> Accent.of(h).css()))
                .map(head::withTheme)
                .orElse(head);
    }

    Response page(Request request, PageHead head, Place place, Content body) {
        var viewer = accounts.viewer(request);
        var signed = viewer.map(v -> head.withCsrf(token(request, v))).orElse(head);
        var visitor =
                viewer.map(v -> Visitor.of(v.person().name(), v.person().handle(), v.sells()))
                        .orElseGet(Visitor::stranger)
                        .withCart(buying.pieces(request));
        return look.page(request, Frame.publicPage(signed, visitor, place, body));
    }

    /** A shop above its pages and beside its goods; who works there edits it, others follow it. */
    ShopView shop(Request request, Account shop, Optional<Picture> banner) {
        boolean own = viewer(request).flatMap(viewer -> viewer.roleIn(shop.id())).isPresent();
        return new ShopView(
                shop.name(),
                shop.handle(),
                shop.logo(),
                banner,
                paragraphs(shop.about()),
                paragraphs(shop.returns()),
                shop.supportEmail(),
                shop.closedSays(),
                social.followers(shop.handle()),
                own ? editing(shop) : social.followButton(request, shop.handle()));
    }

    private static Content editing(Account shop) {
        return Kit.link("Edit shop", "/dashboard/shop/" + shop.handle() + "?to=settings")
                .icon("pencil");
    }

    private static List<String> paragraphs(String words) {
        return words.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The token for forms of this page; empty for a stranger. */
    String csrf(Request request) {
        return accounts.viewer(request).map(v -> token(request, v)).orElse("");
    }

    Response missing(Request request) {
        return look.problem(request, 404);
    }

    Response fragment(Content content) {
        return look.fragment(200, content);
    }

    private static String token(Request request, Viewer viewer) {
        return Csrf.token(request, viewer.csrfToken());
    }

    private static String cut(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 155 ? line : line.substring(0, 154).strip() + "…";
    }

    /** Unless somebody is signed in nobody sees more than a stranger. */
    Optional<Viewer> viewer(Request request) {
        return accounts.viewer(request);
    }
}
