package hawker.dashboard;

import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.payments.Charge;
import hawker.payments.Payments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Charges of one state or with some words, newest first. The payments room lists charges by time
 * only, so this reads on until a page is full, and stops after a bounded number of charges with a
 * cursor to go on from.
 */
final class ChargeSearch {

    private static final int ROWS = 25;
    private static final int AT_A_TIME = 100;
    private static final int LOOKS = 10;

    private final Payments payments;

    ChargeSearch(Payments payments) {
        this.payments = payments;
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

    Found find(AccountId shop, Show show, String words, Optional<String> after) {
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
