package hawker.webhooks;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.TxRunner;
import java.util.List;
import java.util.Optional;

/** The door of the room, for the dashboard: endpoints, deliveries and their attempts. */
public final class Webhooks {

    private final TxRunner tx;
    private final Clock clock;
    private final Endpoints endpoints;
    private final Delivering delivering;

    Webhooks(TxRunner tx, Clock clock, Endpoints endpoints, Delivering delivering) {
        this.tx = tx;
        this.clock = clock;
        this.endpoints = endpoints;
        this.delivering = delivering;
    }

    public List<Endpoint> endpoints(AccountId account) {
        return tx.readAccount(account, t -> EndpointsSql.all(account, t));
    }

    /** Deliveries of an account, newest first, older than the id given. */
    public List<Delivery> deliveries(AccountId account, Optional<String> before, int limit) {
        return tx.readAccount(account, t -> DeliveriesSql.newest(account, t, before, limit));
    }

    /** The attempts of a delivery, oldest first. */
    public List<Delivery.Attempt> attempts(AccountId account, String delivery) {
        return tx.readAccount(account, t -> DeliveriesSql.attempts(account, t, delivery));
    }

    /** Sends a delivery once more, whatever became of it; false if there is none. */
    public boolean redeliver(AccountId account, String delivery) {
        var found = tx.readAccount(account, t -> DeliveriesSql.find(account, t, delivery));
        if (found.isEmpty()) return false;
        tx.doInAccount(
                account,
                t ->
                        DeliveriesSql.settle(
                                account, t, found.get(), Delivery.State.PENDING, clock.now()));
        endpoints.forget(account);
        delivering.wake(new DeliveriesSql.Lane(account, found.get().endpoint()));
        return true;
    }

    /** Sends everything that is due, in the calling thread: for tests. */
    public void deliverDue(AccountId account) {
        for (var endpoint : endpoints(account))
            delivering.drain(new DeliveriesSql.Lane(account, endpoint.id()));
    }
}
