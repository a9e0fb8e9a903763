package hawker.payouts;

import hawker.kernel.AccountId;
import hawker.payouts.Payout.Status;
import hawker.payouts.Payout.Way;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a payout back that has arrived: a payout of its own, whose money the bank collects from the
 * account that was paid. It is booked when the bank has it, like a top-up (decision 0079), so
 * nothing can be spent that may not come. The original's row is locked while this is decided: two
 * who reverse it at the same time make one reversal.
 */
final class Reversing {

    /** Where banks collect what they paid (docs: reverse a payout). */
    private static final Set<String> COUNTRIES = Set.of("US", "CA");

    /** What became of the wish. */
    sealed interface Outcome {
        record Made(Payout reversal) implements Outcome {}

        record Refused(String why) implements Outcome {}

        record Missing() implements Outcome {}
    }

    private final Platform platform;
    private final PayoutsSql sql;
    private final Happenings happenings;
    private final Destinations destinations;

    Reversing(Platform platform, PayoutsSql sql, Happenings happenings, Destinations destinations) {
        this.platform = platform;
        this.sql = sql;
        this.happenings = happenings;
        this.destinations = destinations;
    }

    /** Where a payout went, if that place is still known; read before the transaction. */
    Optional<Destination> place(AccountId account, Payout.Id id) {
        return platform.tx()
                .readAccount(account, tx -> sql.find(tx, account, id))
                .flatMap(payout ->
                        destinations.chosen(
                                account,
                                Optional.of(payout.destination()),
                                payout.amount().currency()));
    }

    Outcome reverse(
            Tx tx,
            Cause why,
            Payout.Id id,
            Optional<Destination> place,
            Map<String, String> metadata) {
        var found = sql.lock(tx, why.account(), id);
        if (found.isEmpty()) return new Outcome.Missing();
        var original = found.get();
        if (original.isReversal()) return new Outcome.Refused("A reversal cannot be reversed.");
        if (original.way().reversedBy().isPresent())
            return new Outcome.Refused("This payout has already been reversed.");
        if (original.status() != Status.PAID)
            return new Outcome.Refused(
                    "Only payouts that were paid can be reversed; this one is "
                            + original.status().text()
                            + ".");
        if (place.isEmpty())
            return new Outcome.Refused("The bank account that was paid is no longer known.");
        if (place.get().isCard() || !COUNTRIES.contains(place.get().country()))
            return new Outcome.Refused(
                    "Only payouts to US and Canadian bank accounts can be reversed.");
        var reversal = reversal(original, metadata);
        sql.insert(tx, reversal);
        Sending.plan(tx, platform, reversal);
        happenings.tell(tx, why, reversal, "payout.created");
        var reversed = original.reversedBy(Optional.of(reversal.id()));
        sql.update(tx, reversed);
        happenings.tell(tx, why, reversed, "payout.updated");
        return new Outcome.Made(reversal);
    }

    private Payout reversal(Payout original, Map<String, String> metadata) {
        var account = original.account();
        return new Payout(
                new Payout.Id(platform.ids().ordinary("po", account)),
                account,
                1,
                original.amount(),
                Status.PENDING,
                platform.clock().now(),
                platform.clock().today(),
                original.destination(),
                original.bankLast4(),
                Optional.empty(),
                original.statementDescriptor(),
                metadata,
                platform.ids().body(account),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Way.back(original.id()));
    }
}
