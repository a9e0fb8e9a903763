package hawker.clearing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What became of the network's file of a day.
 *
 * @param problem why it was refused; it is asked for again
 * @param done whether all of it is in the books
 */
public record ClearedDay(
        LocalDate day, long lines, Optional<String> problem, Instant readAt, boolean done) {}
