package hawker.hosted;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.look.Accent;
import hawker.look.Assets;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What stands around the pages of a session: the seller's sign and colours, or, in a frame of the
 * seller's page, nothing but what the script there has to know.
 */
final class SessionFrames {

    static final Assets ASSETS = Assets.of(SessionFrames.class, "embedded.js", "hosted.css");

    private final Accounts accounts;
    private final Connect connect;
    private final Look look;
    private final Templates templates;
    private final Function<Session, Map<String, Lines.Ware>> wares;
    private final String origin;

    SessionFrames(
            Accounts accounts,
            Connect connect,
            Look look,
            Templates templates,
            Function<Session, Map<String, Lines.Ware>> wares,
            String origin) {
        this.wares = wares;
        this.accounts = accounts;
        this.connect = connect;
        this.look = look;
        this.templates = templates;
        this.origin = origin;
    }

    /** A page of its own, or one in a frame of the seller's page. */
    Response page(
            Request request,
            int status,
            Session session,
            String title,
            Optional<Link> back,
            Content body) {
        var brand = connect.brand(session.account());
        var head =
                inColours(
                        PageHead.of(request, title).withStyle(ASSETS.url("hosted.css")),
                        session,
                        brand);
        for (var origin : pictures(session)) head = head.withPicturesOf(origin);
        if (!session.isFramed()) {
            var seller = seller(session);
            var sign =
                    Branding.sign(session, templates, seller).orElseGet(() -> sign(brand, seller));
            return look.page(request, status, Frame.branded(head, back, sign, body));
        }
        var params = new HashMap<String, Object>();
        params.put("body", body);
        params.put("session", session.id().text());
        params.put("complete", session.state() == Session.State.COMPLETE);
        params.put("back", address(session, "return_url").orElse(""));
        var framed = templates.content("embedded.jte", params);
        var script = head.withScript(ASSETS.url("embedded.js"));
        return look.page(request, status, Frame.embedded(script, framed));
    }

    /** Other origins that pictures of this page come from. */
    private Set<String> pictures(Session session) {
        var origins = new TreeSet<>(Branding.origins(session));
        for (var ware : wares.apply(session).values())
            ware.picture().flatMap(Branding::origin).ifPresent(origins::add);
        return origins;
    }

    /** A session's own colours, or the seller's, or those of the platform it sells through. */
    private static PageHead inColours(PageHead head, Session session, Connect.Brand brand) {
        return Branding.css(session)
                .or(() -> brand.accent().map(hex -> Accent.of(hex).css()))
                .map(head::withTheme)
                .orElse(head);
    }

    private static Content sign(Connect.Brand brand, String name) {
        var logo = brand.logo().map(path -> Kit.avatar(name, Optional.of(path), 40));
        return Kit.all(List.of(logo.orElse(Kit.nothing()), Kit.text(name)));
    }

    Response problem(Request request, Session session, Problem problem) {
        var back = session.isFramed() ? Optional.<Link>empty() : problem.action();
        return page(request, problem.status(), session, problem.title(), back, says(problem));
    }

    private static Content says(Problem problem) {
        return Kit.column(
                Kit.heading(problem.title(), problem.text()),
                problem.action()
                        .<Content>map(to -> Kit.link(to.label(), to.href()).primary())
                        .orElseGet(Kit::nothing));
    }

    /** Where a seller's address leads nowhere any more, and no session has begun. */
    Response closed(Request request, AccountId account, Problem problem) {
        var brand = connect.brand(account);
        var name = accounts.find(account).map(Account::name).orElse("the shop");
        var head = PageHead.of(request, problem.title()).withStyle(ASSETS.url("hosted.css"));
        var coloured = brand.accent().map(hex -> head.withTheme(Accent.of(hex).css())).orElse(head);
        var page = Frame.branded(coloured, Optional.empty(), sign(brand, name), says(problem));
        return look.page(request, problem.status(), page);
    }

    /** An address that the seller gave, made out for this session. */
    static Optional<String> address(Session session, String name) {
        return Optional.of(session.body().path(name).asText(""))
                .filter(url -> !url.isEmpty())
                .map(url -> url.replace("{CHECKOUT_SESSION_ID}", session.id().text()));
    }

    /** The vault's field for a card. */
    String cardField(Session session) {
        var key = accounts.publishableKey(session.account());
        var field =
                look.vaultOrigin()
                        + "/fields/card?key="
                        + encoded(key)
                        + Branding.scheme(session).map(is -> "&scheme=" + is).orElse("");
        return session.isFramed() ? field + "&embedded=1" : field;
    }

    /** The vault's page for it, for browsers without scripts. */
    String cardPage(Session session) {
        return cardField(session) + "&return=" + encoded(origin + session.path());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String seller(Session session) {
        return Branding.title(session)
                .or(() -> accounts.find(session.account()).map(Account::name))
                .orElse("the shop");
    }
}
