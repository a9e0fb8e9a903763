package hawker.radar;

import hawker.payments.Judge;
import java.util.function.ToIntFunction;

/**
 * One card, e-mail address or network address pays too often in an hour. A buyer who is absent does
 * not count: subscriptions renew.
 */
record Velocity(What what) implements Rule {

    /** What is seen too often. */
    enum What {
        CARD("block_if_card_too_often", "card_number", Limits::card, Facts.Counts::cardPayments),
        EMAIL("block_if_email_too_often", "email", Limits::email, Facts.Counts::emailPayments),
        ADDRESS(
                "block_if_address_too_often",
                "ip_address",
                Limits::address,
                Facts.Counts::addressPayments);

        private final String id;
        private final String word;
        private final ToIntFunction<Limits> limit;
        private final ToIntFunction<Facts.Counts> count;

        What(
                String id,
                String word,
                ToIntFunction<Limits> limit,
                ToIntFunction<Facts.Counts> count) {
            this.id = id;
            this.word = word;
            this.limit = limit;
            this.count = count;
        }
    }

    @Override
    public String id() {
        return what.id;
    }

    @Override
    public Judge.Action action() {
        return Judge.Action.BLOCK;
    }

    @Override
    public String predicate() {
        return ":total_charges_per_" + what.word + "_hourly: > limit";
    }

    @Override
    public boolean fits(Facts facts) {
        // An address is only known of a buyer who is there.
        boolean absent = facts.payment().offSession() && what != What.ADDRESS;
        return !absent
                && facts.limits()
                        .over(
                                what.limit.applyAsInt(facts.limits()),
                                what.count.applyAsInt(facts.counts()));
    }

    @Override
    public String message(Facts facts) {
        int times = what.count.applyAsInt(facts.counts());
        return switch (what) {
            case CARD -> "This card was used " + times + " times here within an hour.";
            case EMAIL -> "This e-mail address was used " + times + " times here within an hour.";
            case ADDRESS -> "This network address paid " + times + " times here within an hour.";
        };
    }
}
