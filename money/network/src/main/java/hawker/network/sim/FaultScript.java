package hawker.network.sim;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes wrong between the program and the simulated network, for tests and drills: rules of the
 * form "when a message looks like this, do that". The first rule that fits a message wins.
 */
public final class FaultScript {

    /**
     * Which messages a rule is for; what is empty fits all.
     *
     * @param mti "0100", "0200", "0220", "0420"
     * @param last4 of the card, requests only
     * @param amount in minor units
     * @param first the rule leaves out so many fitting messages before it acts
     * @param times and then acts so many times
     * @param perMille of the remaining ones, chosen by their keys
     */
    public record When(
            Optional<String> mti,
            Optional<String> last4,
            Optional<Long> amount,
            long first,
            long times,
            int perMille) {

        /** Every message. */
        public static When always() {
            return new When(
                    Optional.empty(), Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE, 1000);
        }

        public static When mti(String mti) {
            return always().ofMti(mti);
        }

        public When ofMti(String wanted) {
            return new When(Optional.of(wanted), last4, amount, first, times, perMille);
        }

        public When ofLast4(String wanted) {
            return new When(mti, Optional.of(wanted), amount, first, times, perMille);
        }

        public When ofAmount(long wanted) {
            return new When(mti, last4, Optional.of(wanted), first, times, perMille);
        }

        /** Only the n-th fitting message, counted from 1. */
        public When nth(long n) {
            return new When(mti, last4, amount, n - 1, 1, perMille);
        }

        public When share(int ofThousand) {
            return new When(mti, last4, amount, first, times, ofThousand);
        }

        private boolean fits(CardMessage message) {
            if (mti.isPresent() && !mti.get().equals(message.mti())) return false;
            if (amount.isPresent() && amount.get() != message.amount().minor()) return false;
            if (last4.isPresent()
                    && !(message instanceof CardMessage.Request request
                            && request.card().last4().equals(last4.get()))) return false;
            return Math.floorMod(message.key().hashCode(), 1000) < perMille;
        }
    }

    /** What happens. */
    public sealed interface Fault {
        /** No connection: not a byte goes out. */
        record RefuseConnect() implements Fault {}

        /** The message vanishes on its way; the network never sees it. */
        record DropRequest() implements Fault {}

        /** The network decides, and its answer vanishes. */
        record DropAnswer() implements Fault {}

        /** The answer takes this much longer. */
        record Delay(Duration by) implements Fault {}

        /** The answer comes this long after the caller has given up. */
        record Late(Duration after) implements Fault {}

        /** The message arrives so many times. */
        record Duplicate(int times) implements Fault {}

        /** The network answers with this code without asking the issuer. */
        record Answer(String code) implements Fault {}

        /** The connection breaks while the message is half sent. */
        record ResetBefore() implements Fault {}

        /** The network decides, and the connection breaks. */
        record ResetAfter() implements Fault {}

        /** The answer arrives, and cannot be read. */
        record Garble() implements Fault {}
    }

    private record Rule(When when, Fault fault, AtomicLong seen) {}

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    public FaultScript add(When when, Fault fault) {
        rules.add(new Rule(when, fault, new AtomicLong()));
        return this;
    }

    /** Everything works again. */
    public void clear() {
        rules.clear();
    }

    /** Whether any rule is loaded. */
    boolean isEmpty() {
        return rules.isEmpty();
    }

    Optional<Fault> of(CardMessage message) {
        for (var rule : rules) {
            if (!rule.when().fits(message)) continue;
            long number = rule.seen().getAndIncrement();
            if (number >= rule.when().first() && number - rule.when().first() < rule.when().times())
                return Optional.of(rule.fault());
        }
        return Optional.empty();
    }

    /**
     * Reads rules as an operator writes them, separated by semicolons: {@code mti=0200 nth=3 do
     * drop-answer; last4=9995 share=100 do delay 200; amount=1313 do answer 96}. Acts:
     * refuse-connect, drop-request, drop-answer, delay MS, late MS, duplicate N, answer CODE,
     * reset-before, reset-after, garble.
     */
    public static FaultScript parse(String text) {
        var script = new FaultScript();
        for (var line : text.split(";")) {
            if (line.isBlank()) continue;
            var halves = line.split("\\bdo\\b", 2);
            if (halves.length != 2) throw new IllegalArgumentException("no act in: " + line);
            script.add(when(halves[0]), fault(halves[1].trim()));
        }
        return script;
    }

    private static When when(String text) {
        var when = When.always();
        for (var word : text.trim().split("\\s+")) {
            if (word.isEmpty()) continue;
            var pair = word.split("=", 2);
            var value = pair.length == 2 ? pair[1] : "";
            when =
                    switch (pair[0]) {
                        case "mti" -> when.ofMti(value);
                        case "last4" -> when.ofLast4(value);
                        case "amount" -> when.ofAmount(Long.parseLong(value));
                        case "nth" -> when.nth(Long.parseLong(value));
                        case "share" -> when.share(Integer.parseInt(value));
                        default -> throw new IllegalArgumentException("no such condition: " + word);
                    };
        }
        return when;
    }

    private static Fault fault(String text) {
        var words = text.toLowerCase(Locale.ROOT).split("\\s+");
        var value = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "refuse-connect" -> new Fault.RefuseConnect();
            case "drop-request" -> new Fault.DropRequest();
            case "drop-answer" -> new Fault.DropAnswer();
            case "delay" -> new Fault.Delay(Duration.ofMillis(Long.parseLong(value)));
            case "late" -> new Fault.Late(Duration.ofMillis(Long.parseLong(value)));
            case "duplicate" -> new Fault.Duplicate(Integer.parseInt(value));
            case "answer" -> new Fault.Answer(value.toUpperCase(Locale.ROOT));
            case "reset-before" -> new Fault.ResetBefore();
            case "reset-after" -> new Fault.ResetAfter();
            case "garble" -> new Fault.Garble();
            default -> throw new IllegalArgumentException("no such act: " + text);
        };
    }
}
