package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.Choices;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.pricing.Pricing;
import hawker.pricing.Rebate;
import hawker.pricing.ShippingRate;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a buyer does on the page: types, changes quantities, enters a code, pays. */
final class Visits {

    private final Platform platform;
    private final SessionsSql sql;
    private final Pricing pricing;
    private final Lines lines;
    private final Paying paying;
    private final Settling settling;
    private final Saving saving;
    private final Vault vault;
    private final SavedCards cards;
    private final HostedModule.Pictures files;
    private final Currencies currencies;

    Visits(
            Platform platform,
            SessionsSql sql,
            Pricing pricing,
            Lines lines,
            Paying paying,
            Settling settling,
            Saving saving,
            Vault vault,
            SavedCards cards,
            HostedModule.Pictures files) {
        this.platform = platform;
        this.sql = sql;
        this.pricing = pricing;
        this.lines = lines;
        this.paying = paying;
        this.settling = settling;
        this.saving = saving;
        this.vault = vault;
        this.cards = cards;
        this.files = files;
        this.currencies = new Currencies(pricing, lines);
    }

    /** What a form, or a script in the place of one, has sent. */
    interface Sent extends Function<String, Optional<String>> {}

    /** Whether what was typed could be taken over; all but the field in question is. */
    sealed interface Saved {
        record Done(Session session) implements Saved {}

        record Refused(Session session, Typed.Problem problem) implements Saved {}
    }

    Optional<Session> find(Session.Id id) {
        return platform.tx().readAccount(id.account(), tx -> sql.find(tx, id.account(), id));
    }

    /** A file that the session's seller has handed in. */
    Optional<HostedModule.Picture> picture(Session session, String file) {
        return files.find(session.account(), file);
    }

    List<ObjectNode> items(Session session) {
        return platform.tx().readAccount(session.account(), tx -> lines.items(tx, session));
    }

    Map<String, Lines.Ware> wares(Session session) {
        return platform.tx().readAccount(session.account(), tx -> lines.wares(tx, session));
    }

    /** What the buyer may add. */
    List<ObjectNode> offers(Session session) {
        return platform.tx().readAccount(session.account(), tx -> lines.offers(tx, session));
    }

    /** The cards that the buyer has with the seller already. */
    List<PaymentMethod> cards(Session session) {
        return cards.offered(session);
    }

    /**
     * The one that is chosen of them; empty: another card.
     *
     * @param other whether another one was entered already
     */
    Optional<PaymentMethod> chosen(Session session, boolean other) {
        var offered = cards.offered(session);
        var chosen = Typed.of(session).card();
        if (chosen.equals(SavedCards.OTHER) || other) return Optional.empty();
        return offered.stream()
                .filter(card -> card.id().text().equals(chosen))
                .findFirst()
                .or(() -> offered.stream().findFirst());
    }

    /** One of those that the page offers. */
    Optional<PaymentMethod> card(Session session, String id) {
        return cards.offered(session, id);
    }

    /** Takes a card off for good, if the page offers it and the seller lets buyers do so. */
    void takeOff(Session session, String id) {
        var card = cards.offered(session, id);
        if (card.isEmpty()) return;
        platform.tx()
                .doInAccount(
                        session.account(),
                        tx ->
                                sql.lock(tx, session.account(), session.id())
                                        .filter(now -> now.isOpen(platform.clock().now()))
                                        .filter(SavedCards::mayRemove)
                                        .ifPresent(now -> cards.takeOff(tx, now, card.get())));
    }

    /**
     * What a session comes to in each currency that it can be paid in; empty: there is no choice.
     */
    Map<Currency, Money> totals(Session session) {
        return platform.tx().readAccount(session.account(), tx -> currencies.totals(tx, session));
    }

    /** The ways of delivery to choose from. */
    List<Choices.Choice> ways(Session session) {
        if (session.isSetup()) return List.of();
        var ways = new ArrayList<Choices.Choice>();
        var currency = Currency.of(session.body().path("currency").asText());
        for (var option : session.body().path("shipping_options")) {
            var id = new ShippingRate.Id(option.path("shipping_rate").asText());
            var amount = Money.of(option.path("shipping_amount").asLong(), currency);
            platform.tx()
                    .readAccount(
                            session.account(),
                            tx -> pricing.shippingRate(tx, session.account(), id))
                    .ifPresent(rate ->
                            ways.add(
                                    new Choices.Choice(id.text(), rate.name(), "", amount.text())));
        }
        return ways;
    }

    /**
     * @param sent what was sent, by the names of the page's form; what is not sent stays
     */
    Saved save(Session before, Sent sent) {
        return platform.tx().inAccount(before.account(), tx -> save(tx, before.id(), sent));
    }

    private Saved save(Tx tx, Session.Id id, Sent sent) {
        var session = sql.lock(tx, id.account(), id).orElseThrow();
        // While the bank is asked, and after the end, nothing is changed any more.
        if (session.state() != Session.State.OPEN) return new Saved.Done(session);
        var body = session.body().deepCopy();
        var detail = session.detail().deepCopy();
        detail.set("typed", Typed.of(session).with(sent).json());
        if (session.isSetup()) {
            var kept = session.with(body, detail);
            sql.update(tx, kept);
            return new Saved.Done(kept);
        }
        chooseShipping(body, detail, sent);
        var problem =
                currency(tx, id.account(), body, detail, sent)
                        .or(() -> OptionalItems.choose(detail, sent))
                        .or(() -> quantities(detail, sent))
                        .or(() -> code(tx, session, detail, sent));
        lines.addUp(tx, id.account(), body, detail);
        SessionJson.discounts(body, detail);
        var saved = session.with(body, detail);
        sql.update(tx, saved);
        return problem.<Saved>map(p -> new Saved.Refused(saved, p))
                .orElseGet(() -> new Saved.Done(saved));
    }

    private Optional<Typed.Problem> currency(
            Tx tx, AccountId account, ObjectNode body, ObjectNode detail, Sent sent) {
        var said = sent.apply("currency").filter(c -> !c.equals(body.path("currency").asText()));
        if (said.isEmpty()) return Optional.empty();
        var wanted = Currency.parse(said.get());
        if (wanted.isEmpty())
            return Optional.of(new Typed.Problem("currency", "Choose one of the currencies."));
        if (!currencies.isOffered(tx, account, body, detail, wanted.get()))
            return Optional.of(
                    new Typed.Problem(
                            "currency", "This Checkout Session is not in " + wanted.get() + "."));
        currencies.change(tx, account, body, detail, wanted.get());
        return Optional.empty();
    }

    private static void chooseShipping(ObjectNode body, ObjectNode detail, Sent sent) {
        var choice = sent.apply("shipping").orElse("");
        for (var option : body.path("shipping_options"))
            if (option.path("shipping_rate").asText().equals(choice))
                detail.put("shipping_choice", choice);
    }

    private static Optional<Typed.Problem> quantities(ObjectNode detail, Sent sent) {
        for (var line : detail.path("lines")) {
            if (!(line.path("adjustable") instanceof ObjectNode bounds)) continue;
            var name = "quantity_" + line.path("id").asText();
            var number = sent.apply(name);
            if (number.isEmpty()) continue;
            long wanted = number.get().matches("[0-9]{1,6}") ? Long.parseLong(number.get()) : -1;
            long least = Math.max(1, bounds.path("minimum").asLong());
            long most = bounds.path("maximum").asLong();
            if (wanted < least || wanted > most)
                return Optional.of(
                        new Typed.Problem(
                                name, "Choose a quantity from " + least + " to " + most + "."));
            ((ObjectNode) line).put("quantity", wanted);
        }
        return Optional.empty();
    }

    private Optional<Typed.Problem> code(Tx tx, Session session, ObjectNode detail, Sent sent) {
        if (!session.body().path("allow_promotion_codes").asBoolean()) return Optional.empty();
        if (sent.apply("remove_code").isPresent()) {
            detail.putArray("rebates");
            return Optional.empty();
        }
        var typed = sent.apply("promotion_code").map(String::strip).orElse("");
        if (typed.isEmpty()) return Optional.empty();
        var account = session.account();
        var purchase = paying.purchase(tx, session);
        Rebate.Found found =
                pricing.typed(tx, account, typed)
                        .map(id -> pricing.promotionCode(tx, account, id, purchase))
                        .orElse(new Rebate.Found.Refused(Rebate.Refusal.UNKNOWN));
        return switch (found) {
            case Rebate.Found.Refused(var reason) ->
                    Optional.of(new Typed.Problem("promotion_code", SessionJson.says(reason)));
            case Rebate.Found.Usable(var rebate) -> {
                detail.putArray("rebates");
                SessionJson.add(detail, rebate);
                yield Optional.empty();
            }
        };
    }

    /**
     * Pays what the session comes to, or saves the card.
     *
     * @param address the buyer's, where it is they who ask
     */
    PayResult pay(
            Session session,
            Optional<PaymentMethod.Id> method,
            Consumer<ObjectNode> buyer,
            Optional<String> address) {
        var refused = refusal(session, method);
        if (refused.isPresent()) return new PayResult.Declined("", Optional.empty(), refused.get());
        if (session.savesCard())
            return saving.save(session.account(), session.id(), method, session.shown(), buyer);
        return pay(session, method, session.total(), buyer, address);
    }

    /**
     * @param seen what the buyer saw: another total is not paid
     */
    PayResult pay(
            Session session,
            Optional<PaymentMethod.Id> method,
            Money seen,
            Consumer<ObjectNode> buyer,
            Optional<String> address) {
        if (session.savesCard() && seen.isZero()) return pay(session, method, buyer, address);
        var refused = refusal(session, method);
        if (refused.isPresent()) return new PayResult.Declined("", Optional.empty(), refused.get());
        return paying.pay(session.account(), session.id(), method, seen, buyer, address);
    }

    /** Why the seller does not take a card; what is complete is not paid anyway. */
    private Optional<String> refusal(Session session, Optional<PaymentMethod.Id> method) {
        if (session.state() == Session.State.COMPLETE) return Optional.empty();
        var card =
                method.flatMap(id -> vault.find(session.account(), id))
                        .filter(PaymentMethod::isCard)
                        .map(PaymentMethod::card);
        return MethodOptions.refusal(session, card);
    }

    PayResult returned(Session session) {
        boolean keeps = session.intent().filter(id -> id.startsWith("seti_")).isPresent();
        return keeps ? saving.returned(session) : settling.returned(session);
    }
}
