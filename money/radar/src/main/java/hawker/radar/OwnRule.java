package hawker.radar;

import hawker.kernel.AccountId;
import hawker.payments.Judge;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A rule that a seller wrote. Its words never change: who edits one ends it and puts another in its
 * place, so that a payment of last year still says by which words it was decided.
 *
 * @param id {@code ssr_…}
 * @param text as it was written
 * @param place in the seller's order, rising
 * @param on whether it is asked
 * @param madeBy the handle of who wrote it
 * @param ended when it was deleted or replaced
 */
record OwnRule(
        String id,
        AccountId account,
        String text,
        RuleParser.Read read,
        int place,
        boolean on,
        String madeBy,
        Instant created,
        Optional<Instant> ended)
        implements Rule {

    /** So many an account, so that judging stays cheap. */
    static final int MOST = 100;

    /** What a rule does. */
    enum Verb {
        ALLOW("Allow", Judge.Action.ALLOW),
        BLOCK("Block", Judge.Action.BLOCK),
        REVIEW("Review", Judge.Action.REVIEW),
        /** The payment goes out, and the cardholder has to prove themselves. */
        REQUEST_3D_SECURE("Request 3D Secure", Judge.Action.ALLOW);

        final String words;
        final Judge.Action action;

        Verb(String words, Judge.Action action) {
            this.words = words;
            this.action = action;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    OwnRule {
        if (text.isBlank()) throw new IllegalArgumentException("a rule has words");
    }

    Verb does() {
        return read.verb();
    }

    /** The value lists it looks into. */
    Set<String> aliases() {
        return read.aliases();
    }

    @Override
    public Judge.Action action() {
        return does().action;
    }

    @Override
    public String verb() {
        return does().word();
    }

    @Override
    public String predicate() {
        return read.when();
    }

    @Override
    public boolean fits(Facts facts) {
        return read.predicate().holds(Predicate.Seen.of(facts));
    }

    @Override
    public String message(Facts facts) {
        return "The payment fits your rule: " + text;
    }
}
