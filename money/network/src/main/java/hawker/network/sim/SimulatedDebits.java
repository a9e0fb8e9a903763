package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.network.DebitRail;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The banks of buyers: takes orders at any hour; what becomes of the money the account's number
 * says (docs: testing SEPA and ACH debits; stripe.md §3.3, §3.6), any other number pays. An order
 * is a line of the witness log like every other decision.
 */
final class SimulatedDebits implements DebitRail {

    /** How long a bank takes to answer, and how long the slow ones of the test table take. */
    private static final Duration SLOW = Duration.ofMinutes(3);

    /** Of what stays under way for good it is asked so often. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final String PAID = "paid";

    /** The bank has promised the money already. */
    private static final String AT_ONCE = "at once ";

    /**
     * Of what is promised through a page of the buyer's bank this alone takes as long as a debit.
     */
    private static final String PROMISED_SLOWLY = "sofort";

    private static final String SLOWLY = "slowly ";
    private static final String STUCK = "stuck";
    private static final String FAILED = "payment_intent_payment_attempt_failed";

    private static final Map<String, String> BEHAVIOURS =
            Map.ofEntries(
                    Map.entry("AT321904300235473204", SLOWLY + PAID),
                    Map.entry("AT861904300235473202", FAILED),
                    Map.entry("AT051904300235473205", SLOWLY + FAILED),
                    Map.entry("AT591904300235473203", PAID + " " + Cases.DEBIT_DISPUTED),
                    Map.entry("AT981904300000343434", "insufficient_funds"),
                    Map.entry("DE62370400440532013001", FAILED),
                    Map.entry("DE35370400440532013002", PAID + " " + Cases.DEBIT_DISPUTED),
                    Map.entry("FR8420041010050500013M02607", FAILED),
                    Map.entry("IT60X0542811101000000123456", FAILED),
                    Map.entry("000111111113", "account_closed"),
                    Map.entry("000111111116", "no_account"),
                    Map.entry("000222222227", "insufficient_funds"),
                    Map.entry("000333333335", "debit_not_authorized"),
                    Map.entry("000444444440", "bank_account_restricted"),
                    Map.entry("000555555559", PAID + " " + Cases.DEBIT_DISPUTED),
                    Map.entry("000777777771", "charge_exceeds_transaction_limit"),
                    Map.entry("000000000009", STUCK));

    /** Accounts that money does not reach. */
    private static final Map<String, String> RECEIVES =
            Map.of(
                    "000111111113",
                    "account_closed",
                    "000111111116",
                    "no_account",
                    "DE62370400440532013001",
                    FAILED);

    private static final Map<String, String> MESSAGES =
            Map.of(
                    "account_closed", "The customer's bank account has been closed.",
                    "no_account", "The bank account could not be located.",
                    "insufficient_funds",
                            "The customer's account has insufficient funds to cover this payment.",
                    "debit_not_authorized",
                            "The customer has notified their bank that this payment was"
                                    + " unauthorized.",
                    "bank_account_restricted",
                            "The customer's account cannot be used for this payment.",
                    "charge_exceeds_transaction_limit",
                            "The amount is over this account's limit for a week.");

    private static final String BLOCKED = "000000004954";
    private static final String UNPROVABLE = "000666666661";

    private final Vault vault;
    private final Link link;
    private final NetworkSwitch networkSwitch;
    private final Clock clock;
    private final Duration takes;

    /**
     * @param takes how long a bank needs for its answer
     */
    SimulatedDebits(
            Vault vault, Link link, NetworkSwitch networkSwitch, Clock clock, Duration takes) {
        this.vault = vault;
        this.link = link;
        this.networkSwitch = networkSwitch;
        this.clock = clock;
        this.takes = takes;
    }

    @Override
    public Ordered debit(Order order) {
        if (order.account().livemode())
            return new Ordered.Refused("processing_error", "No live bank rail is configured.");
        if (order.method().instrument() instanceof Instrument.Promised promised) {
            boolean slowly = promised.type().equals(PROMISED_SLOWLY);
            return sent(CardMessage.COLLECTS, order, slowly ? PAID : AT_ONCE + PAID);
        }
        return vault.useBank(order.account(), order.method(), number -> ordered(order, number))
                .orElseGet(() ->
                        new Ordered.Refused(
                                "bank_account_unusable", "The bank account cannot be used."));
    }

    private Ordered ordered(Order order, String number) {
        if (number.equals(BLOCKED))
            return new Ordered.Refused(
                    "payment_method_bank_account_blocked",
                    "This bank account was blocked because of earlier failed payments.");
        return sent(CardMessage.COLLECTS, order, BEHAVIOURS.getOrDefault(number, PAID));
    }

    @Override
    public Ordered giveBack(Order order) {
        if (!(order.method().instrument() instanceof Instrument.BankAccount))
            return sent(CardMessage.PAYS, order, PAID);
        return vault.useBank(
                        order.account(),
                        order.method(),
                        number ->
                                sent(CardMessage.PAYS, order, RECEIVES.getOrDefault(number, PAID)))
                .orElseGet(() ->
                        new Ordered.Refused(
                                "bank_account_unusable", "The bank account cannot be used."));
    }

    private Ordered sent(String mti, Order order, String outcome) {
        var last4 = order.method().instrument().last4();
        var message =
                new CardMessage.BankOrder(
                        mti, order.id(), order.account(), order.amount(), last4, outcome);
        return switch (link.exchange(message)) {
            case Link.Reply.NotSent(var reason) -> new Ordered.Unknown(reason);
            case Link.Reply.NoAnswer(var reason) -> new Ordered.Unknown(reason);
            case Link.Reply.Answered(var decided) ->
                    new Ordered.Taken(decided.answer().reference(), known(decided.answer()));
        };
    }

    @Override
    public Optional<Result> result(AccountId account, String id) {
        return networkSwitch
                .ask(book -> book.payout(id))
                .filter(fact -> fact.account() == account.number())
                .map(this::result);
    }

    private Result result(Fact order) {
        var note = order.note();
        if (note.equals(STUCK)) return new Result.Pending(clock.now().plus(NEVER));
        var when = known(order);
        if (clock.now().isBefore(when)) return new Result.Pending(when);
        var outcome = without(AT_ONCE, without(SLOWLY, note));
        if (outcome.startsWith(PAID)) return new Result.Done(when);
        return new Result.Failed(
                when, outcome, MESSAGES.getOrDefault(outcome, "The bank returned the payment."));
    }

    private static String without(String prefix, String note) {
        return note.startsWith(prefix) ? note.substring(prefix.length()) : note;
    }

    private Instant known(Fact order) {
        if (order.note().startsWith(AT_ONCE)) return order.at();
        return order.at().plus(order.note().startsWith(SLOWLY) ? SLOW : takes);
    }

    /** The amounts and codes of the test table; every account has the same. */
    @Override
    public Proof prove(AccountId account, PaymentMethod method, Told told) {
        if (account.livemode()) return Proof.WRONG;
        boolean never =
                vault.useBank(account, method, number -> number.equals(UNPROVABLE)).orElse(true);
        if (never) return Proof.EXHAUSTED;
        var said = told.code().orElse(told.first() + "+" + told.second());
        return switch (said) {
            case "SM11AA", "32+45", "45+32" -> Proof.PROVEN;
            case "SM33CC", "10+11", "11+10" -> Proof.EXHAUSTED;
            case "SM44DD", "40+41", "41+40" -> Proof.TIMED_OUT;
            default -> Proof.WRONG;
        };
    }
}
