package hawker.platform;

import hawker.kernel.Clock;
import java.time.Duration;

/**
 * The right of one process to do something for the whole installation, held for a while and
 * renewed. A lease saves work and keeps order; it is no lock: what is done under it must stand
 * being done twice, since clocks differ and a process may sleep past its time.
 */
final class Lease {

    private static final Duration TIME = Duration.ofSeconds(15);

    private static final String TAKE =
            """
            insert into platform.lease as l (name, holder, held_until) values (?, ?, ?)
            on conflict (name) do update
            set holder = excluded.holder, held_until = excluded.held_until
            where l.holder = excluded.holder or l.held_until < ?\
            """;

    private static final String RELEASE =
            "delete from platform.lease where name = ? and holder = ?";

    private final TxRunner tx;
    private final Clock clock;
    private final String name;
    private final String holder;

    Lease(TxRunner tx, Clock clock, String name, String holder) {
        this.tx = tx;
        this.clock = clock;
        this.name = name;
        this.holder = holder;
    }

    /** Takes or renews; false when another process holds it. */
    boolean take() {
        var now = clock.now();
        return tx.onSingle(t -> t.update(TAKE, name, holder, now.plus(TIME), now)) == 1;
    }

    void release() {
        tx.onSingle(t -> t.update(RELEASE, name, holder));
    }
}
