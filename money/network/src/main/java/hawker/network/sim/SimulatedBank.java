package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.network.Bank;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The bank: takes instructions at any hour, money arrives on the next weekday, and what it collects
 * is there at once. What becomes of it the account's number says (docs: testing payouts; stripe.md
 * §3.6); other numbers are paid. Of a debit card it knows the last four digits.
 */
final class SimulatedBank implements Bank {

    private static final String PAID = "paid";

    private static final Map<String, String> FAILURES =
            Map.of(
                    "000111111116", "no_account",
                    "000111111113", "account_closed",
                    "000222222227", "insufficient_funds",
                    "000333333335", "debit_not_authorized",
                    "000444444440", "invalid_currency",
                    "3071", "could_not_process");

    private static final Map<String, String> MESSAGES =
            Map.of(
                    "no_account", "The bank account could not be found.",
                    "account_closed", "The bank account has been closed.",
                    "insufficient_funds", "The account has not enough money for this payout.",
                    "debit_not_authorized", "Debits of the bank account are not approved.",
                    "invalid_currency", "The bank account does not take this currency.",
                    "could_not_process", "The bank could not process this payout.");

    private final Link link;
    private final NetworkSwitch networkSwitch;
    private final Clock clock;

    SimulatedBank(Link link, NetworkSwitch networkSwitch, Clock clock) {
        this.link = link;
        this.networkSwitch = networkSwitch;
        this.clock = clock;
    }

    @Override
    public Instructed pay(Instruction instruction) {
        return instruct(instruction, CardMessage.PAYS);
    }

    @Override
    public Instructed payAtOnce(Instruction instruction) {
        return instruct(instruction, CardMessage.PAYS_AT_ONCE);
    }

    @Override
    public Instructed collect(Instruction instruction) {
        return instruct(instruction, CardMessage.COLLECTS);
    }

    private Instructed instruct(Instruction instruction, String mti) {
        var number = instruction.accountNumber();
        if (!number.matches("[0-9]{4,17}") || !instruction.routingNumber().matches("[0-9]{9}"))
            return new Instructed.Refused(
                    "invalid_account_number", "This cannot be a bank account.");
        var message =
                new CardMessage.BankOrder(
                        mti,
                        instruction.payoutId(),
                        instruction.account(),
                        instruction.amount(),
                        number.substring(number.length() - 4),
                        FAILURES.getOrDefault(number, PAID));
        return switch (link.exchange(message)) {
            case Link.Reply.NotSent(var reason) -> new Instructed.Unknown(reason);
            case Link.Reply.NoAnswer(var reason) -> new Instructed.Unknown(reason);
            case Link.Reply.Answered(var decided) ->
                    new Instructed.Taken(decided.answer().reference(), arrives(decided.answer()));
        };
    }

    @Override
    public Optional<Result> result(AccountId account, String payoutId) {
        return networkSwitch
                .ask(book -> book.payout(payoutId))
                .filter(fact -> fact.account() == account.number())
                .map(this::result);
    }

    private Result result(Fact payout) {
        var day = arrives(payout);
        if (clock.today().isBefore(day)) return new Result.Pending(day);
        if (payout.note().equals(PAID)) return new Result.Paid(day);
        return new Result.Failed(
                day,
                payout.note(),
                MESSAGES.getOrDefault(payout.note(), "The bank could not process this payout."));
    }

    private static LocalDate arrives(Fact payout) {
        var today = LocalDate.ofInstant(payout.at(), ZoneOffset.UTC);
        if (!payout.mti().equals(CardMessage.PAYS)) return today;
        var day = today.plusDays(1);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY)
            day = day.plusDays(1);
        return day;
    }
}
