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

    /** Beside the parts that were told. */
    private static final String PAYS_OUT = "rejected_pays_out";

    ConnectedAccount {
        metadata = Map.copyOf(metadata);
    }

    /** A part of the details, empty if nothing was told; a copy. */
    ObjectNode part(String name) {
        return details.get(name) instanceof ObjectNode there ? there.deepCopy() : Json.object();
    }

    /** Whether one that was turned away is paid out what it has. */
    boolean paysOutRejected() {
        return rejected.isPresent() && details.path(PAYS_OUT).asBoolean();
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

    /**
     * Turned away, or taken back.
     *
     * @param reason none: taken back
     * @param paysOut whether what it has is paid out all the same
     */
    ConnectedAccount withRejected(Optional<String> reason, boolean paysOut) {
        var now = details.deepCopy();
        if (paysOut) now.put(PAYS_OUT, true);
        else now.remove(PAYS_OUT);
        return new ConnectedAccount(
                id,
                platform,
                version + 1,
                controller,
                country,
                currency,
                email,
                businessType,
                now,
                metadata,
                reason,
                created);
    }
}
