package hawker.disputes;

import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.network.Chargebacks;
import hawker.network.Notice;
import hawker.network.Notice.Kind;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the network says and acknowledges it when it stands in the books. The network repeats
 * what is not acknowledged, and a case is known by the network's own name, so hearing a notice
 * twice, or on two nodes at once, changes nothing.
 */
final class Hearing {

    static final String CHORE = "disputes-notices";
    static final Duration EVERY = Duration.ofSeconds(2);

    /** A notice about a payment that is not in the books so long afterwards is about none. */
    static final Duration PAYMENTS_LATE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Hearing.class);
    private static final int AT_ONCE = 100;
    private static final EnumSet<Kind> OURS =
            EnumSet.of(Kind.INQUIRY, Kind.CHARGEBACK, Kind.ESCALATED, Kind.RETURNED, Kind.UPHELD);

    private final Clock clock;
    private final TxRunner tx;
    private final Chargebacks network;
    private final Opening opening;
    private final Ruling ruling;

    Hearing(Clock clock, TxRunner tx, Chargebacks network, Opening opening, Ruling ruling) {
        this.clock = clock;
        this.tx = tx;
        this.network = network;
        this.opening = opening;
        this.ruling = ruling;
    }

    /** Takes in all that the network has to say now. */
    void run() {
        for (var notice : network.notices(OURS, AT_ONCE)) {
            try {
                take(notice).ifPresent(taken -> network.acknowledge(notice, taken));
            } catch (Telling.Taken again) {
                log.info("notice {} is heard again: {}", notice.id(), again.getMessage());
            } catch (RuntimeException broken) {
                // The others must not wait behind it.
                log.error("notice {} cannot be taken in", notice.id(), broken);
            }
        }
    }

    /** How much was taken; empty if the payment is not in the books yet. */
    private Optional<Money> take(Notice notice) {
        return switch (notice.kind()) {
            case INQUIRY, CHARGEBACK -> opening.open(notice, late(notice));
            case ESCALATED -> ruled(notice, ruling::escalated);
            case RETURNED -> ruled(notice, ruling::returned);
            case UPHELD -> ruled(notice, ruling::upheld);
            case FRAUD_REPORT -> Optional.of(notice.amount());
        };
    }

    private Optional<Money> ruled(Notice notice, BiFunction<Tx, Notice, Optional<Money>> how) {
        var taken = tx.inAccount(notice.account(), tx -> how.apply(tx, notice));
        if (taken.isPresent() || !late(notice)) return taken;
        log.error("notice {} is about no case of ours", notice.id());
        return Optional.of(Money.zero(notice.amount().currency()));
    }

    private boolean late(Notice notice) {
        return clock.now().isAfter(notice.at().plus(PAYMENTS_LATE));
    }
}
