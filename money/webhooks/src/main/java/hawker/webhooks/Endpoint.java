package hawker.webhooks;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a seller wants to be told.
 *
 * @param events names of events, or {@code *} for all
 * @param secret {@code whsec_…}, with which deliveries are signed
 * @param apiVersion the version its events are told in; empty: the account's
 * @param failingSince when deliveries began to fail without one that succeeded
 * @param connect whether it hears of the accounts connected to its own, instead of its own
 * @param oldSecret the secret before the last roll, as long as it signs too
 */
public record Endpoint(
        Id id,
        AccountId account,
        String url,
        List<String> events,
        boolean enabled,
        String secret,
        Optional<String> apiVersion,
        Optional<String> description,
        Map<String, String> metadata,
        Optional<Instant> failingSince,
        boolean connect,
        Optional<OldSecret> oldSecret,
        Instant created) {

    public Endpoint {
        events = List.copyOf(events);
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    }

    /** {@code we_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("we_") || text.length() > 255)
                throw new IllegalArgumentException("not an endpoint id: " + text);
        }

        public static Optional<Id> parse(String text) {
            return text.startsWith("we_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The secret that was; it signs beside the new one until then. */
    public record OldSecret(String secret, Instant until) {
        @Override
        public String toString() {
            return "OldSecret[until " + until + "]";
        }
    }

    /** All secrets that sign at this moment, the newest first. */
    List<String> secrets(Instant now) {
        return oldSecret
                .filter(old -> now.isBefore(old.until()))
                .map(old -> List.of(secret, old.secret()))
                .orElse(List.of(secret));
    }

    Endpoint enabled(boolean on) {
        return new Endpoint(
                id,
                account,
                url,
                events,
                on,
                secret,
                apiVersion,
                description,
                metadata,
                on && !enabled ? Optional.empty() : failingSince,
                connect,
                oldSecret,
                created);
    }

    Endpoint signing(String newSecret, Optional<OldSecret> old) {
        return new Endpoint(
                id,
                account,
                url,
                events,
                enabled,
                newSecret,
                apiVersion,
                description,
                metadata,
                failingSince,
                connect,
                old,
                created);
    }

    boolean hears(String type) {
        return enabled && (events.contains("*") || events.contains(type));
    }

    /** Without the secret: this may end in a log. */
    @Override
    public String toString() {
        return "Endpoint[" + id + " " + url + "]";
    }
}
