package hawker.workbench;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.look.Kit;
import hawker.web.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** From one day to another, both included; in UTC. What is no day is as if it were not there. */
record Days(String from, String to) {

    static Days of(Request request) {
        return new Days(request.queryParam("from").orElse(""), request.queryParam("to").orElse(""));
    }

    Optional<Instant> since() {
        return day(from).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    Optional<Instant> before() {
        return day(to).map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** As the range {@code created} of the API. */
    Query created(Query query) {
        return query.with("created[gte]", since().map(at -> "" + at.getEpochSecond()))
                .with("created[lt]", before().map(at -> "" + at.getEpochSecond()));
    }

    Address kept(Address address) {
        return address.with("from", from, "").with("to", to, "");
    }

    List<Content> fields() {
        return List.of(
                Kit.field("from", "From").type("date").optional().value(from),
                Kit.field("to", "To").type("date").optional().value(to));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
