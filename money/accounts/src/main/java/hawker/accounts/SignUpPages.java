package hawker.accounts;

import gg.jte.Content;
import hawker.kernel.Currency;
import hawker.look.CrossSite;
import hawker.look.Csrf;
import hawker.look.Field;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.look.Tone;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two forms: somebody who buys and posts, or somebody who opens a shop too. Whoever is signed in
 * opens the shop at once; all others confirm their address first ({@link Registering}).
 */
final class SignUpPages {

    private static final Link ANEW = new Link("Sign up", "/signup");

    private static final List<String> CURRENCIES =
            List.of("usd", "eur", "gbp", "cad", "aud", "nzd", "chf", "sek", "nok", "dkk", "jpy");

    private final Accounts accounts;
    private final AccountsPages pages;
    private final Look look;
    private final boolean demo;

    SignUpPages(Accounts accounts, AccountsPages pages, Look look, boolean demo) {
        this.accounts = accounts;
        this.pages = pages;
        this.look = look;
        this.demo = demo;
    }

    Routes routes() {
        return new Routes()
                .get("/signup", request -> form(FilledForm.fresh(request), 200))
                .post("/signup", CrossSite.guard(look, this::signUp))
                .get("/signup/confirm", this::confirmPage)
                .post("/signup/confirm", CrossSite.guard(look, this::confirm));
    }

    private static boolean sells(FilledForm form) {
        return form.value("as").equals("seller");
    }

    private Response form(FilledForm form, int status) {
        var viewer = accounts.viewer(form.request());
        boolean seller = sells(form) || viewer.isPresent();
        var fields = new ArrayList<Content>();
        if (seller) fields.addAll(shopFields(form));
        if (viewer.isEmpty()) fields.addAll(personFields(form, seller));
        var csrf = viewer.map(v -> Csrf.token(form.request(), v.csrfToken())).orElse("");
        var body =
                AccountsPages.TEMPLATES.content(
                        "signup.jte",
                        Map.of(
                                "seller",
                                seller,
                                "known",
                                viewer.isPresent(),
                                "csrf",
                                csrf,
                                "fields",
                                List.copyOf(fields)));
        var head = PageHead.of(form.request(), seller ? "Open a shop" : "Sign up");
        return look.page(form.request(), status, Frame.card(head, body));
    }

    private static List<Field> personFields(FilledForm form, boolean seller) {
        var fields = new ArrayList<Field>();
        fields.add(
                form.show(Kit.field("name", "Your name"))
                        .autocomplete("name")
                        .attr("maxlength", String.valueOf(SigningUp.MAX_NAME)));
        if (!seller)
            fields.add(
                    form.show(Kit.field("handle", "Handle"))
                            .prefix("@")
                            .hint(Handles.RULE)
                            .autocomplete("off")
                            .attr("autocapitalize", "none")
                            .attr("maxlength", String.valueOf(Handles.MAX)));
        fields.add(form.show(Kit.field("email", "E-mail")).type("email").autocomplete("email"));
        fields.add(
                form.show(Kit.field("password", "Password"))
                        .type("password")
                        .hint("At least " + Passwords.MIN + " characters.")
                        .autocomplete("new-password")
                        .attr("minlength", String.valueOf(Passwords.MIN)));
        return fields;
    }

    private static List<Field> shopFields(FilledForm form) {
        var countries =
                Countries.all().stream().map(c -> new Field.Option(c.code(), c.name())).toList();
        var currencies =
                CURRENCIES.stream()
                        .map(c -> new Field.Option(c, c.toUpperCase(java.util.Locale.ROOT)))
                        .toList();
        return List.of(
                form.show(Kit.field("shop_name", "Name of the shop"))
                        .autocomplete("organization")
                        .attr("maxlength", String.valueOf(Profile.MAX_NAME)),
                form.show(Kit.field("shop_handle", "Address of the shop"))
                        .prefix("@")
                        .hint(Handles.RULE)
                        .autocomplete("off")
                        .attr("autocapitalize", "none")
                        .attr("maxlength", String.valueOf(Handles.MAX)),
                form.show(Kit.select("shop_country", "Country", countries), "US")
                        .autocomplete("country"),
                form.show(Kit.select("shop_currency", "Currency", currencies), "usd")
                        .hint("Prices and payouts are in it. It cannot be changed later."));
    }

    private Response signUp(Request request) {
        var form = FilledForm.fresh(request);
        var viewer = accounts.viewer(request);
        if (viewer.isPresent()) {
            if (!Csrf.isValid(request, viewer.get().csrfToken())) return look.problem(request, 403);
            return open(form, viewer.get().person());
        }
        var email = form.value("email");
        var shop = sells(form) ? Optional.of(shop(form, email)) : Optional.<NewAccount>empty();
        var handle = shop.isPresent() ? Handles.of(form.value("name")) : form.value("handle");
        var person = NewPerson.of(handle, form.value("name"), email, form.password());
        return switch (accounts.registering().begin(person, shop, request.remoteAddress())) {
            case Registering.Begun.MailSent() -> sent(request);
            case Registering.Begun.Invalid(var field, var message) ->
                    form(form.wrong(field, message), 422);
            case Registering.Begun.TooMany() -> look.problem(request, 429);
        };
    }

    private static NewAccount shop(FilledForm form, String email) {
        return NewAccount.of(
                form.value("shop_handle"),
                form.value("shop_name"),
                form.value("shop_country"),
                Currency.parse(form.value("shop_currency")).orElse(Currency.USD),
                email);
    }

    /** Somebody who is signed in opens a shop. */
    private Response open(FilledForm form, Person owner) {
        return switch (accounts.openAccount(shop(form, owner.email()), owner.id())) {
            case OpenedAccount.Opened opened -> opened(form.request(), opened);
            case OpenedAccount.HandleTaken taken ->
                    form(form.wrong("shop_handle", "Somebody has this handle already."), 422);
            case OpenedAccount.Invalid(var field, var message) ->
                    form(form.wrong("shop_" + field, message), 422);
        };
    }

    private Response sent(Request request) {
        var body = AccountsPages.TEMPLATES.content("sent.jte", Map.of("demo", demo));
        return look.page(request, Frame.card(PageHead.of(request, "Check your mail"), body));
    }

    private Response confirmPage(Request request) {
        var token = request.queryParam("token").orElse("");
        if (!accounts.registering().works(token)) return deadLink(look, request, ANEW);
        // A button, since programs that check mail follow links too.
        var body = AccountsPages.TEMPLATES.content("confirm.jte", Map.of("token", token));
        return look.page(request, Frame.card(PageHead.of(request, "Finish signing up"), body));
    }

    private Response confirm(Request request) {
        return switch (accounts.registering().confirm(request.formParam("token").orElse(""))) {
            case Registering.Confirmed.DeadLink() -> deadLink(look, request, ANEW);
            case Registering.Confirmed.Welcome(var person, var token, var shop) -> {
                accounts.signOut(request);
                yield pages.withSession(welcome(request, shop), token);
            }
        };
    }

    private Response welcome(Request request, Optional<OpenedAccount> shop) {
        if (shop.isEmpty()) return look.seeOther("/", "Welcome to Hawker.");
        return switch (shop.get()) {
            case OpenedAccount.Opened opened -> opened(request, opened);
            case OpenedAccount.HandleTaken taken ->
                    look.seeOther(
                            "/signup?as=seller",
                            "You are signed up. Somebody has just taken the shop's handle:"
                                    + " choose another.");
            case OpenedAccount.Invalid invalid ->
                    look.seeOther("/signup?as=seller", "You are signed up. " + invalid.message());
        };
    }

    /** The one page that ever shows the secret key. */
    private Response opened(Request request, OpenedAccount.Opened opened) {
        var body =
                AccountsPages.TEMPLATES.content(
                        "opened.jte",
                        Map.of(
                                "name", opened.account().name(),
                                "handle", opened.account().handle(),
                                "publishable", opened.publishableKey().secret(),
                                "secret", opened.secretKey().secret()));
        var head = PageHead.of(request, "Your shop is open");
        return look.page(request, Frame.card(head, body));
    }

    /**
     * For links that have been used or are too old, of sign-ups and new passwords.
     *
     * @param another where one asks for another of the kind
     */
    static Response deadLink(Look look, Request request, Link another) {
        var banner =
                Kit.banner(
                        Tone.WARN,
                        "This link does not work any more",
                        "It works once and not for long. Sign in, or ask for another.",
                        Optional.empty());
        var body =
                AccountsPages.TEMPLATES.content(
                        "dead.jte", Map.of("notice", banner, "another", another));
        return look.page(request, 410, Frame.card(PageHead.of(request, "An old link"), body));
    }
}
