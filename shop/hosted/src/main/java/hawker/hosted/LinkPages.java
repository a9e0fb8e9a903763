package hawker.hosted;

import hawker.kernel.IdCodec;
import hawker.look.Look;
import hawker.look.Problem;
import hawker.platform.Platform;
import hawker.web.RateLimit;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.Optional;

/** Addresses of which each visit begins a session: of a link, and of a session that ran out. */
final class LinkPages {

    private final Platform platform;
    private final Look look;
    private final SessionFrames frames;
    private final LinksSql sql;
    private final SessionsSql sessions;
    private final Creating creating;
    private final RateLimit visits;

    LinkPages(
            Platform platform,
            Look look,
            SessionFrames frames,
            LinksSql sql,
            SessionsSql sessions,
            Creating creating,
            RateLimit visits) {
        this.platform = platform;
        this.look = look;
        this.frames = frames;
        this.sql = sql;
        this.sessions = sessions;
        this.creating = creating;
        this.visits = visits;
    }

    Routes routes() {
        return new Routes().get("/b/{link}", this::visit).get("/r/{cs}", this::recover);
    }

    private Response visit(Request request) {
        var id = request.pathParam("link");
        var account = IdCodec.account(id).filter(a -> id.startsWith("plink_"));
        var link =
                account.flatMap(a ->
                        platform.tx()
                                .readAccount(a, tx -> sql.find(tx, a, new PaymentLink.Id(id))));
        if (link.isEmpty()) return look.problem(request, 404);
        if (!link.get().active() || LinkLimits.isUsedUp(link.get()))
            return closed(request, link.get());
        if (!visits.tryTake(request.remoteAddress())) return look.problem(request, 429);
        var session =
                platform.tx().inAccount(link.get().account(), tx -> creating.visit(tx, link.get()));
        return Response.seeOther(session.path());
    }

    /** What ran out begins again. */
    private Response recover(Request request) {
        var over =
                Session.Id.parse(request.pathParam("cs"))
                        .flatMap(id ->
                                platform.tx()
                                        .readAccount(
                                                id.account(),
                                                tx -> sessions.find(tx, id.account(), id)))
                        .filter(s -> Recovering.address(s, platform.clock().now()).isPresent());
        if (over.isEmpty()) return look.problem(request, 404);
        if (!visits.tryTake(request.remoteAddress())) return look.problem(request, 429);
        var session =
                platform.tx().inAccount(over.get().account(), tx -> creating.again(tx, over.get()));
        return Response.seeOther(session.path());
    }

    private Response closed(Request request, PaymentLink link) {
        var says = link.body().path("inactive_message").asText("");
        return frames.closed(
                request,
                link.account(),
                new Problem(
                        410,
                        "This link is no longer open",
                        says.isEmpty() ? "The seller has closed it." : says,
                        Optional.empty()));
    }
}
