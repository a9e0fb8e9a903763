package hawker.disputes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a seller says to the bank, by the API's field names.
 *
 * @param fields texts, and ids of files
 * @param enhanced JSON of what a programme of the network asks for beyond that
 */
public record Evidence(Map<String, String> fields, String enhanced) {

    /** All texts together (docs: disputes). */
    static final int MOST_TEXT = 150_000;

    /** All files together, in bytes. */
    static final long MOST_FILES = 4_500_000;

    static final List<String> TEXTS =
            List.of(
                    "access_activity_log",
                    "billing_address",
                    "cancellation_policy_disclosure",
                    "cancellation_rebuttal",
                    "customer_email_address",
                    "customer_name",
                    "customer_purchase_ip",
                    "duplicate_charge_explanation",
                    "duplicate_charge_id",
                    "product_description",
                    "refund_policy_disclosure",
                    "refund_refusal_explanation",
                    "service_date",
                    "shipping_address",
                    "shipping_carrier",
                    "shipping_date",
                    "shipping_tracking_number",
                    "uncategorized_text");

    static final List<String> FILES =
            List.of(
                    "cancellation_policy",
                    "customer_communication",
                    "customer_signature",
                    "duplicate_charge_documentation",
                    "receipt",
                    "refund_policy",
                    "service_documentation",
                    "shipping_documentation",
                    "uncategorized_file");

    public static final Evidence NONE = new Evidence(Map.of(), "{}");

    public Evidence {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public boolean isEmpty() {
        return fields.isEmpty() && enhanced.equals("{}");
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Characters of all texts. */
    int length() {
        return TEXTS.stream().mapToInt(name -> field(name).map(String::length).orElse(0)).sum();
    }

    /** Ids of the files that are named. */
    List<String> files() {
        return FILES.stream().flatMap(name -> field(name).stream()).toList();
    }

    /**
     * The same with other fields; an empty text takes a field away.
     *
     * @param programmes merged into what is there
     */
    Evidence with(Map<String, String> changes, Optional<ObjectNode> programmes) {
        var merged = new LinkedHashMap<>(fields);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) merged.remove(name);
            else merged.put(name, value);
        });
        if (programmes.isEmpty()) return new Evidence(merged, enhanced);
        ObjectNode all = Json.parse(enhanced);
        programmes.get().properties().forEach(e -> all.set(e.getKey(), e.getValue()));
        return new Evidence(merged, Json.text(all));
    }
}
