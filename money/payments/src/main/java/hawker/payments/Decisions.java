package hawker.payments;

import hawker.ledger.Journal;
import hawker.ledger.Ledger;
import hawker.platform.DatabaseException;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.GroupCommit;
import hawker.platform.GroupCommit.Outcome;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes how an attempt ended: the intent's next version, the charge, the books and the event, in
 * one commit. The version's primary key is the fence between request, resolver and a process that
 * slept too long: whoever comes second writes nothing.
 */
final class Decisions {

    /** The commit's answer was lost with the connection: nobody knows whether it was done. */
    private static final String IN_DOUBT = "08007";

    private static final int TRIES = 3;

    /** Everything that one end of an attempt writes. */
    record Decision(
            PaymentIntent next, Optional<Charge> charge, Optional<Journal> journal, Event event) {}

    private final GroupCommit writer;
    private final TxRunner tx;
    private final Events events;
    private final Ledger ledger;
    private final IntentsSql intents;
    private final ChargesSql charges;

    Decisions(Platform platform, Ledger ledger, IntentsSql intents, ChargesSql charges) {
        this.writer = platform.groupCommit();
        this.tx = platform.tx();
        this.events = platform.events();
        this.ledger = ledger;
        this.intents = intents;
        this.charges = charges;
    }

    /** Writes a decision with many others in one commit; false if the version was taken. */
    boolean commit(Decision decision) {
        var unit = new GroupCommit.Unit(decision.next().account());
        intents.add(unit, decision.next());
        decision.charge().ifPresent(charge -> charges.add(unit, charge));
        decision.journal().ifPresent(journal -> ledger.add(unit, journal));
        events.append(unit, decision.event());
        return commit(unit) == Outcome.COMMITTED;
    }

    /** Writes a decision with more that has to happen with it; false if the version was taken. */
    boolean commit(Decision decision, Consumer<Tx> also) {
        return tx.inAccount(decision.next().account(), tx -> write(tx, decision, also));
    }

    private boolean write(Tx tx, Decision decision, Consumer<Tx> also) {
        if (!intents.insert(tx, decision.next())) return false;
        decision.charge().ifPresent(charge -> charges.insert(tx, charge));
        decision.journal().ifPresent(journal -> ledger.post(tx, journal));
        events.append(tx, decision.event());
        also.accept(tx);
        return true;
    }

    /** Writes a version that tells nobody anything; false if it was taken. */
    boolean insert(Tx tx, PaymentIntent next) {
        return intents.insert(tx, next);
    }

    /**
     * Commits a unit. One whose commit is in doubt is offered again under the same keys: it is then
     * either written for the first time, or refused because it was written before.
     */
    Outcome commit(GroupCommit.Unit unit) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writer.commit(unit);
            } catch (DatabaseException e) {
                if (!e.sqlState().equals(IN_DOUBT) || attempt == TRIES) throw e;
            }
        }
    }
}
