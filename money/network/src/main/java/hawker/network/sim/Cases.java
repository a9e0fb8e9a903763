package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Notice;
import hawker.network.Notice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the cardholders of the test cards do after a payment (docs: testing disputes), and what
 * their banks rule. Nothing happens by itself: what is due is raised when somebody asks for
 * notices, as a line of the log like any other, so a restart knows what was said. Part of the
 * {@link Book}, in whose thread it lives.
 */
final class Cases {

    /** A bank that was not convinced at once thinks for so long, then rules for its cardholder. */
    static final Duration THINKS = Duration.ofDays(3);

    static final String DISPUTE_FRAUD = "dispute_fraud";
    static final String DISPUTE_PROVABLE = "dispute_provable";
    static final String DISPUTE_NOT_RECEIVED = "dispute_not_received";
    static final String DISPUTE_TWICE = "dispute_twice";
    static final String DISPUTE_COMPLIANCE = "dispute_compliance";
    static final String INQUIRY = "dispute_inquiry";
    static final String FRAUD_REPORT = "fraud_report";

    /** Its holder tells the bank, after the money was taken, that the debit was not theirs. */
    static final String DEBIT_DISPUTED = "debit_disputed";

    /** A bank's answer to a debit comes before its holder complains. */
    private static final Duration AFTER_DEBIT = Duration.ofSeconds(5);

    /** How a contested case is ruled, as the evidence asks for it. */
    static final String WINS = "winning_evidence";

    static final String LOSES = "losing_evidence";
    static final String ESCALATES = "escalate_inquiry_evidence";
    static final String ACCEPTED = "accepted";

    /** Something that will be said. */
    record Planned(
            String caseId,
            long account,
            String attempt,
            Kind kind,
            long amount,
            String currency,
            String reasonCode,
            String programme,
            Instant due) {

        /** The notice's id: a case says each thing once. */
        String key() {
            return caseId + "-" + kind.text();
        }
    }

    /** A case between a cardholder and a seller. */
    private static final class Case {
        final Planned opened;
        long taken;
        boolean answered;
        boolean escalated;

        Case(Planned opened) {
            this.opened = opened;
        }
    }

    private final Duration delay;
    private final Map<String, Planned> planned;
    private final Map<String, Case> cases;
    private final Map<String, Notice> unheard;

    /**
     * @param delay between a payment and what its cardholder says
     */
    Cases(int limit, Duration delay) {
        this.delay = delay;
        this.planned = Book.bounded(limit);
        this.cases = Book.bounded(limit);
        this.unheard = Book.bounded(limit);
    }

    /** An attempt was captured: its card may have more to say. */
    void captured(Fact attempt, long amount, Instant at) {
        if (attempt.noted(DISPUTE_TWICE)) {
            plan(attempt, 1, Kind.CHARGEBACK, amount / 2, "10.4", at);
            plan(attempt, 2, Kind.CHARGEBACK, amount - amount / 2, "13.1", at.plus(delay));
        } else if (attempt.noted(DISPUTE_FRAUD)) {
            plan(attempt, 1, Kind.CHARGEBACK, amount, "10.4", at);
        } else if (attempt.noted(DISPUTE_PROVABLE)) {
            plan(attempt, 1, Kind.CHARGEBACK, amount, "10.4", "visa_compelling_evidence_3", at);
        } else if (attempt.noted(DISPUTE_NOT_RECEIVED)) {
            plan(attempt, 1, Kind.CHARGEBACK, amount, "13.1", at);
        } else if (attempt.noted(DISPUTE_COMPLIANCE)) {
            plan(attempt, 1, Kind.CHARGEBACK, amount, "C", "visa_compliance", at);
        } else if (attempt.noted(INQUIRY)) {
            plan(attempt, 1, Kind.INQUIRY, amount, "33", at);
        } else if (attempt.noted(FRAUD_REPORT)) {
            plan(attempt, 1, Kind.FRAUD_REPORT, amount, "6", at);
        }
    }

    /** A debit was ordered. */
    void debited(Fact order) {
        if (!order.noted(DEBIT_DISPUTED)) return;
        plan(order, 1, Kind.CHARGEBACK, order.amount(), "R10", order.at().plus(AFTER_DEBIT));
    }

    private void plan(Fact attempt, int n, Kind kind, long amount, String code, Instant at) {
        plan(attempt, n, kind, amount, code, "", at);
    }

    private void plan(
            Fact attempt,
            int n,
            Kind kind,
            long amount,
            String code,
            String programme,
            Instant at) {
        if (amount == 0) return;
        var caseId = "cb_" + attempt.key() + "_" + n;
        var say =
                new Planned(
                        caseId,
                        attempt.account(),
                        attempt.key(),
                        kind,
                        amount,
                        attempt.currency(),
                        code,
                        programme,
                        at.plus(delay));
        planned.put(say.key(), say);
    }

    /** What is to be said by now. */
    List<Planned> due(Instant now) {
        return planned.values().stream().filter(p -> !p.due().isAfter(now)).toList();
    }

    /** What was said and not acknowledged. */
    List<Notice> unheard(Set<Kind> kinds, int limit) {
        return unheard.values().stream()
                .filter(notice -> kinds.contains(notice.kind()))
                .limit(limit)
                .toList();
    }

    /** Whether an inquiry has become a chargeback. */
    boolean escalated(String caseId) {
        var known = cases.get(caseId);
        return known != null && known.opened.kind() == Kind.INQUIRY && known.escalated;
    }

    /** Whether a case is open for an answer of its seller. */
    boolean open(long account, String caseId) {
        var known = cases.get(caseId);
        return known != null && known.opened.account() == account && !known.answered;
    }

    /** A line of the log in which the network said something; refused ones are only struck off. */
    void said(Fact fact) {
        var say = planned.remove(fact.key());
        if (say == null || fact.is(Fact.Effect.REFUSED)) return;
        cases.computeIfAbsent(say.caseId(), id -> new Case(say));
        unheard.put(
                fact.key(),
                new Notice(
                        fact.key(),
                        new AccountId(fact.account()),
                        say.caseId(),
                        fact.of(),
                        say.kind(),
                        Money.of(fact.amount(), Currency.of(fact.currency())),
                        say.reasonCode(),
                        say.programme(),
                        fact.at()));
    }

    /** How much more of the attempt's money the cardholder has since this acknowledgement. */
    long heard(Fact fact) {
        var notice = unheard.remove(fact.of());
        if (notice == null) return 0;
        var known = cases.get(notice.caseId());
        if (known == null) return 0;
        return switch (notice.kind()) {
            case CHARGEBACK, ESCALATED -> {
                known.taken = fact.amount();
                known.escalated = notice.kind() == Kind.ESCALATED;
                known.answered = fact.amount() == 0;
                yield fact.amount();
            }
            case RETURNED -> {
                long back = known.taken;
                known.taken = 0;
                yield -back;
            }
            case INQUIRY, UPHELD, FRAUD_REPORT -> 0;
        };
    }

    /** The seller answered: the bank will rule, or has nothing left to rule. */
    void answered(Fact fact) {
        var known = cases.get(fact.of());
        if (known == null) return;
        if (fact.noted(ACCEPTED)) {
            known.answered = true;
            return;
        }
        boolean inquiry = known.opened.kind() == Kind.INQUIRY && !known.escalated;
        known.answered = true;
        var ruling = ruling(fact, inquiry);
        boolean atOnce = fact.noted(WINS) || fact.noted(LOSES) || ruling == Kind.ESCALATED;
        var opened = known.opened;
        var say =
                new Planned(
                        opened.caseId(),
                        opened.account(),
                        opened.attempt(),
                        ruling,
                        inquiry ? opened.amount() : known.taken,
                        opened.currency(),
                        opened.reasonCode(),
                        opened.programme(),
                        atOnce ? fact.at() : fact.at().plus(THINKS));
        planned.put(say.key(), say);
    }

    private static Kind ruling(Fact fact, boolean inquiry) {
        if (inquiry && fact.noted(ESCALATES)) return Kind.ESCALATED;
        return fact.noted(WINS) ? Kind.RETURNED : Kind.UPHELD;
    }

    /** What the simulated banks read of an evidence. */
    static String read(String evidence) {
        return Optional.of(evidence)
                .filter(text -> List.of(WINS, LOSES, ESCALATES).contains(text))
                .orElse("other");
    }
}
