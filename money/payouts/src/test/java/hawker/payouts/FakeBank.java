package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.ledger.BusinessDays;
import hawker.network.Bank;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bank that tests tell what to answer; money arrives on the next business day. */
final class FakeBank implements Bank {

    private record Known(Instruction instruction, LocalDate arrivesOn) {}

    private final Clock clock;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** Every instruction that was heard, repeated ones too. */
    final List<Instruction> heard = new ArrayList<>();

    /** How many of the next instructions get no answer although they are heard. */
    int silent;

    /** How many of the next instructions do not reach it. */
    int deaf;

    FakeBank(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instructed pay(Instruction instruction) {
        return instruct(instruction, BusinessDays.after(clock.today(), 1));
    }

    @Override
    public Instructed payAtOnce(Instruction instruction) {
        return instruct(instruction, clock.today());
    }

    @Override
    public Instructed collect(Instruction instruction) {
        return instruct(instruction, clock.today());
    }

    private Instructed instruct(Instruction instruction, LocalDate arrivesOn) {
        if (deaf > 0) {
            deaf--;
            return new Instructed.Unknown("line is dead");
        }
        heard.add(instruction);
        if (instruction.routingNumber().equals("999999999"))
            return new Instructed.Refused("invalid_account_number", "No such bank.");
        var first =
                known.computeIfAbsent(
                        instruction.payoutId(), id -> new Known(instruction, arrivesOn));
        if (silent > 0) {
            silent--;
            return new Instructed.Unknown("line is dead");
        }
        return new Instructed.Taken("trace-" + instruction.payoutId(), first.arrivesOn());
    }

    @Override
    public Optional<Result> result(AccountId account, String payoutId) {
        return Optional.ofNullable(known.get(payoutId)).map(this::result);
    }

    private Result result(Known payment) {
        if (clock.today().isBefore(payment.arrivesOn()))
            return new Result.Pending(payment.arrivesOn());
        return payment.instruction().accountNumber().equals("000111111113")
                ? new Result.Failed(
                        payment.arrivesOn(), "account_closed", "The bank account has been closed.")
                : new Result.Paid(payment.arrivesOn());
    }

    /** How much it was told to pay, each payout counted once. */
    long total() {
        return known.values().stream().mapToLong(k -> k.instruction().amount().minor()).sum();
    }
}
