package hawker.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiModule;
import hawker.desk.Desk;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.payments.Charge;
import hawker.payments.Payments;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Charges of one state or with some words, newest first. The payments room lists charges by time
 * only, so this reads on until a page is full, and stops after a bounded number of charges with a
 * cursor to go on from. What narrows them by day, amount, card or customer is a search of the API,
 * which the database does.
 */
final class ChargeSearch {

    private static final int ROWS = 25;
    private static final int AT_A_TIME = 100;
    private static final int LOOKS = 10;

    private final Payments payments;
    private final ApiModule.Inside api;

    ChargeSearch(Payments payments, ApiModule.Inside api) {
        this.payments = payments;
        this.api = api;
    }

    /**
     * @param next the cursor to go on from; empty if everything was looked at
     */
    record Found(List<Charge> charges, Optional<String> next) {
        Found {
            charges = List.copyOf(charges);
        }
    }

    /** Which charges a list shows. */
    enum Show {
        ALL,
        SUCCEEDED,
        REFUNDED,
        UNCAPTURED,
        FAILED;

        static Show of(String word) {
            for (var show : values()) if (show.word().equals(word)) return show;
            return ALL;
        }

        /** Whether a cursor is a charge's id; else it is of a search. */
        static boolean isCharge(String cursor) {
            return Charge.Id.parse(cursor).isPresent();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean shows(Charge charge) {
            return switch (this) {
                case ALL -> true;
                case SUCCEEDED -> charge.isCaptured();
                case REFUNDED -> charge.refunded().isPositive();
                case UNCAPTURED -> charge.state() instanceof Charge.State.Authorized;
                case FAILED -> charge.state() instanceof Charge.State.Failed;
            };
        }
    }

    private Found find(AccountId shop, Show show, String words, Optional<String> after) {
        var wanted = words.toLowerCase(Locale.ROOT);
        boolean everything = show == Show.ALL && wanted.isEmpty();
        var found = new ArrayList<Charge>();
        var at = after;
        for (int look = 0; look < LOOKS; look++) {
            var page =
                    payments.charges(
                            shop,
                            new PageRequest(everything ? ROWS : AT_A_TIME, at, Optional.empty()));
            for (int i = 0; i < page.items().size(); i++) {
                var charge = page.items().get(i);
                at = Optional.of(charge.id().text());
                if (!show.shows(charge) || !has(charge, wanted)) continue;
                found.add(charge);
                boolean last = i == page.items().size() - 1 && !page.hasMore();
                if (found.size() == ROWS) return new Found(found, last ? Optional.empty() : at);
            }
            if (!page.hasMore()) return new Found(found, Optional.empty());
        }
        return new Found(found, at);
    }

    /**
     * Those that a filter finds.
     *
     * @param page where to go on, from the page before
     */
    Found find(
            Desk.Seat seat, Show show, String words, ChargeFilter filter, Optional<String> page) {
        var query = filter.query(seat.account().currency());
        if (query.isEmpty()) return find(seat.shop(), show, words, page.filter(Show::isCharge));
        var wanted = words.toLowerCase(Locale.ROOT);
        var found = new ArrayList<Charge>();
        var at = page.filter(token -> !Show.isCharge(token));
        for (int look = 0; look < LOOKS && found.size() < ROWS; look++) {
            var answer = search(seat, query, at);
            for (var each : answer.path("data"))
                Charge.Id.parse(each.path("id").asText())
                        .flatMap(id -> payments.charge(seat.shop(), id))
                        .filter(charge -> show.shows(charge) && has(charge, wanted))
                        .ifPresent(found::add);
            at = Optional.of(answer.path("next_page").asText("")).filter(t -> !t.isEmpty());
            if (!answer.path("has_more").asBoolean()) return new Found(found, Optional.empty());
        }
        return new Found(found, at);
    }

    /** What a customer is called; the id of one who is nameless or gone. */
    String customer(Desk.Seat seat, String id) {
        var ask = ApiModule.Inside.Ask.get("/v1/customers/{}", "", id);
        var found = api.ask(seat.shop(), seat.request(), ask).body();
        return Optional.of(found.path("name").asText(""))
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.of(found.path("email").asText("")))
                .filter(words -> !words.isEmpty())
                .orElse(id);
    }

    /** An answer that is an error has no rows: a page token that was made up leads to nothing. */
    private JsonNode search(Desk.Seat seat, String query, Optional<String> page) {
        var sent =
                "limit="
                        + ROWS
                        + "&query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)
                        + page.map(p -> "&page=" + URLEncoder.encode(p, StandardCharsets.UTF_8))
                                .orElse("");
        return api.ask(
                        seat.shop(),
                        seat.request(),
                        ApiModule.Inside.Ask.get("/v1/charges/search", sent))
                .body();
    }

    /** Amount, last digits of the card, name, e-mail address, description or id. */
    private static boolean has(Charge charge, String words) {
        if (words.isEmpty()) return true;
        var amount = charge.amount().major().toPlainString();
        if (amount.equals(words.replaceAll("[^0-9.]", ""))) return true;
        if (charge.facts().instrument().last4().equals(words)) return true;
        if (charge.id().text().toLowerCase(Locale.ROOT).equals(words)) return true;
        return texts(charge).stream().anyMatch(t -> t.toLowerCase(Locale.ROOT).contains(words));
    }

    private static List<String> texts(Charge charge) {
        var texts = new ArrayList<String>();
        charge.facts().billing().name().ifPresent(texts::add);
        charge.facts().billing().email().ifPresent(texts::add);
        charge.notes().receiptEmail().ifPresent(texts::add);
        charge.notes().description().ifPresent(texts::add);
        charge.customer().ifPresent(texts::add);
        charge.intent().ifPresent(intent -> texts.add(intent.text()));
        return texts;
    }
}
