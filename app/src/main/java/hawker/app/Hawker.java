package hawker.app;

import hawker.accounts.Accounts;
import hawker.api.ApiModule;
import hawker.api.Operation;
import hawker.connect.ConnectModule;
import hawker.demo.Doors;
import hawker.look.Styleguide;
import hawker.platform.Platform;
import hawker.web.Health;
import hawker.web.HttpServer;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The whole program: the rooms, which URLs exist, and the two listeners. */
public final class Hawker implements AutoCloseable {

    private static final int MAX_BODY = 1 << 20;

    private final Platform platform;
    private final Rooms rooms;
    private final Optional<Fixtures> fixtures;
    private final List<HttpServer> listening = new ArrayList<>();

    private Hawker(Platform platform) {
        this.platform = platform;
        this.rooms = new Rooms(platform);
        this.fixtures = Fixtures.of(platform, rooms.accounts);
    }

    /** Opens the rooms; nobody can come in before {@link #start}. */
    public static Hawker open(Platform platform) {
        return new Hawker(platform);
    }

    /** Opens the listeners and starts the threads that work in the background. */
    public void start() {
        platform.start();
        var settings = platform.settings();
        listening.add(listen(settings.port(), answering(pages()), true));
        listening.add(listen(settings.vaultPort(), answering(vault()), false));
    }

    /** With objects for the ids of examples, if that is switched on. */
    private Routes answering(Routes routes) {
        return fixtures.map(standing -> standing.over(routes)).orElse(routes);
    }

    /** Pages and API, as they are answered: for tests that open a listener of their own. */
    Routes answeringPages() {
        return answering(pages());
    }

    /** Pages and API. */
    private Routes pages() {
        var routes =
                new Routes()
                        .addAll(
                                rooms.api.routes(
                                        rooms.answers.operations(),
                                        rooms.answers.expanders(),
                                        List.of(rooms.payments.replayer())))
                        .addAll(rooms.look.routes())
                        .addAll(rooms.accounts.routes(rooms.look))
                        .addAll(rooms.files.routes(rooms.api))
                        .addAll(rooms.connect.routes(rooms.look))
                        .addAll(rooms.oauth.routes(rooms.look))
                        .addAll(rooms.express.routes(rooms.look))
                        .addAll(rooms.payments.routes())
                        .addAll(rooms.setups.routes())
                        .addAll(rooms.sources.routes())
                        .addAll(rooms.cash.routes(rooms.answers.inside()))
                        .addAll(rooms.terminal.routes())
                        .addAll(rooms.elements.routes())
                        .addAll(rooms.catalog.routes())
                        .addAll(rooms.feed.routes())
                        .addAll(rooms.market.routes())
                        .addAll(rooms.checkout.routes())
                        .addAll(rooms.hosted.routes())
                        .addAll(rooms.billing.routes())
                        .addAll(rooms.portal.routes(rooms.answers.inside()))
                        .addAll(rooms.dashboard.routes())
                        .addAll(new InfoPages(rooms.look, platform.settings().demo()).routes())
                        .addAll(new Health(platform).routes());
        if (platform.settings().demo())
            routes.addAll(new MailboxPages(platform, rooms.look).routes())
                    .addAll(new Styleguide(rooms.look, platform.clock()).routes());
        return routes;
    }

    /** The vault's origin: card fields, the issuers' challenges, and making payment methods. */
    private Routes vault() {
        return new Routes()
                .addAll(
                        rooms.api.routes(
                                rooms.vault.fieldOperations(ConnectModule.tokenParams()),
                                rooms.vault.expanders(),
                                List.of()))
                .addAll(rooms.vaultLook.routes())
                .addAll(
                        rooms.fields.routes(
                                rooms.vaultLook, rooms.accounts.accounts(), rooms.origins.pages()))
                .addAll(rooms.network.routes(rooms.vaultLook, rooms.origins.pages()));
    }

    private HttpServer listen(int port, Routes routes, boolean withPages) {
        var options =
                new HttpServer.Options(
                        platform.settings().host(),
                        port,
                        MAX_BODY,
                        request -> nothing(request, 404, withPages),
                        request -> nothing(request, 405, withPages),
                        (request, failure) -> failed(request, failure, withPages));
        return HttpServer.start(options, routes, platform);
    }

    private Response nothing(Request request, int status, boolean withPages) {
        if (ApiModule.owns(request.path())) return rooms.api.otherMethod(request);
        if (withPages && status == 404 && request.path().startsWith("/dashboard/"))
            return rooms.dashboard.desk().nothing(request);
        return withPages
                ? rooms.look.problem(request, status)
                : Response.text(status, "There is nothing here to see.");
    }

    private Response failed(Request request, Throwable failure, boolean withPages) {
        // Whoever sends a line that cannot be read is a program, not a browser.
        if (ApiModule.owns(request.path()) || request.path().isEmpty())
            return rooms.api.failed(request, failure);
        return (withPages ? rooms.look : rooms.vaultLook).error(request, failure);
    }

    public Accounts accounts() {
        return rooms.accounts.accounts();
    }

    /** The API's route table, for tests that go through all of it. */
    public List<Operation> operations() {
        return rooms.answers.operations();
    }

    Origins origins() {
        return rooms.origins;
    }

    Doors demoDoors() {
        return rooms.demoDoors();
    }

    @Override
    public void close() {
        listening.forEach(HttpServer::close);
        rooms.close();
    }
}
