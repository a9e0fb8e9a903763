package hawker.oauth;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Membership;
import hawker.accounts.Role;
import hawker.accounts.Viewer;
import hawker.kernel.AccountId;
import hawker.look.Choices;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Problem;
import hawker.look.Templates;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page on which somebody who owns or manages an account lets a platform act for it. Everything
 * that came with the link is read and checked again when the form comes back; nothing is kept on
 * the way.
 */
final class AuthorizePages {

    static final String PATH = "/oauth/authorize";
    static final Templates TEMPLATES =
            new Templates("hawker.oauth.templates", AuthorizePages.class.getClassLoader());

    private final Accounts accounts;
    private final Asking asking;
    private final Granting granting;
    private final Look look;

    AuthorizePages(Accounts accounts, Asking asking, Granting granting, Look look) {
        this.accounts = accounts;
        this.asking = asking;
        this.granting = granting;
        this.look = look;
    }

    Routes routes() {
        return new Routes().get(PATH, this::show).post(PATH, CrossSite.guard(look, this::decide));
    }

    private Response show(Request request) {
        return read(request, request::untouchedQueryParam, asked -> show(request, asked));
    }

    private Response show(Request request, Asked asked) {
        var viewer = accounts.viewer(request);
        if (viewer.isEmpty()) return signIn(request);
        var own = own(viewer.get(), asked);
        return own.isEmpty() ? nothingToConnect(request) : page(request, asked, viewer.get(), own);
    }

    /** Good parameters go on; of wrong ones the platform is told, or whoever looks. */
    private Response read(
            Request request,
            Function<String, Optional<String>> param,
            Function<Asked, Response> good) {
        return switch (asking.read(param)) {
            case Asking.Read.Good(var asked) -> good.apply(asked);
            case Asking.Read.Back(var location) -> Response.seeOther(location);
            case Asking.Read.Unusable(var why) -> unusable(look, request, why);
        };
    }

    static Response unusable(Look look, Request request, String why) {
        var problem = new Problem(400, "This link does not work", why, Optional.empty());
        return look.problem(request, problem);
    }

    private static Response signIn(Request request) {
        var here = PATH + (request.query().isEmpty() ? "" : "?" + request.query());
        return Response.seeOther("/login?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
    }

    /** Accounts for which the viewer may hand out keys, the platform's own not among them. */
    private List<Account> own(Viewer viewer, Asked asked) {
        return viewer.memberships().stream()
                .filter(member -> member.role().mayManageKeys())
                .map(Membership::account)
                .filter(account -> !account.equals(asked.platform().live()))
                .flatMap(account -> accounts.find(account).stream())
                .toList();
    }

    private Response nothingToConnect(Request request) {
        var problem =
                new Problem(
                        403,
                        "There is no account to connect",
                        "Only somebody who owns or manages a seller's account can let an"
                                + " application act for it.",
                        Optional.empty());
        return look.problem(request, problem);
    }

    private Response page(Request request, Asked asked, Viewer viewer, List<Account> own) {
        var name = accounts.find(asked.platform()).map(Account::name).orElse("An application");
        var body =
                TEMPLATES.content(
                        "consent.jte",
                        Map.of(
                                "csrf", Csrf.token(request, viewer.csrfToken()),
                                "application", name,
                                "live", asked.platform().livemode(),
                                "readsOnly", asked.readsOnly(),
                                "person", viewer.person().name(),
                                "accounts", choice(own),
                                "asked", hidden(asked)));
        var head = PageHead.of(request, "Connect with " + name);
        return look.leadingOut(request, 200, Frame.bare(head, Optional.empty(), body));
    }

    private static Content choice(List<Account> own) {
        var all =
                own.stream()
                        .map(a -> new Choices.Choice(a.id().text(), a.name(), a.id().text(), ""))
                        .toList();
        return Kit.cards("account", "Account", all, all.getFirst().value());
    }

    /** What came with the link, to come again with the form. */
    static Content hidden(Asked asked) {
        return Kit.all(
                List.of(
                        Kit.hidden("client_id", asked.application()),
                        Kit.hidden("redirect_uri", asked.redirect()),
                        Kit.hidden("scope", asked.scope()),
                        asked.state()
                                .map(state -> Kit.hidden("state", state))
                                .orElseGet(Kit::nothing)));
    }

    private Response decide(Request request) {
        var viewer = accounts.viewer(request);
        if (viewer.isEmpty() || !Csrf.isValid(request, viewer.get().csrfToken()))
            return look.problem(request, 403);
        return read(request, request::secretParam, asked -> decide(request, asked, viewer.get()));
    }

    private Response decide(Request request, Asked asked, Viewer viewer) {
        if (!request.formParam("decision").orElse("").equals("connect"))
            return Response.seeOther(
                    asked.refused("access_denied", "The user denied your request"));
        var account =
                request.formParam("account")
                        .flatMap(AccountId::parse)
                        .filter(id -> !id.equals(asked.platform().live()))
                        .filter(id -> viewer.roleIn(id).map(Role::mayManageKeys).orElse(false));
        if (account.isEmpty()) return look.problem(request, 403);
        var id = account.get().inMode(asked.platform().livemode());
        return Response.seeOther(asked.granted(granting.code(asked, id)));
    }
}
