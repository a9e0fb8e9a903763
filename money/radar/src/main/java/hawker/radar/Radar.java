package hawker.radar;

import hawker.kernel.AccountId;
import hawker.network.Outcome;
import hawker.payments.Charge;
import hawker.payments.Payments;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The door: why a payment was judged as it was, and which rules there are. */
public final class Radar {

    private final Payments payments;
    private final OwnRules own;

    Radar(Payments payments, OwnRules own) {
        this.payments = payments;
        this.own = own;
    }

    /**
     * A rule that a seller wrote.
     *
     * @param id {@code ssr_…}
     * @param text its words
     * @param action allow, block, review or request_3d_secure
     * @param on whether payments are held against it
     * @param by the handle of who wrote it
     * @param ended when it was deleted or replaced by other words
     */
    public record Own(
            String id,
            String text,
            String action,
            boolean on,
            String by,
            Instant created,
            Optional<Instant> ended) {}

    /** What became of a change to a seller's rules. */
    public sealed interface Changed {
        record Done(String id) implements Changed {}

        /** No such rule stands. */
        record Missing() implements Changed {}

        /**
         * The words are no rule.
         *
         * @param at the character where they stop being one, from 0
         */
        record Wrong(int at, String says) implements Changed {}
    }

    /** What a rule would have done. */
    public sealed interface Tried {
        /**
         * It was held against past payments by card, the newest first.
         *
         * @param read so many payments of every sort were read
         * @param looked at so many of them, which are by card
         * @param matched so many of them
         * @param some the newest that matched
         * @param unknown attributes that are not kept with payments, so that nothing can be said
         */
        record Matched(
                int read, int looked, int matched, List<Charge.Id> some, List<String> unknown)
                implements Tried {
            public Matched {
                some = List.copyOf(some);
                unknown = List.copyOf(unknown);
            }
        }

        record Wrong(int at, String says) implements Tried {}
    }

    /** The attributes that rules may name, beside amount_in_usd and the like. */
    public static List<String> attributes() {
        return Arrays.stream(Predicate.Attribute.values())
                .map(Predicate.Attribute::word)
                .sorted()
                .toList();
    }

    /** A seller's rules that stand, in their order. */
    public List<Own> ownRules(AccountId account) {
        return own.standing(account).stream().map(Radar::shown).toList();
    }

    /** One of a seller's rules, standing or ended. */
    public Optional<Own> ownRule(AccountId account, String id) {
        return own.find(account, id).map(Radar::shown);
    }

    private static Own shown(OwnRule rule) {
        return new Own(
                rule.id(),
                rule.text(),
                rule.verb(),
                rule.on(),
                rule.madeBy(),
                rule.created(),
                rule.ended());
    }

    /** Puts a rule after the others. */
    public Changed add(AccountId account, String text, String by) {
        return own.add(account, text, by);
    }

    /** Puts other words in a rule's place; they have an id of their own. */
    public Changed change(AccountId account, String id, String text, String by) {
        return own.change(account, id, text, by);
    }

    public Changed turn(AccountId account, String id, boolean on) {
        return own.turn(account, id, on);
    }

    /** One place earlier or later in the seller's order. */
    public Changed move(AccountId account, String id, boolean earlier) {
        return own.move(account, id, earlier);
    }

    public Changed delete(AccountId account, String id) {
        return own.delete(account, id);
    }

    /** What a rule would have done to the last payments. */
    public Tried tryOut(AccountId account, String text) {
        return own.tryOut(account, text);
    }

    /** What was decided about a charge; empty if there is none, or nobody judged it. */
    public Optional<Verdict> verdict(AccountId account, Charge.Id charge) {
        return payments.charge(account, charge)
                .filter(found -> judged(found.facts().outcome()))
                .map(found -> verdict(account, found.id(), found.facts().outcome()));
    }

    private static boolean judged(Outcome outcome) {
        return outcome.riskLevel() != Outcome.RiskLevel.NOT_ASSESSED;
    }

    private Verdict verdict(AccountId account, Charge.Id charge, Outcome outcome) {
        var action =
                switch (outcome.type()) {
                    case BLOCKED -> "block";
                    case MANUAL_REVIEW -> "review";
                    case AUTHORIZED, ISSUER_DECLINED, INVALID -> "allow";
                };
        return new Verdict(
                charge,
                action,
                outcome.riskLevel(),
                outcome.riskScore(),
                outcome.rule().flatMap(id -> policy(account, id)),
                outcome.signals(),
                outcome.sellerMessage());
    }

    /** A policy by its id: one that everybody has, or one of the seller's. */
    public Optional<Verdict.Policy> policy(AccountId account, String id) {
        return Rules.byId(id).or(() -> own.find(account, id)).map(Radar::policy);
    }

    /** The policies that everybody has, in the order in which they are asked. */
    public List<Verdict.Policy> rules() {
        return Rules.ALL.stream().map(Radar::policy).toList();
    }

    private static Verdict.Policy policy(Rule rule) {
        return new Verdict.Policy(rule.id(), rule.verb(), rule.predicate());
    }
}
