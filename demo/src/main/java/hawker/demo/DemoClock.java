package hawker.demo;

import hawker.kernel.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The machine's clock, which the loader of the demo sets back by a month and lets run forward
 * through everything it loads. Once released it is the machine's clock for good.
 */
public final class DemoClock implements Clock {

    private final Clock machine;
    private volatile Optional<Instant> held = Optional.empty();

    public DemoClock(Clock machine) {
        this.machine = machine;
    }

    @Override
    public Instant now() {
        return held.orElseGet(machine::now);
    }

    /** Stands still at a moment; never later than the machine's own. */
    void hold(Instant moment) {
        var now = machine.now();
        held = Optional.of(moment.isAfter(now) ? now : moment);
    }

    void release() {
        held = Optional.empty();
    }
}
