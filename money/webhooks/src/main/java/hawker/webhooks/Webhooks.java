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
    private final Keeping keeping;
    private final List<String> types;

    Webhooks(
            TxRunner tx,
            Clock clock,
            Endpoints endpoints,
            Delivering delivering,
            Keeping keeping,
            List<String> types) {
        this.tx = tx;
        this.clock = clock;
        this.endpoints = endpoints;
        this.delivering = delivering;
        this.keeping = keeping;
        this.types = List.copyOf(types);
    }

    /** The names of all events that are told. */
    public List<String> types() {
        return types;
    }

    public List<Endpoint> endpoints(AccountId account) {
        return tx.readAccount(account, t -> EndpointsSql.all(account, t));
    }

    public Optional<Endpoint> endpoint(AccountId account, Endpoint.Id id) {
        return endpoints.find(account, id);
    }

    /**
     * Makes an endpoint; its secret is in the answer.
     *
     * @param events names of events, or {@code *} for all
     * @param description may be empty
     */
    public Kept make(AccountId account, String url, List<String> events, String description) {
        return keeping.make(account, url, events, description);
    }

    public Kept change(
            AccountId account,
            Endpoint.Id id,
            String url,
            List<String> events,
            String description) {
        return keeping.change(account, id, url, events, description);
    }

    /** Switches an endpoint on or off; what was not sent meanwhile is not sent later. */
    public Kept enable(AccountId account, Endpoint.Id id, boolean on) {
        return keeping.enable(account, id, on);
    }

    /**
     * Gives an endpoint another secret, which is in the answer.
     *
     * @param atOnce whether the old one ends now; else both sign for 24 hours
     */
    public Kept roll(AccountId account, Endpoint.Id id, boolean atOnce) {
        return keeping.roll(account, id, atOnce);
    }

    /** Deletes an endpoint; deliveries under way to it end. False: there was none. */
    public boolean delete(AccountId account, Endpoint.Id id) {
        return keeping.delete(account, id);
    }

    /** Deliveries to one endpoint, newest first, older than the id given. */
    public List<Delivery> deliveries(
            AccountId account, Endpoint.Id endpoint, Optional<String> before, int limit) {
        return tx.readAccount(
                account, t -> DeliveriesSql.newest(account, t, endpoint, before, limit));
    }

    /** Deliveries of an account, newest first, older than the id given. */
    public List<Delivery> deliveries(AccountId account, Optional<String> before, int limit) {
        return tx.readAccount(account, t -> DeliveriesSql.newest(account, t, before, limit));
    }

    /** To whom an event was sent: its deliveries, oldest first. */
    public List<Delivery> deliveriesOf(AccountId account, String event) {
        return tx.readAccount(account, t -> DeliveriesSql.ofEvent(account, t, event));
    }

    /** The attempts of a delivery, oldest first. */
    public List<Delivery.Attempt> attempts(AccountId account, String delivery) {
        return tx.readAccount(account, t -> DeliveriesSql.attempts(account, t, delivery));
    }

    /** Sends a delivery once more, whatever became of it; false if there is none. */
    public boolean redeliver(AccountId account, String delivery) {
        var found = tx.readAccount(account, t -> DeliveriesSql.find(account, t, delivery));
        if (found.isEmpty()) return false;
        tx.doInAccount(account, t -> DeliveriesSql.again(account, t, found.get(), clock.now()));
        endpoints.forget(account);
        delivering.wake(new DeliveriesSql.Destination(account, found.get().endpoint()));
        return true;
    }

    /** Sends everything that is due, in the calling thread: for tests. */
    public void deliverDue(AccountId account) {
        for (var endpoint : endpoints(account))
            delivering.drain(new DeliveriesSql.Destination(account, endpoint.id()));
    }
}
