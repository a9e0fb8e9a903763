package hawker.radar;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Outcome.RiskLevel;
import hawker.payments.Charge;
import hawker.payments.Judge;
import hawker.vault.Billing;
import hawker.vault.CardDisplay;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * When a rule of a seller's own fits: a tree over what is known of a payment. Pure, and as long to
 * ask as its text is long: nothing in it repeats or looks back.
 *
 * <p>What is not known of a payment fits nothing: neither {@code :email: = 'a@b.c'} nor {@code
 * :email: != 'a@b.c'} holds without an e-mail address; {@code is_missing(:email:)} does.
 */
sealed interface Predicate {

    boolean holds(Seen seen);

    record Both(Predicate left, Predicate right) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return left.holds(seen) && right.holds(seen);
        }
    }

    record Either(Predicate left, Predicate right) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return left.holds(seen) || right.holds(seen);
        }
    }

    record Not(Predicate of) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return !of.holds(seen);
        }
    }

    record IsMissing(Term term) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return term.of(seen).isEmpty();
        }
    }

    /** A flag that stands alone: {@code :is_off_session:}. */
    record IsSo(Term term, boolean wanted) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return term.of(seen).filter(so -> so.equals("" + wanted)).isPresent();
        }
    }

    /** Numbers beside each other. */
    record Compared(Term term, Operator operator, BigDecimal with) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return term.of(seen)
                    .map(BigDecimal::new)
                    .filter(known -> operator.holds(known.compareTo(with)))
                    .isPresent();
        }
    }

    /** A text that is one of some, or none of them. */
    record OneOf(Term term, List<String> texts, boolean wanted) implements Predicate {
        public OneOf {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(Seen seen) {
            return term.of(seen).filter(known -> isOne(known) == wanted).isPresent();
        }

        private boolean isOne(String known) {
            return texts.stream()
                    .anyMatch(text ->
                            term.matters() ? text.equals(known) : text.equalsIgnoreCase(known));
        }
    }

    /** A text that a value list has, or does not have. */
    record Listed(Term term, String alias, boolean wanted) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return term.of(seen)
                    .filter(known -> seen.lists().has(alias, known) == wanted)
                    .isPresent();
        }
    }

    /** A text that has the parts of a pattern in their order; % stands for anything. */
    record Like(Term term, String pattern) implements Predicate {
        @Override
        public boolean holds(Seen seen) {
            return term.of(seen)
                    .filter(known ->
                            term.matters()
                                    ? fits(known, pattern)
                                    : fits(lower(known), lower(pattern)))
                    .isPresent();
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }

        /** Each part is looked for once, after the one before it: linear, whatever is sent. */
        static boolean fits(String text, String pattern) {
            var parts = pattern.split("%", -1);
            if (parts.length == 1) return text.equals(pattern);
            var last = parts[parts.length - 1];
            if (!text.startsWith(parts[0])
                    || !text.endsWith(last)
                    || text.length() < parts[0].length() + last.length()) return false;
            int at = parts[0].length();
            int end = text.length() - last.length();
            for (int i = 1; i < parts.length - 1; i++) {
                int found = text.indexOf(parts[i], at);
                if (found < 0 || found + parts[i].length() > end) return false;
                at = found + parts[i].length();
            }
            return true;
        }
    }

    /** How numbers are compared. */
    enum Operator {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** What a value is. */
    enum Kind {
        NUMBER,
        TEXT,
        FLAG
    }

    /** Something that may be known of a payment. */
    sealed interface Term {
        Kind kind();

        Optional<String> of(Seen seen);

        /** Whether it is kept with a payment, so that a rule can be tried on past ones. */
        default boolean kept() {
            return true;
        }

        /** Whether capitals matter. */
        default boolean matters() {
            return false;
        }
    }

    /** The amount in major units, of payments in this currency. */
    record AmountIn(Currency currency) implements Term {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public Optional<String> of(Seen seen) {
            return Optional.of(seen.amount())
                    .filter(amount -> amount.currency().equals(currency))
                    .map(amount -> amount.major().toPlainString());
        }
    }

    /** A value of the payment's metadata. */
    record Metadata(String key) implements Term {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public Optional<String> of(Seen seen) {
            return Optional.ofNullable(seen.metadata().get(key));
        }

        @Override
        public boolean matters() {
            return true;
        }
    }

    /** The attributes of Stripe's rules that are known here, by their names. */
    enum Attribute implements Term {
        BILLING_ADDRESS_COUNTRY(Kind.TEXT, true, seen -> seen.billing().address().country()),
        BILLING_ADDRESS_POSTAL_CODE(Kind.TEXT, true, seen -> seen.billing().address().postalCode()),
        BILLING_ADDRESS_STATE(Kind.TEXT, true, seen -> seen.billing().address().state()),
        CARD_BRAND(Kind.TEXT, true, seen -> Optional.of(seen.card().brand())),
        CARD_COUNTRY(Kind.TEXT, true, seen -> seen.card().country()),
        CARD_FINGERPRINT(Kind.TEXT, true, seen -> Optional.of(seen.card().fingerprint())),
        CARD_FUNDING(Kind.TEXT, true, seen -> Optional.of(seen.card().funding())),
        CHARGE_DESCRIPTION(Kind.TEXT, true, Seen::description),
        CURRENCY(Kind.TEXT, true, seen -> Optional.of(seen.amount().currency().code())),
        CUSTOMER(Kind.TEXT, true, Seen::customer),
        EMAIL(Kind.TEXT, true, Seen::email),
        EMAIL_DOMAIN(
                Kind.TEXT,
                true,
                seen -> seen.email().map(email -> email.substring(email.indexOf('@') + 1))),
        RISK_LEVEL(Kind.TEXT, true, seen -> Optional.of(seen.level().text())),
        RISK_SCORE(Kind.NUMBER, true, seen -> Optional.of("" + seen.score())),
        IP_ADDRESS(Kind.TEXT, false, seen -> seen.now().flatMap(now -> now.payment().address())),
        IS_OFF_SESSION(
                Kind.FLAG, false, seen -> seen.now().map(now -> "" + now.payment().offSession())),
        DECLINED_CHARGES_PER_CARD_NUMBER_TEN_MINUTES(
                Kind.NUMBER, false, seen -> counted(seen, Facts.Counts::cardDeclines)),
        DECLINED_CHARGES_PER_IP_ADDRESS_TEN_MINUTES(
                Kind.NUMBER, false, seen -> counted(seen, Facts.Counts::addressDeclines)),
        TOTAL_CHARGES_PER_CARD_NUMBER_HOURLY(
                Kind.NUMBER, false, seen -> counted(seen, Facts.Counts::cardPayments)),
        TOTAL_CHARGES_PER_EMAIL_HOURLY(
                Kind.NUMBER, false, seen -> counted(seen, Facts.Counts::emailPayments)),
        TOTAL_CHARGES_PER_IP_ADDRESS_HOURLY(
                Kind.NUMBER, false, seen -> counted(seen, Facts.Counts::addressPayments));

        private final Kind kind;
        private final boolean kept;
        private final Function<Seen, Optional<String>> value;

        Attribute(Kind kind, boolean kept, Function<Seen, Optional<String>> value) {
            this.kind = kind;
            this.kept = kept;
            this.value = value;
        }

        private static Optional<String> counted(Seen seen, Function<Facts.Counts, Integer> count) {
            return seen.now().map(now -> "" + count.apply(now.counts()));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public boolean kept() {
            return kept;
        }

        @Override
        public Optional<String> of(Seen seen) {
            return value.apply(seen);
        }
    }

    /**
     * What a predicate looks at: a payment that is judged, or a past one.
     *
     * @param now what is known only while it is judged
     */
    record Seen(
            Money amount,
            CardDisplay card,
            Billing billing,
            Optional<String> customer,
            Optional<String> email,
            Optional<String> description,
            Map<String, String> metadata,
            int score,
            RiskLevel level,
            Custom.Known lists,
            Optional<Facts> now) {

        static Seen of(Facts facts) {
            Judge.Payment payment = facts.payment();
            return new Seen(
                    payment.amount(),
                    payment.method().card(),
                    payment.billing(),
                    payment.customer(),
                    payment.email(),
                    payment.description(),
                    payment.metadata(),
                    facts.score(),
                    facts.level(),
                    facts.lists(),
                    Optional.of(facts));
        }

        static Seen of(Charge charge, CardDisplay card, Custom.Known lists) {
            var notes = charge.notes();
            var outcome = charge.facts().outcome();
            return new Seen(
                    charge.amount(),
                    card,
                    charge.facts().billing(),
                    charge.customer(),
                    charge.facts().billing().email().or(notes::receiptEmail),
                    notes.description(),
                    notes.metadata(),
                    outcome.riskScore(),
                    outcome.riskLevel(),
                    lists,
                    Optional.empty());
        }
    }
}
