package hawker.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.Events;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The event log as the API tells it: which events there are, and how each is rendered. */
final class ToldEvents {

    private static final int ROWS = 100;
    private static final int MOST_ROWS = 10_000;

    private final Events events;
    private final List<EventSource> sources;
    private final Versions versions;

    ToldEvents(Events events, List<EventSource> sources, Versions versions) {
        this.events = events;
        this.sources = List.copyOf(sources);
        this.versions = versions;
    }

    /** All names of events that are told. */
    List<String> types() {
        return sources.stream()
                .flatMap(source -> source.types().stream())
                .sorted()
                .distinct()
                .toList();
    }

    /** What a row of the log is told by, oldest first. */
    List<Told> of(Event event) {
        var told = new ArrayList<Told>();
        for (int i = 0; i < event.types().size(); i++)
            if (source(event.types().get(i)).isPresent()) told.add(new Told(event, i));
        return told;
    }

    Optional<Told> find(AccountId account, String id) {
        if (!id.startsWith("evt_") || Told.indexIn(id) < 0) return Optional.empty();
        return events.find(account, Told.rowId(id))
                .flatMap(row -> of(row).stream().filter(t -> t.id().equals(id)).findFirst());
    }

    /**
     * The event with its object, in a version of the API. Empty: the object is not told any more.
     *
     * @param toPlatform whether a platform is told, which has to know whose event it is
     */
    Optional<ObjectNode> render(Told told, String apiVersion, int pending, boolean toPlatform) {
        return source(told.type())
                .flatMap(source -> whole(source.render(), told, apiVersion, pending, toPlatform));
    }

    private Optional<ObjectNode> whole(
            EventSource.Render render,
            Told told,
            String apiVersion,
            int pending,
            boolean toPlatform) {
        return render.render(told.event(), told.type())
                .map(object -> versions.render(told.event().account(), object, apiVersion))
                .map(object -> told.json(object, apiVersion, pending, toPlatform));
    }

    /** Several events that are told one after the other, read together. */
    final class Ahead {
        private final Map<String, Told> told = new HashMap<>();
        private final Map<Read, EventSource.Render> renders = new HashMap<>();

        /** What is read together: what one source tells of one account. */
        private record Read(EventSource source, AccountId account) {}

        private Ahead(List<Told> listed) {
            var together = new HashMap<Read, List<Event>>();
            for (var each : listed) {
                told.put(each.id(), each);
                read(each)
                        .ifPresent(read ->
                                together.computeIfAbsent(read, none -> new ArrayList<>())
                                        .add(each.event()));
            }
            together.forEach((read, all) -> renders.put(read, read.source.ahead().of(all)));
        }

        private Optional<Read> read(Told each) {
            return source(each.type()).map(source -> new Read(source, each.event().account()));
        }

        Optional<Told> find(String id) {
            return Optional.ofNullable(told.get(id));
        }

        /** As {@link ToldEvents#render}. */
        Optional<ObjectNode> render(
                Told event, String apiVersion, int pending, boolean toPlatform) {
            return read(event)
                    .map(renders::get)
                    .flatMap(render -> whole(render, event, apiVersion, pending, toPlatform));
        }
    }

    /** Events of one account that are to be told. */
    Ahead ahead(List<Told> all) {
        return new Ahead(all);
    }

    /** The same by their ids; what there is not is left out. */
    Ahead ahead(AccountId account, Collection<String> ids) {
        var rows = ids.stream().map(Told::rowId).distinct().toList();
        return new Ahead(
                events.findAll(account, rows).stream()
                        .flatMap(row -> of(row).stream())
                        .filter(told -> ids.contains(told.id()))
                        .toList());
    }

    /** Newest first. At most 10,000 rows are looked through for a rare event. */
    Page<Told> list(AccountId account, Predicate<Told> wanted, PageRequest page) {
        return page.before().isPresent()
                ? newerThan(account, wanted, page.before().get(), page.limit())
                : olderThan(account, wanted, page.after(), page.limit());
    }

    private Page<Told> olderThan(
            AccountId account, Predicate<Told> wanted, Optional<String> after, int limit) {
        var found = new ArrayList<Told>();
        after.flatMap(id -> events.find(account, Told.rowId(id)))
                .ifPresent(row -> {
                    for (var told : of(row).reversed())
                        if (told.id().compareTo(after.get()) < 0 && wanted.test(told))
                            found.add(told);
                });
        var before = after.map(Told::rowId);
        for (int seen = 0; seen < MOST_ROWS && found.size() <= limit; seen += ROWS) {
            var rows = events.newest(account, before, ROWS);
            for (var row : rows)
                for (var told : of(row).reversed()) if (wanted.test(told)) found.add(told);
            if (rows.size() < ROWS) break;
            before = Optional.of(rows.getLast().id());
        }
        return Page.of(found, limit);
    }

    /** Walks from the newest back to the cursor and keeps what lies next to it. */
    private Page<Told> newerThan(
            AccountId account, Predicate<Told> wanted, String cursor, int limit) {
        var nearest = new ArrayDeque<Told>();
        boolean more = false;
        Optional<String> before = Optional.empty();
        walk:
        for (int seen = 0; seen < MOST_ROWS; seen += ROWS) {
            var rows = events.newest(account, before, ROWS);
            for (var row : rows)
                for (var told : of(row).reversed()) {
                    if (told.id().compareTo(cursor) <= 0) break walk;
                    if (!wanted.test(told)) continue;
                    nearest.addLast(told);
                    if (nearest.size() > limit) {
                        nearest.removeFirst();
                        more = true;
                    }
                }
            if (rows.size() < ROWS) break;
            before = Optional.of(rows.getLast().id());
        }
        return new Page<>(List.copyOf(nearest), more);
    }

    private Optional<EventSource> source(String type) {
        return sources.stream().filter(source -> source.types().contains(type)).findFirst();
    }
}
