package hawker.radar;

import hawker.kernel.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * How risky a payment looks: points for what is known of it, and a sentence for each thing that
 * weighs. Pure. A published test card says itself how it looks.
 */
final class Scoring {

    private static final int ORDINARY = 8;
    private static final int NOBODY_KNOWN = 4;
    private static final int LARGE = 6;
    private static final int OTHER_COUNTRY = 15;
    private static final int NEAR_LIMIT = 20;
    private static final int UNDER_ATTACK = 30;
    private static final int MOST = 99;

    /** Minor units; large for a shop, in most currencies. */
    private static final long LARGE_AMOUNT = 100_000;

    /** A shop where so many were declined, and more than half of all, is being tried out. */
    private static final int ATTACK = 20;

    /** The score and why. */
    record Scored(int points, List<String> signals) {}

    private Scoring() {}

    static Scored of(Facts facts) {
        var signals = new ArrayList<String>();
        int points = ORDINARY;
        var payment = facts.payment();
        if (payment.email().isEmpty() && payment.customer().isEmpty()) points += NOBODY_KNOWN;
        if (isLarge(payment.amount())) points += LARGE;
        if (isElsewhere(facts)) {
            points += OTHER_COUNTRY;
            signals.add("The billing address is in another country than the card.");
        }
        points += often(facts, signals);
        return switch (facts.shown()) {
            case NORMAL -> new Scored(Math.min(points, MOST), signals);
            case ELEVATED -> shown(points, Facts.ELEVATED + 4, signals, "elevated");
            case HIGHEST, BLOCKED -> shown(points, 92, signals, "highest");
        };
    }

    private static int often(Facts facts, List<String> signals) {
        var counts = facts.counts();
        var limits = facts.limits();
        int points = 0;
        if (limits.near(limits.card(), counts.cardPayments())) {
            points += NEAR_LIMIT;
            signals.add(counts.cardPayments() + " payments with this card within an hour.");
        }
        if (limits.near(limits.declines(), counts.cardDeclines())) {
            points += NEAR_LIMIT;
            signals.add(counts.cardDeclines() + " declines of this card within ten minutes.");
        }
        if (limits.near(limits.declines(), counts.addressDeclines())) {
            points += NEAR_LIMIT;
            signals.add(
                    counts.addressDeclines()
                            + " declines from this network address within ten minutes.");
        }
        boolean attacked =
                limits.over(limits.declines() * ATTACK / 5, counts.shopDeclines())
                        && counts.shopDeclines() * 2 > counts.shopPayments();
        if (attacked) {
            points += UNDER_ATTACK;
            signals.add("Most cards of the last ten minutes were declined at this shop.");
        }
        return points;
    }

    private static Scored shown(int points, int least, List<String> signals, String level) {
        signals.add("A published test card that shows " + level + " risk.");
        return new Scored(Math.min(Math.max(points, least), MOST), signals);
    }

    private static boolean isLarge(Money amount) {
        return amount.minor() >= LARGE_AMOUNT;
    }

    private static boolean isElsewhere(Facts facts) {
        var billed = facts.payment().billing().address().country();
        var issued = facts.payment().method().card().country();
        return billed.isPresent() && issued.isPresent() && !billed.equals(issued);
    }
}
