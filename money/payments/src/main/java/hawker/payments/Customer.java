package hawker.payments;

import hawker.kernel.AccountId;
import hawker.vault.Billing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A buyer as a seller knows them, with the payment methods they left.
 *
 * @param defaultMethod charged when none is named (invoice_settings.default_payment_method)
 * @param defaultSource the method given as {@code source}, in the older way of speaking
 * @param deleted when it was deleted; its methods are detached then
 */
public record Customer(
        Id id,
        AccountId account,
        Profile profile,
        Optional<String> defaultMethod,
        Optional<String> defaultSource,
        Instant created,
        Optional<Instant> deleted) {

    /** {@code cus_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("cus_") || text.length() > 255)
                throw new IllegalArgumentException("not a customer id: " + text);
        }

        public static Optional<Id> parse(String text) {
            return text.startsWith("cus_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What is known of the person.
     *
     * @param taxExempt none, exempt or reverse
     * @param locales preferred, most wanted first: "en-US"
     */
    public record Profile(
            Optional<String> name,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> description,
            Optional<Billing.Address> address,
            Optional<Notes.Shipping> shipping,
            String taxExempt,
            List<String> locales,
            Map<String, String> metadata) {

        /** Somebody of whom nothing is known. */
        public static final Profile EMPTY =
                new Profile(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "none",
                        List.of(),
                        Map.of());

        public Profile {
            locales = List.copyOf(locales);
            metadata =
                    java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
        }
    }

    public boolean isDeleted() {
        return deleted.isPresent();
    }

    Customer withProfile(Profile other) {
        return new Customer(id, account, other, defaultMethod, defaultSource, created, deleted);
    }

    Customer withDefaultMethod(Optional<String> other) {
        return new Customer(id, account, profile, other, defaultSource, created, deleted);
    }

    Customer withDefaultSource(Optional<String> other) {
        return new Customer(id, account, profile, defaultMethod, other, created, deleted);
    }

    Customer deletedAt(Instant at) {
        return new Customer(
                id, account, profile, Optional.empty(), Optional.empty(), created, Optional.of(at));
    }

    /** What is charged when no method is named. */
    Optional<String> usualMethod() {
        return defaultMethod.or(() -> defaultSource);
    }
}
