package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Json;
import hawker.vault.Billing;
import java.util.Map;
import java.util.Optional;

/**
 * What is written on a payment and changes nothing about its money.
 *
 * @param metadata up to 50 keys of up to 40 characters, values up to 500
 * @param receiptEmail where a receipt goes
 * @param statementDescriptorSuffix what follows the seller's own words on the card statement
 * @param transferGroup ties payments and transfers together
 * @param amounts what the amount is made up of, as JSON: {@link AmountDetails}
 * @param options what is asked of methods, as JSON: {@link IntentOptions}
 */
public record Notes(
        Optional<String> description,
        Map<String, String> metadata,
        Optional<String> receiptEmail,
        Optional<Shipping> shipping,
        Optional<String> statementDescriptor,
        Optional<String> statementDescriptorSuffix,
        Optional<String> transferGroup,
        Optional<String> amounts,
        Optional<String> options) {

    /** Nothing is said of what the amount is made up of, and nothing asked of methods. */
    public Notes(
            Optional<String> description,
            Map<String, String> metadata,
            Optional<String> receiptEmail,
            Optional<Shipping> shipping,
            Optional<String> statementDescriptor,
            Optional<String> statementDescriptorSuffix,
            Optional<String> transferGroup) {
        this(
                description,
                metadata,
                receiptEmail,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                Optional.empty(),
                Optional.empty());
    }

    /** Where goods go. */
    public record Shipping(
            Optional<String> name,
            Optional<String> phone,
            Optional<String> carrier,
            Optional<String> trackingNumber,
            Billing.Address address) {}

    public static final Notes NONE =
            new Notes(
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Notes {
        // Not Map.copyOf: the API answers the keys in the order in which they came.
        metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    }

    public Notes withDescription(Optional<String> other) {
        return new Notes(
                other,
                metadata,
                receiptEmail,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                amounts,
                options);
    }

    public Notes withMetadata(Map<String, String> other) {
        return new Notes(
                description,
                other,
                receiptEmail,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                amounts,
                options);
    }

    public Notes withReceiptEmail(Optional<String> other) {
        return new Notes(
                description,
                metadata,
                other,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                amounts,
                options);
    }

    public Notes withShipping(Optional<Shipping> other) {
        return new Notes(
                description,
                metadata,
                receiptEmail,
                other,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                amounts,
                options);
    }

    public Notes withStatementDescriptor(Optional<String> other) {
        return new Notes(
                description,
                metadata,
                receiptEmail,
                shipping,
                other,
                statementDescriptorSuffix,
                transferGroup,
                amounts,
                options);
    }

    public Notes withStatementDescriptorSuffix(Optional<String> other) {
        return new Notes(
                description,
                metadata,
                receiptEmail,
                shipping,
                statementDescriptor,
                other,
                transferGroup,
                amounts,
                options);
    }

    public Notes withTransferGroup(Optional<String> other) {
        return new Notes(
                description,
                metadata,
                receiptEmail,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                other,
                amounts,
                options);
    }

    Notes withAmounts(Optional<String> other) {
        return new Notes(
                description,
                metadata,
                receiptEmail,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                other,
                options);
    }

    /** What is written on the transfer that the payment leads to. */
    public Optional<String> transferDescription() {
        return transfer().flatMap(to -> NotesText.maybe(to, "description"));
    }

    public Map<String, String> transferMetadata() {
        return transfer()
                .filter(to -> to.has("metadata"))
                .map(to -> Json.metadata(to.path("metadata").toString()))
                .orElse(Map.of());
    }

    /**
     * What is written on the payment that a destination receives: JSON of its description and
     * metadata.
     */
    public Optional<String> transferPayment() {
        return transfer()
                .map(to -> to.path("payment_data"))
                .filter(told -> !told.isEmpty())
                .map(Json::text);
    }

    private Optional<JsonNode> transfer() {
        return options.map(Json::parse).map(told -> told.path("transfer_data"));
    }

    Notes withOptions(Optional<String> other) {
        return new Notes(
                description,
                metadata,
                receiptEmail,
                shipping,
                statementDescriptor,
                statementDescriptorSuffix,
                transferGroup,
                amounts,
                other);
    }
}
