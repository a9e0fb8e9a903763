package hawker.payments;

import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a debit: on which day the buyer's bank is told to pay ({@code target_date},
 * YYYY-MM-DD, from three to fifteen days ahead; docs: bank debits), and over which networks it must
 * be able to go ({@code networks[requested]}). Days are days of UTC.
 */
final class DebitOptions {

    private static final String OPTIONS = "payment_method_options";
    private static final String DATE = "target_date";
    static final String NETWORKS = "networks";
    private static final String REQUESTED = "requested";

    private static final int SOONEST = 3;
    private static final int LATEST = 15;

    private static final List<String> TYPES = List.of("sepa_debit", "us_bank_account");

    /** Of what goes from bank to bank here: wires are not collected. */
    private static final Map<String, List<String>> SUPPORTED =
            Map.of("us_bank_account", List.of("ach"));

    static final Param DAY = Param.text(DATE, 10);

    static final Param OVER =
            Param.hash(
                    NETWORKS,
                    Param.list(REQUESTED, Param.oneOf("network", "ach", "us_domestic_wire")));

    private DebitOptions() {}

    /**
     * Refuses a day that is none, or is too near or too far.
     *
     * @throws ApiError 400 with its name
     */
    static void check(Params request, Instant now) {
        var options = request.hash(OPTIONS);
        for (var type : TYPES) {
            var of = options.flatMap(o -> o.hash(type));
            var told = of.flatMap(o -> o.text(DATE));
            if (told.isEmpty()) continue;
            var name = of.orElseThrow().nameOf(DATE);
            var day = day(told.get());
            if (day.isEmpty())
                throw ApiError.parameterInvalid(
                        name, "Invalid date: the format of `" + DATE + "` is YYYY-MM-DD.");
            if (!isInReach(day.get(), now)) throw ApiError.parameterInvalid(name, outOfReach(now));
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static boolean isInReach(LocalDate day, Instant now) {
        var today = today(now);
        return !day.isBefore(today.plusDays(SOONEST)) && !day.isAfter(today.plusDays(LATEST));
    }

    private static String outOfReach(Instant now) {
        var today = today(now);
        return "The `target_date` must be between "
                + today.plusDays(SOONEST)
                + " and "
                + today.plusDays(LATEST)
                + ", three to fifteen days from now.";
    }

    /** The day that was asked for. */
    static Optional<LocalDate> day(Notes notes, String type) {
        return notes.options()
                .filter(text -> text.contains(DATE))
                .flatMap(text -> NotesText.maybe(Json.parse(text).path(type), DATE))
                .flatMap(DebitOptions::day);
    }

    /** When the bank is told to pay: at once, or when the day begins. */
    static Instant due(Notes notes, String type, Instant now) {
        return day(notes, type)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .filter(now::isBefore)
                .orElse(now);
    }

    /** Why a debit cannot be begun as it was asked for; a day told long ago may be past. */
    static Optional<String> refusal(Notes notes, String type, Instant now) {
        var late = day(notes, type).filter(day -> !isInReach(day, now)).map(day -> outOfReach(now));
        if (late.isPresent()) return late;
        var wanted = new ArrayList<String>();
        notes.options()
                .filter(text -> text.contains(REQUESTED))
                .ifPresent(text ->
                        Json.parse(text)
                                .path(type)
                                .path(NETWORKS)
                                .path(REQUESTED)
                                .forEach(each -> wanted.add(each.asText())));
        wanted.removeAll(SUPPORTED.getOrDefault(type, List.of()));
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The bank account does not support the requested network `"
                                + wanted.getFirst()
                                + "`.");
    }
}
