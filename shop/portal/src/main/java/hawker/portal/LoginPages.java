package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiModule.Inside;
import hawker.kernel.IdCodec;
import hawker.look.CrossSite;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.platform.Event;
import hawker.platform.Mailbox;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/**
 * A page that a seller links to ({@code login_page}): a buyer names their address, and a way into
 * the portal comes by mail. What the page answers is the same whether the address is known or not.
 */
final class LoginPages {

    private final Portals portals;
    private final EntrancePages entrance;
    private final Look look;
    private final Inside api;
    private final String origin;
    private final RateLimit presses;
    private final RateLimit mails;

    LoginPages(Portals portals, EntrancePages entrance, Look look, Inside api, String origin) {
        this.portals = portals;
        this.entrance = entrance;
        this.look = look;
        this.api = api;
        this.origin = origin;
        var clock = portals.platform().clock();
        presses = new RateLimit(10, Duration.ofMinutes(1), clock);
        mails = new RateLimit(3, Duration.ofMinutes(15), clock);
    }

    static String path(String configuration) {
        return "/p/login/" + configuration;
    }

    Routes routes() {
        var path = path("{id}");
        return new Routes()
                .get(path, request -> page(request, 200, "", false))
                .post(path, CrossSite.guard(look, this::ask));
    }

    private Optional<Configuration> portal(Request request) {
        var id = request.pathParam("id");
        return IdCodec.account(id)
                .filter(account -> id.startsWith("bpc_"))
                .flatMap(account ->
                        portals.platform()
                                .tx()
                                .readAccount(account, tx -> portals.sql().find(tx, account, id)))
                .filter(Configuration::hasLogin);
    }

    private Response page(Request request, int status, String wrong, boolean sent) {
        var portal = portal(request);
        if (portal.isEmpty()) return look.problem(request, 404);
        var seller = entrance.seller(portal.get().account());
        var fields = new HashMap<String, Object>();
        fields.put("action", path(portal.get().id()));
        var lead =
                sent
                        ? "If that address is known to " + seller + ", a link is on its way to it."
                        : "Enter the address you gave " + seller + ". A link comes by mail.";
        fields.put(
                "heading", Kit.heading(sent ? "Look into your mail" : "Your subscriptions", lead));
        fields.put("sent", sent);
        fields.put(
                "field",
                Kit.field("email", "Email")
                        .type("email")
                        .autocomplete("email")
                        .value(request.formParam("email").orElse(""))
                        .error(wrong));
        return entrance.card(request, status, "Your subscriptions", "login.jte", fields);
    }

    private Response ask(Request request) {
        var portal = portal(request);
        if (portal.isEmpty()) return look.problem(request, 404);
        if (!presses.tryTake(request.remoteAddress())) return look.problem(request, 429);
        var email = request.formParam("email").orElse("").strip();
        if (!email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"))
            return page(request, 422, "Enter an address like ada@example.com.", false);
        var of = portal.get().account().number() + " " + email.toLowerCase(Locale.ROOT);
        if (mails.tryTake(of))
            customer(request, portal.get(), email).ifPresent(c -> send(portal.get(), c));
        return page(request, 200, "", true);
    }

    /** The newest customer with the address, one that has something running before all others. */
    private Optional<JsonNode> customer(Request request, Configuration portal, String email) {
        var account = portal.account();
        var query = "limit=10&email=" + Visiting.encoded(email);
        var reply = api.ask(account, request, Inside.Ask.get("/v1/customers", query));
        var found = Visiting.all(reply.body());
        for (var each : found) {
            var of = "limit=1&customer=" + Visiting.encoded(each.path("id").asText());
            var running = api.ask(account, request, Inside.Ask.get("/v1/subscriptions", of));
            if (!Visiting.all(running.body()).isEmpty()) return Optional.of(each);
        }
        return found.stream().findFirst();
    }

    private void send(Configuration portal, JsonNode customer) {
        var account = portal.account();
        var seller = entrance.seller(account);
        portals.platform()
                .tx()
                .doInAccount(
                        account,
                        tx -> {
                            var body = SessionsHttp.blank(portal, customer.path("id").asText());
                            var cause = Event.Cause.none(account);
                            var session = portals.open(tx, account, body, origin, cause);
                            var mail =
                                    Mailbox.Mail.letter(
                                            customer.path("email").asText(),
                                            "Your subscriptions at " + seller,
                                            "Somebody, hopefully you, has asked for a way to your"
                                                    + " subscriptions and invoices at "
                                                    + seller
                                                    + ".",
                                            "See your subscriptions",
                                            origin + session.path(),
                                            "The link is good for an hour. If you have not asked for"
                                                    + " it, nothing needs to be done.");
                            portals.platform().mail().send(tx, account, session.id(), mail);
                        });
    }
}
