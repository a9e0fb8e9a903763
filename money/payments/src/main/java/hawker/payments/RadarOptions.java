package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a payment's risk ({@code radar_options}): the session of the buyer's browser,
 * which the charge shows again, and that the seller's rules are not to be asked.
 */
final class RadarOptions {

    static final String NAME = "radar_options";
    private static final String SESSION = "session";
    private static final String SKIPS = "skip_rules";
    private static final String KEPT = "radar";

    static final Param PARAM = Param.hash(NAME, Param.id(SESSION), Param.flag(SKIPS));

    private RadarOptions() {}

    /**
     * The notes with what a confirmation tells, in the place of what an earlier one told.
     *
     * @throws ApiError 400 for what cannot be a session
     */
    static Notes noted(Params params, Notes notes) {
        var told = params.hash(NAME);
        if (told.isEmpty()) return notes;
        var session = told.get().text(SESSION);
        if (session.filter(id -> !id.startsWith("rse_")).isPresent())
            throw ApiError.missingReference(
                    "radar_session", session.get(), told.get().nameOf(SESSION));
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        var kept = Json.object();
        session.ifPresent(id -> kept.put(SESSION, id));
        if (told.get().isTrue(SKIPS)) kept.put(SKIPS, true);
        if (kept.isEmpty()) node.remove(KEPT);
        else node.set(KEPT, kept);
        return notes.withOptions(Optional.of(node).filter(n -> !n.isEmpty()).map(Json::text));
    }

    /** Refuses what a browser would rather not have looked at. */
    static void checkPublic(Params params) {
        var told = params.hash(NAME).filter(radar -> radar.has(SKIPS));
        if (told.isPresent()) throw ApiError.parameterUnknown(List.of(told.get().nameOf(SKIPS)));
    }

    /** Whether the seller's rules are not asked; what the network says of the risk stands. */
    static boolean skipsRules(Notes notes) {
        return notes.options()
                .filter(text -> text.contains(SKIPS))
                .map(text -> Json.parse(text).path(KEPT).path(SKIPS).asBoolean())
                .orElse(false);
    }

    /** Writes {@code radar_options} of a charge. */
    static void show(ObjectNode charge, Notes notes) {
        var radar = charge.putObject(NAME);
        notes.options()
                .filter(text -> text.contains(SESSION))
                .flatMap(text -> NotesText.maybe(Json.parse(text).path(KEPT), SESSION))
                .ifPresent(id -> radar.put(SESSION, id));
    }
}
