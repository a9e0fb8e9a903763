package hawker.customers;

import hawker.vault.Billing;
import java.util.Optional;

/** Where a customer's goods go. */
public record Shipping(
        Optional<String> name,
        Optional<String> phone,
        Optional<String> carrier,
        Optional<String> trackingNumber,
        Billing.Address address) {}
