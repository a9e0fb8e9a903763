package hawker.vault;

import java.util.Optional;

/** Whom a card belongs to, as the buyer says (Stripe's billing_details). */
public record Billing(
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> taxId,
        Address address) {

    /** A billing address; any part may be missing, often all but the postal code. */
    public record Address(
            Optional<String> line1,
            Optional<String> line2,
            Optional<String> city,
            Optional<String> state,
            Optional<String> postalCode,
            Optional<String> country) {

        public static Address none() {
            return new Address(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    public static Billing none() {
        return new Billing(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Address.none());
    }

    /** Only a postal code, as the card form asks for. */
    public static Billing ofPostalCode(String postalCode) {
        return new Billing(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Address(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(postalCode),
                        Optional.empty()));
    }
}
