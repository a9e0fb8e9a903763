package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An account that a platform made, as it described itself so far. It exists in one mode only: that
 * of the key that made it.
 *
 * @param platform who made it
 * @param version counts its changes, from 1
 * @param businessType {@code individual}, {@code company} …
 * @param details business_profile, company, settings, tos_acceptance and the capabilities asked
 *     for, in the API's own form; nobody changes the tree
 * @param rejected why the platform rejected it: {@code fraud} …
 */
record ConnectedAccount(
        AccountId id,
        AccountId platform,
        int version,
        Controller controller,
        String country,
        Currency currency,
        Optional<String> email,
        Optional<String> businessType,
        ObjectNode details,
        Map<String, String> metadata,
        Optional<String> rejected,
        Instant created) {

    ConnectedAccount {
        metadata = Map.copyOf(metadata);
    }

    /** A part of the details, empty if nothing was told; a copy. */
    ObjectNode part(String name) {
        return details.get(name) instanceof ObjectNode there ? there.deepCopy() : Json.object();
    }

    boolean isIndividual() {
        return businessType.map("individual"::equals).orElse(false);
    }

    ConnectedAccount with(
            Currency otherCurrency,
            Optional<String> otherEmail,
            Optional<String> otherType,
            ObjectNode otherDetails,
            Map<String, String> otherMetadata) {
        return new ConnectedAccount(
                id,
                platform,
                version + 1,
                controller,
                country,
                otherCurrency,
                otherEmail,
                otherType,
                otherDetails,
                otherMetadata,
                rejected,
                created);
    }

    ConnectedAccount withDetails(ObjectNode other) {
        return with(currency, email, businessType, other, metadata);
    }

    ConnectedAccount withRejected(Optional<String> reason) {
        return new ConnectedAccount(
                id,
                platform,
                version + 1,
                controller,
                country,
                currency,
                email,
                businessType,
                details,
                metadata,
                reason,
                created);
    }
}
