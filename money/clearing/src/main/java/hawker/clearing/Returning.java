package hawker.clearing;

import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.Advice;
import hawker.network.AdviceAnswer;
import hawker.network.CardNetwork;
import hawker.network.ClearingFile.Line;
import hawker.platform.Job;
import hawker.platform.Jobs;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a payment back that the network presented and that is in nobody's books: its cardholder was
 * charged for an attempt that ended otherwise here. The network is told to undo it until it
 * answers; what it takes from us for that is a line of a later file.
 */
final class Returning {

    private static final Logger log = LoggerFactory.getLogger(Returning.class);
    private static final String KIND = "clearing.return";

    /** Half a minute at first, some six days at last. */
    private static final Jobs.Retry RETRY = Jobs.Retry.doubling(Duration.ofSeconds(30), 14);

    private final Jobs jobs;
    private final TxRunner tx;
    private final Clock clock;
    private final CardNetwork network;

    Returning(Platform platform, CardNetwork network) {
        this.jobs = platform.jobs();
        this.tx = platform.tx();
        this.clock = platform.clock();
        this.network = network;
    }

    void start() {
        jobs.handle(KIND, RETRY, this::tell);
    }

    void ask(Tx tx, Line line) {
        var says =
                line.attempt()
                        + " "
                        + line.amount().minor()
                        + " "
                        + line.amount().currency().code();
        jobs.add(tx, line.account(), "ret_" + line.id(), KIND, clock.now(), says);
    }

    private void tell(Job job) {
        var says = job.payload().split(" ");
        var amount = Money.of(Long.parseLong(says[1]), Currency.of(says[2]));
        switch (network.advise(Advice.reversal(job.account(), job.id(), says[0], amount))) {
            case AdviceAnswer.Accepted ignored -> finish(job);
            case AdviceAnswer.Refused no -> {
                log.warn("{} refused with {}: {}", job.id(), no.code(), no.message());
                finish(job);
            }
            case AdviceAnswer.Unknown nothing ->
                    throw new IllegalStateException(job.id() + ": " + nothing.reason());
        }
    }

    private void finish(Job job) {
        tx.doInAccount(job.account(), tx -> jobs.finish(tx, job));
    }
}
