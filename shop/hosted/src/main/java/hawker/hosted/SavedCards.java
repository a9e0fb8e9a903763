package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.Content;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.Clock;
import hawker.kernel.PageRequest;
import hawker.look.Button;
import hawker.look.Choices;
import hawker.look.Kit;
import hawker.look.Templates;
import hawker.platform.Event;
import hawker.platform.Tx;
import hawker.vault.CardDisplay;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The cards that a buyer has with the seller ({@code saved_payment_method_options}): which of them
 * our page offers, whether one may be taken off, and whether the buyer may keep the one that is
 * entered. How a card that was entered may be shown again ({@code allow_redisplay}) is written when
 * it has paid: as the seller says by {@code payment_method_data}, else always where the buyer kept
 * it, and limited where the seller did.
 */
final class SavedCards {

    static final String NAME = "saved_payment_method_options";
    static final String DATA = "payment_method_data";

    /** Names of the page's form: the card that is chosen, a box, a button. */
    static final String CHOSEN = "saved_card";

    static final String KEEP = "keep_card";
    static final String TAKE_OFF = "remove_card";

    /** The choice to enter another card. */
    static final String OTHER = "new";

    private static final String FILTERS = "allow_redisplay_filters";
    private static final String REMOVE = "payment_method_remove";
    private static final String SAVE = "payment_method_save";
    private static final String REDISPLAY = "allow_redisplay";

    /** In a session's detail: what the seller said, and what is to be written in the end. */
    private static final String SAID = "said_redisplay";

    private static final String FINALLY = "redisplay";
    private static final String KEPT = "kept_by_buyer";

    private static final int LOOKED_AT = 100;
    private static final int SHOWN = 10;

    private final Vault vault;
    private final Clock clock;

    SavedCards(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    static Param param() {
        return Param.hash(
                NAME,
                Param.texts(FILTERS, 50),
                Param.oneOf(REMOVE, "disabled", "enabled"),
                Param.oneOf(SAVE, "disabled", "enabled"));
    }

    static Param data() {
        return Param.hash(DATA, Param.oneOf(REDISPLAY, "always", "limited", "unspecified"));
    }

    /** Refuses what would be asked for nobody, and values that no card has. */
    static void check(Params params) {
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        for (var value : said.get().texts(FILTERS))
            if (!List.of("always", "limited", "unspecified").contains(value))
                throw ApiError.parameterInvalid(
                        said.get().nameOf(FILTERS),
                        "Invalid " + FILTERS + ": must be one of always, limited, or unspecified");
        boolean known =
                params.has("customer")
                        || params.text("mode").filter("subscription"::equals).isPresent()
                        || InvoiceCreation.isWanted(params)
                        || params.text("customer_creation").filter("always"::equals).isPresent();
        if (said.get().text(SAVE).filter("enabled"::equals).isPresent() && !known)
            throw ApiError.parameterInvalid(
                    said.get().nameOf(SAVE),
                    "A payment method is saved with a customer: pass `customer`, or"
                            + " `customer_creation=always`.");
    }

    /** Writes what was said into a session that is being made; what was not is as usual. */
    static void write(ObjectNode body, ObjectNode detail, Params params) {
        params.hash(DATA)
                .flatMap(data -> data.text(REDISPLAY))
                .ifPresent(how -> detail.put(SAID, how));
        var said = params.hash(NAME);
        boolean offered = params.has("customer") && !Checking.isByScript(params);
        if (said.isEmpty() && !offered) return;
        var node = body.putObject(NAME);
        var filters = node.putArray(FILTERS);
        var wanted = said.map(s -> s.texts(FILTERS)).orElse(List.of());
        (wanted.isEmpty() ? List.of("always") : wanted).forEach(filters::add);
        Json.put(node, REMOVE, said.flatMap(s -> s.text(REMOVE)));
        Json.put(node, SAVE, said.flatMap(s -> s.text(SAVE)));
    }

    /** Those that a session's page offers, the newest first; empty where nobody is known. */
    List<PaymentMethod> offered(Session session) {
        var filters = session.body().path(NAME).path(FILTERS);
        var customer = session.body().path("customer");
        if (!filters.isArray() || !customer.isTextual() || session.isSetup()) return List.of();
        var page = PageRequest.first(LOOKED_AT);
        return vault.list(session.account(), customer.asText(), page).items().stream()
                .filter(method -> has(filters, method.allowRedisplay()))
                .filter(method -> isGood(method.card()))
                .filter(m -> MethodOptions.refusal(session, Optional.of(m.card())).isEmpty())
                .limit(SHOWN)
                .toList();
    }

    private boolean isGood(CardDisplay card) {
        var month = YearMonth.from(clock.now().atZone(ZoneOffset.UTC));
        return !YearMonth.of(card.expYear(), card.expMonth()).isBefore(month);
    }

    private static boolean has(JsonNode array, String text) {
        for (var each : array) if (each.asText().equals(text)) return true;
        return false;
    }

    /** One of those that are offered. */
    Optional<PaymentMethod> offered(Session session, String id) {
        return offered(session).stream().filter(m -> m.id().text().equals(id)).findFirst();
    }

    /** Not the card that waits at the bank, nor by a page on which nothing is paid any more. */
    static boolean mayRemove(Session session) {
        return session.state() == Session.State.OPEN
                && session.body().path(NAME).path(REMOVE).asText().equals("enabled");
    }

    /** Whether the page has a box by which the buyer keeps the card. */
    static boolean asksToKeep(Session session) {
        return session.body().path(NAME).path(SAVE).asText().equals("enabled");
    }

    /**
     * Takes one off for good that the page offers; who holds the page's address may, as they may
     * pay with it.
     */
    void takeOff(Tx tx, Session session, PaymentMethod card) {
        vault.detach(tx, Event.Cause.none(session.account()), card.id());
    }

    /** Notes, when a card is about to be asked, what becomes of it when it was good. */
    void pressed(Tx tx, Session session, ObjectNode detail, Optional<PaymentMethod.Id> method) {
        detail.remove(List.of(FINALLY, KEPT));
        boolean entered =
                method.flatMap(id -> vault.find(tx, session.account(), id))
                        .filter(m -> m.state() == PaymentMethod.State.UNATTACHED)
                        .isPresent();
        if (!entered) return;
        boolean keeps = asksToKeep(session) && Typed.of(session).keep();
        if (keeps) detail.put(KEPT, true);
        var said = session.detail().path(SAID);
        if (said.isTextual()) detail.set(FINALLY, said);
        else if (keeps) detail.put(FINALLY, "always");
        else if (session.keepsCard() || session.isSubscription()) detail.put(FINALLY, "limited");
    }

    /** Whether the buyer wants to keep the card that is being paid with. */
    static boolean isKeptByBuyer(Session session) {
        return session.detail().path(KEPT).asBoolean();
    }

    /** The card was good: writes how it may be shown again. */
    void paid(Tx tx, Session session, Optional<PaymentMethod.Id> method) {
        var how = session.detail().path(FINALLY);
        if (!how.isTextual()) return;
        method.ifPresent(id -> vault.redisplay(tx, session.account(), id, how.asText()));
    }

    /**
     * As the page shows them: with the choice of another one, and what takes them off.
     *
     * @param chosen empty: another one
     * @param keeping makes of a button one that pays nothing
     */
    static List<Content> shown(
            Session session,
            List<PaymentMethod> offered,
            Optional<PaymentMethod> chosen,
            Templates templates,
            UnaryOperator<Button> keeping) {
        if (offered.isEmpty()) return List.of();
        var choices = new ArrayList<Choices.Choice>();
        for (var card : offered)
            choices.add(new Choices.Choice(card.id().text(), name(card), expires(card), ""));
        choices.add(new Choices.Choice(OTHER, "Another card"));
        var selected = chosen.map(card -> card.id().text()).orElse(OTHER);
        var parts = new ArrayList<Content>();
        parts.add(Kit.cards(CHOSEN, "Pay with", choices, selected));
        if (!mayRemove(session)) return parts;
        var rows = new ArrayList<Content>();
        for (var card : offered) {
            var button =
                    keeping.apply(Kit.button("Remove").quiet())
                            .sends(TAKE_OFF, card.id().text())
                            .attr("aria-label", "Remove " + name(card));
            rows.add(
                    templates.content(
                            "offer.jte",
                            Map.of("name", name(card), "detail", expires(card), "button", button)));
        }
        parts.add(Kit.accordion("Remove a saved card", Kit.all(rows), false));
        return parts;
    }

    /** {@code Visa •••• 4242}. */
    private static String name(PaymentMethod card) {
        return brand(card.card().brand()) + " •••• " + card.card().last4();
    }

    /** {@code Expires 03/2031}. */
    private static String expires(PaymentMethod card) {
        return String.format(
                Locale.ROOT, "Expires %02d/%d", card.card().expMonth(), card.card().expYear());
    }

    private static String brand(String brand) {
        return switch (brand) {
            case "visa" -> "Visa";
            case "mastercard" -> "Mastercard";
            case "amex" -> "American Express";
            case "discover" -> "Discover";
            case "diners" -> "Diners Club";
            case "jcb" -> "JCB";
            case "unionpay" -> "UnionPay";
            default -> "Card";
        };
    }
}
