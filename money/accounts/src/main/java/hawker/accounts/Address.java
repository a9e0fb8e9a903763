package hawker.accounts;

import java.util.Optional;

/**
 * A postal address.
 *
 * @param country two capital letters (ISO 3166)
 */
public record Address(
        String name,
        String line1,
        Optional<String> line2,
        String city,
        Optional<String> state,
        String postalCode,
        String country) {

    public Address {
        if (!Countries.exists(country))
            throw new IllegalArgumentException("unknown country: " + country);
    }
}
