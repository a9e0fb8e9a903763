package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a phase says of its subscription, or its schedule's default settings where it is silent. */
final class PhaseWords {

    /** Of invoices that are sent, where nothing else is said (docs). */
    private static final int DAYS_UNTIL_DUE = 30;

    private final Prices prices;

    PhaseWords(Prices prices) {
        this.prices = prices;
    }

    /** Writes all but the items into a subscription's body. */
    void describe(ObjectNode body, Document schedule, ObjectNode phase) {
        said(schedule, phase, "description").ifPresent(text -> body.put("description", text));
        said(schedule, phase, "default_payment_method")
                .ifPresent(method -> body.put("default_payment_method", method));
        said(schedule, phase, "collection_method").ifPresent(how -> collected(body, how));
        if (!phase.path("metadata").isEmpty())
            body.set("metadata", phase.path("metadata").deepCopy());
    }

    private static Optional<String> said(Document schedule, ObjectNode phase, String name) {
        return JsonFields.text(phase, name)
                .or(() -> JsonFields.text(schedule.body().path("default_settings"), name));
    }

    private static void collected(ObjectNode body, String how) {
        body.put("collection_method", how);
        if (!how.equals("send_invoice")) body.putNull("days_until_due");
        else if (!body.path("days_until_due").isNumber())
            body.put("days_until_due", DAYS_UNTIL_DUE);
    }

    List<Subscribing.Wanted> items(Tx tx, Document schedule, ObjectNode phase) {
        return JsonFields.objects(phase.path("items")).stream()
                .map(item -> wanted(tx, schedule, item))
                .toList();
    }

    private Subscribing.Wanted wanted(Tx tx, Document schedule, ObjectNode item) {
        var id = item.path("price").asText();
        var price =
                prices.find(tx, schedule.account(), id)
                        .orElseThrow(() -> ApiError.missingReference("price", id, "phases"));
        var rates =
                JsonFields.objects(item.path("tax_rates")).stream()
                        .map(rate -> rate.path("id").asText())
                        .toList();
        return new Subscribing.Wanted(price, item.path("quantity").asLong(1), rates, Map.of());
    }
}
