package hawker.webhooks;

import hawker.kernel.AccountId;
import hawker.kernel.Ids;
import hawker.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Endpoints as their owner keeps them: made, changed, given another secret, deleted. */
final class Keeping {

    private static final int SECRET = 32;
    private static final int LONGEST_DESCRIPTION = 5_000;

    /** A receiver needs time to be told the new secret; meanwhile both sign. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private final Platform platform;
    private final Endpoints endpoints;
    private final EndpointRules rules;

    Keeping(Platform platform, Endpoints endpoints, EndpointRules rules) {
        this.platform = platform;
        this.endpoints = endpoints;
        this.rules = rules;
    }

    static String newSecret(Ids ids) {
        return "whsec_" + ids.token(SECRET);
    }

    Kept make(AccountId account, String url, List<String> events, String description) {
        var refused = wrong(account, url, events, description);
        if (refused.isPresent()) return refused.get();
        var endpoint =
                new Endpoint(
                        new Endpoint.Id(platform.ids().ordinary("we", account)),
                        account,
                        url,
                        events.stream().distinct().toList(),
                        true,
                        newSecret(platform.ids()),
                        Optional.empty(),
                        described(description),
                        Map.of(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        platform.clock().now());
        Kept kept =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    if (EndpointsSql.all(account, tx).size() >= EndpointRules.MOST)
                                        return full();
                                    EndpointsSql.insert(account, tx, endpoint);
                                    return new Kept.Done(endpoint);
                                });
        endpoints.forget(account);
        return kept;
    }

    Kept change(
            AccountId account,
            Endpoint.Id id,
            String url,
            List<String> events,
            String description) {
        var current = endpoints.find(account, id);
        if (current.isEmpty()) return new Kept.Missing();
        var refused = wrong(account, url, events, description);
        if (refused.isPresent()) return refused.get();
        var was = current.get();
        return store(
                new Endpoint(
                        id,
                        account,
                        url,
                        events.stream().distinct().toList(),
                        was.enabled(),
                        was.secret(),
                        was.apiVersion(),
                        described(description),
                        was.metadata(),
                        was.failingSince(),
                        was.connect(),
                        was.oldSecret(),
                        was.created()));
    }

    /** Switches it on or off; switched on, its row of failures begins anew. */
    Kept enable(AccountId account, Endpoint.Id id, boolean on) {
        return endpoints
                .find(account, id)
                .map(was -> store(was.enabled(on)))
                .orElseGet(Kept.Missing::new);
    }

    Kept roll(AccountId account, Endpoint.Id id, boolean atOnce) {
        var now = platform.clock().now();
        var fresh = newSecret(platform.ids());
        Kept kept =
                platform.tx()
                        .inAccount(
                                account,
                                tx -> {
                                    var was = EndpointsSql.find(account, tx, id);
                                    if (was.isEmpty()) return new Kept.Missing();
                                    var old =
                                            new Endpoint.OldSecret(
                                                    was.get().secret(), now.plus(OVERLAP));
                                    var rolled =
                                            was.get()
                                                    .signing(
                                                            fresh,
                                                            atOnce
                                                                    ? Optional.empty()
                                                                    : Optional.of(old));
                                    EndpointsSql.roll(account, tx, rolled);
                                    return new Kept.Done(rolled);
                                });
        endpoints.forget(account);
        return kept;
    }

    boolean delete(AccountId account, Endpoint.Id id) {
        boolean deleted =
                platform.tx().inAccount(account, tx -> EndpointsSql.delete(account, tx, id));
        endpoints.forget(account);
        return deleted;
    }

    private Kept store(Endpoint changed) {
        var account = changed.account();
        platform.tx().doInAccount(account, tx -> EndpointsSql.update(account, tx, changed));
        endpoints.forget(account);
        return new Kept.Done(changed);
    }

    private Optional<Kept> wrong(
            AccountId account, String url, List<String> events, String description) {
        var wrongUrl = rules.wrongUrl(url, account.livemode());
        if (wrongUrl.isPresent())
            return Optional.of(new Kept.Refused("url", sentence(wrongUrl.get())));
        if (events.isEmpty())
            return Optional.of(new Kept.Refused("events", "Choose at least one event."));
        var wrongEvent = EndpointRules.wrongEvent(events);
        if (wrongEvent.isPresent() || events.size() > EndpointRules.MOST_EVENTS)
            return Optional.of(new Kept.Refused("events", "These are no events of ours."));
        return description.length() > LONGEST_DESCRIPTION
                ? Optional.of(new Kept.Refused("description", "That is too long."))
                : Optional.empty();
    }

    /** What stands behind the colon, for a page that has the field before its eyes. */
    private static String sentence(String says) {
        var reason = says.substring(says.indexOf(':') + 2);
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
    }

    private static Kept full() {
        return new Kept.Refused(
                "url", "You have " + EndpointRules.MOST + " endpoints; delete one first.");
    }

    private static Optional<String> described(String description) {
        return description.isEmpty() ? Optional.empty() : Optional.of(description);
    }
}
