package hawker.oauth;

import gg.jte.Content;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.connect.Connect;
import hawker.look.CrossSite;
import hawker.look.Field;
import hawker.look.Frame;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.look.PageHead;
import hawker.platform.Platform;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page of somebody who wants to sell through a platform and has no account here. They say who
 * they are; the account is opened when the platform fetches it with the code, so that a form that
 * anybody can send opens nothing. What the law wants to know is asked later (account links).
 */
final class ExpressPages {

    static final String PATH = "/express/oauth/authorize";

    /** Forms of one address in an hour: each leaves a row for a day. */
    private static final int FORMS = 30;

    private static final List<Field.Option> TYPES =
            List.of(
                    new Field.Option("individual", "One person"),
                    new Field.Option("company", "Company"),
                    new Field.Option("non_profit", "Non-profit"));

    private final Accounts accounts;
    private final Asking asking;
    private final Granting granting;
    private final Look look;
    private final RateLimit forms;

    ExpressPages(
            Platform platform, Accounts accounts, Asking asking, Granting granting, Look look) {
        this.accounts = accounts;
        this.asking = asking;
        this.granting = granting;
        this.look = look;
        this.forms = new RateLimit(FORMS, Duration.ofHours(1), platform.clock());
    }

    Routes routes() {
        return new Routes().get(PATH, this::show).post(PATH, CrossSite.guard(look, this::send));
    }

    private Response show(Request request) {
        return switch (asking.read(request::untouchedQueryParam)) {
            case Asking.Read.Good(var asked) ->
                    page(
                            request,
                            200,
                            asked,
                            name -> request.queryParam("stripe_user[" + name + "]"),
                            Map.of());
            case Asking.Read.Back(var location) -> Response.seeOther(location);
            case Asking.Read.Unusable(var why) -> AuthorizePages.unusable(look, request, why);
        };
    }

    private Response send(Request request) {
        if (!forms.tryTake(request.remoteAddress())) return look.problem(request, 429);
        return switch (asking.read(request::secretParam)) {
            case Asking.Read.Good(var asked) -> send(request, asked);
            case Asking.Read.Back(var location) -> Response.seeOther(location);
            case Asking.Read.Unusable(var why) -> AuthorizePages.unusable(look, request, why);
        };
    }

    private Response send(Request request, Asked asked) {
        if (!request.formParam("decision").orElse("").equals("connect"))
            return Response.seeOther(
                    asked.refused("access_denied", "The user denied your request"));
        var email = request.formParam("email").orElse("").strip();
        if (!isAddress(email))
            return page(
                    request,
                    422,
                    asked,
                    request::formParam,
                    Map.of("email", "Please give an e-mail address."));
        var country = request.formParam("country").orElse("");
        if (!Connect.countries().contains(country))
            return page(
                    request,
                    422,
                    asked,
                    request::formParam,
                    Map.of("country", "Please choose a country."));
        var type =
                request.formParam("business_type")
                        .filter(t -> TYPES.stream().anyMatch(known -> known.value().equals(t)));
        var newcomer = new Connect.Newcomer(country, email, type);
        return Response.seeOther(asked.granted(granting.code(asked, newcomer)));
    }

    private static boolean isAddress(String email) {
        return email.length() <= 200 && email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    }

    private Response page(
            Request request,
            int status,
            Asked asked,
            Function<String, Optional<String>> typed,
            Map<String, String> wrong) {
        var name = accounts.find(asked.platform()).map(Account::name).orElse("An application");
        var body =
                AuthorizePages.TEMPLATES.content(
                        "newcomer.jte",
                        Map.of(
                                "application", name,
                                "live", asked.platform().livemode(),
                                "fields", fields(typed, wrong),
                                "asked", AuthorizePages.hidden(asked)));
        var head = PageHead.of(request, "Sell with " + name);
        return look.leadingOut(request, status, Frame.bare(head, Optional.empty(), body));
    }

    private static Content fields(
            Function<String, Optional<String>> typed, Map<String, String> wrong) {
        var countries =
                Connect.countries().stream()
                        .map(code -> new Field.Option(code, called(code)))
                        .toList();
        return Kit.all(
                List.of(
                        Kit.field("email", "E-mail")
                                .type("email")
                                .autocomplete("email")
                                .value(typed.apply("email").orElse(""))
                                .error(wrong.getOrDefault("email", "")),
                        Kit.select("country", "Country", countries)
                                .value(typed.apply("country").orElse("US"))
                                .error(wrong.getOrDefault("country", "")),
                        Kit.select("business_type", "Kind of business", TYPES)
                                .value(typed.apply("business_type").orElse("individual"))));
    }

    private static String called(String country) {
        return Locale.of("", country).getDisplayCountry(Locale.ENGLISH);
    }
}
