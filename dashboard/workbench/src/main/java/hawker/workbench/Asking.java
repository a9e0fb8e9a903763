package hawker.workbench;

import hawker.api.ApiModule.Inside;
import hawker.api.ApiModule.Inside.Ask;
import hawker.api.ApiModule.Inside.Reply;
import hawker.desk.Desk;
import hawker.web.MultipartBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks the API in the name of the shop whose pages are looked at. */
final class Asking {

    private static final String EDGE = "hawker-page-form";
    private static final int AT_A_TIME = 100;
    private static final int LOOKS = 10;

    private final Inside api;

    Asking(Inside api) {
        this.api = api;
    }

    /**
     * A page of a list.
     *
     * @param next the cursor of the page after it; empty if there is none
     */
    record Things(List<Thing> all, Optional<String> next) {
        Things {
            all = List.copyOf(all);
        }
    }

    /** How something that was asked to be done ended. */
    sealed interface Done {
        record Well(Thing thing) implements Done {}

        /**
         * Nothing was done.
         *
         * @param says the API's own words
         * @param param the parameter they are about; may be empty
         */
        record Refused(int status, String says, String param) implements Done {}
    }

    /** An object; empty if the shop has no such one. */
    Optional<Thing> find(Desk.Seat seat, String pattern, String... parts) {
        return find(seat, pattern, Query.NONE, parts);
    }

    Optional<Thing> find(Desk.Seat seat, String pattern, Query query, String... parts) {
        return found(api.ask(seat.shop(), seat.request(), Ask.get(pattern, query.text(), parts)));
    }

    /** An object in the book of a connected account. */
    Optional<Thing> findOf(Desk.Seat seat, String account, String pattern, Query query) {
        return found(
                api.ask(seat.shop(), seat.request(), Ask.get(pattern, query.text()).of(account)));
    }

    private static Optional<Thing> found(Reply reply) {
        return well(reply) ? Optional.of(new Thing(reply.body())) : Optional.empty();
    }

    /** A page of a list; a cursor that leads nowhere leads to nothing. */
    Things list(
            Desk.Seat seat,
            String pattern,
            Query query,
            Optional<String> after,
            int rows,
            String... parts) {
        var asked = query.with("limit", "" + rows).with("starting_after", after);
        var list = find(seat, pattern, asked, parts);
        var all = list.map(found -> found.all("data")).orElse(List.of());
        boolean more = list.map(found -> found.is("has_more")).orElse(false) && !all.isEmpty();
        return new Things(all, more ? Optional.of(all.getLast().id()) : Optional.empty());
    }

    /**
     * A page of what a search finds.
     *
     * @param page where to go on, from the page before
     */
    Things search(Desk.Seat seat, String pattern, String query, Optional<String> page, int rows) {
        var asked = Query.of("query", query).with("limit", "" + rows).with("page", page);
        return find(seat, pattern, asked)
                .map(found -> new Things(found.all("data"), found.maybe("next_page")))
                .orElse(new Things(List.of(), Optional.empty()));
    }

    /**
     * Those of a list that are wanted. The API lists by time, so this reads on until the page is
     * full, and stops after a thousand with a cursor to go on from.
     */
    Things some(
            Desk.Seat seat,
            String pattern,
            Query query,
            Optional<String> after,
            int rows,
            Predicate<Thing> wanted) {
        var found = new ArrayList<Thing>();
        var at = after;
        for (int look = 0; look < LOOKS; look++) {
            var page = list(seat, pattern, query, at, AT_A_TIME);
            for (var thing : page.all()) {
                if (wanted.test(thing)) found.add(thing);
                if (found.size() > rows) {
                    var shown = found.subList(0, rows);
                    return new Things(shown, Optional.of(shown.getLast().id()));
                }
            }
            if (page.next().isEmpty()) return new Things(found, Optional.empty());
            at = page.next();
        }
        return new Things(found, at);
    }

    /**
     * Does something.
     *
     * @param once a key of the form: sent twice, it is done once; may be empty
     */
    Done post(Desk.Seat seat, String pattern, Query form, String once, String... parts) {
        return done(
                api.ask(seat.shop(), seat.request(), Ask.post(pattern, form.text(), once, parts)));
    }

    /** Takes something away. */
    Done delete(Desk.Seat seat, String pattern, String... parts) {
        return done(api.ask(seat.shop(), seat.request(), Ask.delete(pattern, parts)));
    }

    /** Hands a file in. */
    Done upload(Desk.Seat seat, String purpose, MultipartBody.Part file) {
        var body = new ByteArrayOutputStream();
        part(body, "name=\"purpose\"", purpose.getBytes(StandardCharsets.UTF_8));
        var name = file.filename().orElse("file").replaceAll("[\"\r\n]", "_");
        part(body, "name=\"file\"; filename=\"" + name + "\"", file.bytes());
        body.writeBytes(("--" + EDGE + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        var type = "multipart/form-data; boundary=" + EDGE;
        return done(
                api.ask(
                        seat.shop(),
                        seat.request(),
                        Ask.upload("/v1/files", type, body.toByteArray())));
    }

    private static void part(ByteArrayOutputStream body, String names, byte[] content) {
        var head = "--" + EDGE + "\r\nContent-Disposition: form-data; " + names + "\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static Done done(Reply reply) {
        var thing = new Thing(reply.body());
        return well(reply)
                ? new Done.Well(thing)
                : new Done.Refused(
                        reply.status(), thing.text("error.message"), thing.text("error.param"));
    }

    /** What is the machine's own failure is not told as if it were the shop's. */
    private static boolean well(Reply reply) {
        if (reply.status() >= 500)
            throw new IllegalStateException(
                    "the API failed: " + new Thing(reply.body()).text("error.message"));
        return reply.isOk();
    }
}
