package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.look.Kit;
import hawker.look.Look;
import hawker.platform.Tx;
import hawker.terminal.ThingsSql.Kind;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.List;
import java.util.Optional;

/**
 * The page that stands for Apple's, where a merchant agrees to its terms. Holding the address is
 * the right to agree.
 */
final class OnboardingPages {

    private static final String PATH = "/terminal/onboarding/";
    private static final String ACCEPTED = "accepted";

    private static final String TITLE = "Tap to Pay on iPhone: terms and conditions";

    private final Things things;

    OnboardingPages(Things things) {
        this.things = things;
    }

    static String path(String token) {
        return PATH + token;
    }

    Routes routes() {
        return new Routes().get(PATH + "{token}", this::show).post(PATH + "{token}", this::agree);
    }

    private Response show(Request request) {
        var token = request.pathParam("token");
        return IdCodec.account(token)
                .flatMap(account ->
                        things.platform().tx().readAccount(account, tx -> card(tx, account, token)))
                .map(card -> Look.card(request, 200, card))
                .orElseGet(() -> Look.unknown(request));
    }

    private Optional<Look.Card> card(Tx tx, AccountId account, String token) {
        return things.sql()
                .find(account, tx, Kind.ONBOARDING, token)
                .map(link ->
                        isOpen(tx, account, link)
                                ? says(name(link) + " is asked to agree.")
                                        .asking(
                                                List.of(),
                                                Kit.button("Agree to the terms").primary().wide())
                                : says(name(link) + " has agreed already."));
    }

    private Response agree(Request request) {
        var token = request.pathParam("token");
        return IdCodec.account(token)
                .flatMap(account ->
                        things.platform().tx().inAccount(account, tx -> agreed(tx, account, token)))
                .map(card -> Look.card(request, 200, card))
                .orElseGet(() -> Look.unknown(request));
    }

    private Optional<Look.Card> agreed(Tx tx, AccountId account, String token) {
        var found = things.sql().lock(account, tx, Kind.ONBOARDING, token);
        if (found.isEmpty()) return Optional.empty();
        var link = found.get();
        if (!isOpen(tx, account, link))
            return Optional.of(says(name(link) + " has agreed already."));
        link.put(ACCEPTED, Json.seconds(things.platform().clock().now()));
        things.sql().update(account, tx, link);
        return Optional.of(says("Thank you. You can close this window."));
    }

    /** A link is used once; another one only if it may link again. */
    private boolean isOpen(Tx tx, AccountId account, ObjectNode link) {
        if (link.has(ACCEPTED)) return false;
        boolean again = options(link).path("allow_relinking").asBoolean();
        return again
                || things.sql().all(account, tx, Kind.ONBOARDING).stream()
                        .noneMatch(other -> other.has(ACCEPTED));
    }

    private static com.fasterxml.jackson.databind.JsonNode options(ObjectNode link) {
        return link.path("link_options").path(OnboardingHttp.TERMS);
    }

    private static String name(ObjectNode link) {
        return options(link).path("merchant_display_name").asText();
    }

    private static Look.Card says(String text) {
        return Look.Card.of(TITLE, text);
    }
}
