package hawker.network;

import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.web.Request;
import hawker.web.Response;
import java.util.List;
import java.util.Optional;

/**
 * Where a buyer tells which two deposits arrived on the bank account that they say is theirs. The
 * rooms that sent them show it under addresses that only the buyer knows.
 */
public final class DepositForm {

    private static final String TITLE = "Verify your bank account";

    private DepositForm() {}

    /** Asks for the first time. */
    public static Response ask(Request request) {
        return again(
                request, 200, "We have sent two deposits of less than a dollar. Which were they?");
    }

    /** Asks for two numbers where there were none. */
    public static Response missing(Request request) {
        return again(request, 422, "Enter both deposits in cents, such as 32.");
    }

    /** Asks again, saying why. */
    public static Response refused(Request request, String why) {
        return again(request, 422, why);
    }

    /** Says how it ended. */
    public static Response says(Request request, String text) {
        return Look.card(request, 200, Look.Card.of(TITLE, text));
    }

    /** What the form was sent with; empty if a deposit is no number of cents. */
    public static Optional<DebitRail.Told> told(Request request) {
        var first = cents(request, "first");
        var second = cents(request, "second");
        if (first.isEmpty() || second.isEmpty()) return Optional.empty();
        return Optional.of(new DebitRail.Told(first.get(), second.get(), Optional.empty()));
    }

    private static Response again(Request request, int status, String says) {
        var card =
                Look.Card.of(TITLE, says)
                        .asking(
                                List.of(
                                        field("first", "First deposit, in cents"),
                                        field("second", "Second deposit, in cents")),
                                Kit.button("Verify").primary().wide());
        return Look.card(request, status, card);
    }

    private static Field field(String name, String label) {
        return Kit.field(name, label)
                .inputmode("numeric")
                .attr("pattern", "[0-9]{1,2}")
                .attr("maxlength", "2");
    }

    private static Optional<Long> cents(Request request, String name) {
        return request.formParam(name)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,2}"))
                .map(Long::parseLong);
    }
}
