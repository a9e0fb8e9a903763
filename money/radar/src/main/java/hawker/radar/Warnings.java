package hawker.radar;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.network.Chargebacks;
import hawker.network.Notice;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what banks report as fraud. The network repeats a notice until it is acknowledged, and a
 * warning is known by the notice's own name, so hearing it twice changes nothing.
 */
final class Warnings {

    static final String CREATED = "radar.early_fraud_warning.created";
    static final String UPDATED = "radar.early_fraud_warning.updated";

    static final String CHORE = "radar-notices";
    static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Warnings.class);
    private static final int AT_ONCE = 100;

    /** A notice about a payment that is not in the books so long afterwards is about none. */
    private static final Duration PAYMENTS_LATE = Duration.ofHours(1);

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Chargebacks network;
    private final Payments payments;
    private final WarningsSql sql;
    private final Telling telling;

    Warnings(
            Platform platform,
            Chargebacks network,
            Payments payments,
            WarningsSql sql,
            Telling telling) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.network = network;
        this.payments = payments;
        this.sql = sql;
        this.telling = telling;
    }

    /** Takes in all that the network has to say now. */
    void hear() {
        for (var notice : network.notices(Set.of(Notice.Kind.FRAUD_REPORT), AT_ONCE)) {
            try {
                if (take(notice))
                    network.acknowledge(notice, Money.zero(notice.amount().currency()));
            } catch (RuntimeException broken) {
                // The others must not wait behind it.
                log.error("notice {} cannot be taken in", notice.id(), broken);
            }
        }
    }

    /** Whether it is done with; a payment may still be on its way into the books. */
    private boolean take(Notice notice) {
        var charge =
                Charge.Id.parse(notice.attemptId())
                        .flatMap(id -> payments.charge(notice.account(), id))
                        .filter(Charge::isCaptured);
        if (charge.isEmpty()) return clock.now().isAfter(notice.at().plus(PAYMENTS_LATE));
        var warning = warning(notice, charge.get());
        tx.doInAccount(
                notice.account(),
                tx -> {
                    if (sql.insert(tx, warning))
                        telling.tell(tx, CREATED, warning.json(), Cause.none(notice.account()));
                });
        return true;
    }

    private Warning warning(Notice notice, Charge charge) {
        return new Warning(
                ids.ordinary("issfr", notice.account()),
                notice.account(),
                notice.id(),
                charge.id().text(),
                charge.intent().map(PaymentIntent.Id::text),
                Warning.fraudType(notice.reasonCode()),
                !charge.fullyRefunded() && !charge.disputed().ever(),
                clock.now());
    }

    /** The charge was refunded in full or disputed: there is nothing left to prevent. */
    void settle(AccountId account, String charge) {
        var open = tx.readAccount(account, tx -> sql.actionable(tx, account, charge));
        for (var warning : open)
            tx.doInAccount(
                    account,
                    tx -> {
                        if (sql.settle(tx, account, warning.id()))
                            telling.tell(
                                    tx, UPDATED, warning.settled().json(), Cause.none(account));
                    });
    }

    Optional<Warning> find(AccountId account, String id) {
        return tx.readAccount(account, tx -> sql.find(tx, account, id));
    }
}
