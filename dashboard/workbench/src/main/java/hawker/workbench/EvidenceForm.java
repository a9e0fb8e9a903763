package hawker.workbench;

import gg.jte.Content;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.web.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of the evidence of a dispute: what they ask for, and what was typed into them. */
final class EvidenceForm {

    /** All files of one form, and a little for the texts; the files together may have 4.5 MB. */
    static final int MOST_BYTES = 6 * 1024 * 1024;

    private enum Kind {
        LINE,
        TEXT,
        FILE
    }

    private record Part(Kind kind, String name, String label, String hint) {
        static Part line(String name, String label) {
            return new Part(Kind.LINE, name, label, "");
        }

        static Part text(String name, String label, String hint) {
            return new Part(Kind.TEXT, name, label, hint);
        }

        static Part file(String name, String label) {
            return new Part(Kind.FILE, name, label, "PDF, JPEG or PNG");
        }
    }

    /**
     * Fields that belong together.
     *
     * @param reasons of disputes in which they matter most
     */
    private record Group(String title, Set<String> reasons, List<Part> parts) {}

    private static final List<Group> GROUPS =
            List.of(
                    new Group(
                            "What was bought, and by whom",
                            Set.of(),
                            List.of(
                                    Part.text(
                                            "product_description",
                                            "What was sold",
                                            "Name it as your shop does, and how it was delivered"),
                                    Part.line("customer_name", "Customer’s name"),
                                    Part.line("customer_email_address", "Customer’s e-mail"),
                                    Part.line("customer_purchase_ip", "IP address of the purchase"),
                                    Part.line("billing_address", "Billing address"),
                                    Part.file("receipt", "Receipt"),
                                    Part.file(
                                            "customer_communication", "Messages with the customer"),
                                    Part.file("customer_signature", "Customer’s signature"))),
                    new Group(
                            "Shipping",
                            Set.of("product_not_received", "fraudulent", "product_unacceptable"),
                            List.of(
                                    Part.line("shipping_carrier", "Carrier"),
                                    Part.line("shipping_tracking_number", "Tracking number"),
                                    Part.line("shipping_date", "Day of shipping"),
                                    Part.line("shipping_address", "Shipping address"),
                                    Part.file("shipping_documentation", "Proof of shipping"))),
                    new Group(
                            "Services and downloads",
                            Set.of("subscription_canceled"),
                            List.of(
                                    Part.line("service_date", "Day of the service"),
                                    Part.text(
                                            "access_activity_log",
                                            "Log of use",
                                            "Sign-ins and downloads with times and addresses"),
                                    Part.file("service_documentation", "Proof of the service"))),
                    new Group(
                            "Refunds and cancelling",
                            Set.of("credit_not_processed", "subscription_canceled"),
                            List.of(
                                    Part.text(
                                            "refund_policy_disclosure",
                                            "How the customer was told of the refund policy",
                                            "Where and when they saw it"),
                                    Part.text(
                                            "refund_refusal_explanation",
                                            "Why there is no refund",
                                            ""),
                                    Part.text(
                                            "cancellation_policy_disclosure",
                                            "How the customer was told how to cancel",
                                            ""),
                                    Part.text(
                                            "cancellation_rebuttal",
                                            "Why it was not cancelled",
                                            ""),
                                    Part.file("refund_policy", "Refund policy"),
                                    Part.file("cancellation_policy", "Cancellation policy"))),
                    new Group(
                            "Charged twice",
                            Set.of("duplicate"),
                            List.of(
                                    Part.line("duplicate_charge_id", "The other payment"),
                                    Part.text(
                                            "duplicate_charge_explanation",
                                            "How the two differ",
                                            ""),
                                    Part.file(
                                            "duplicate_charge_documentation",
                                            "Proof that they differ"))),
                    new Group(
                            "Anything else",
                            Set.of("general", "noncompliant"),
                            List.of(
                                    Part.text(
                                            "uncategorized_text",
                                            "Anything else the bank should know",
                                            ""),
                                    Part.file("uncategorized_file", "Another document"))));

    /** The fields that take files. */
    static final List<String> FILES = names(Kind.FILE);

    private static final String KEPT = "kept-";
    private static final String DROP = "drop-";

    private final Map<String, String> values;
    private final Map<String, String> errors;

    private EvidenceForm(Map<String, String> values, Map<String, String> errors) {
        this.values = values;
        this.errors = errors;
    }

    /** As it was written so far. */
    static EvidenceForm of(Thing dispute) {
        var values = new HashMap<String, String>();
        for (var group : GROUPS)
            for (var part : group.parts())
                dispute.maybe("evidence." + part.name())
                        .ifPresent(text -> values.put(part.name(), text));
        return new EvidenceForm(values, Map.of());
    }

    /**
     * As it was typed.
     *
     * @param files the ids of the files that came with it, by field
     * @param errors what is wrong, by field
     */
    static EvidenceForm of(Request request, Map<String, String> files, Map<String, String> errors) {
        var values = new HashMap<String, String>();
        for (var group : GROUPS)
            for (var part : group.parts()) values.put(part.name(), typed(request, part).orElse(""));
        values.putAll(files);
        return new EvidenceForm(values, errors);
    }

    private static Optional<String> typed(Request request, Part part) {
        if (part.kind() != Kind.FILE) return request.formParam(part.name()).map(String::strip);
        return request.formParam(DROP + part.name()).isPresent()
                ? Optional.empty()
                : request.formParam(KEPT + part.name());
    }

    /** As parameters of the API; what is empty takes its field away. */
    Query sent() {
        var query = Query.NONE;
        for (var entry : values.entrySet())
            query = query.sent("evidence[" + entry.getKey() + "]", entry.getValue());
        return query;
    }

    EvidenceForm with(Map<String, String> wrong) {
        return new EvidenceForm(values, wrong);
    }

    /**
     * The form's fields.
     *
     * @param reason of the dispute: what matters for it stands open
     * @param named the files that are there, in words, by id
     */
    List<EvidenceGroup> shown(String reason, Map<String, String> named) {
        var shown = new ArrayList<EvidenceGroup>();
        for (var group : GROUPS) {
            boolean used = group.parts().stream().anyMatch(part -> !value(part).isEmpty());
            boolean wrong = group.parts().stream().anyMatch(p -> errors.containsKey(p.name()));
            boolean open =
                    group.reasons().isEmpty() || group.reasons().contains(reason) || used || wrong;
            var fields = new ArrayList<Content>();
            for (var part : group.parts()) fields.add(field(part, named));
            shown.add(new EvidenceGroup(group.title(), open, fields));
        }
        return shown;
    }

    /** What was written, for a page on which nothing can be changed any more. */
    List<Kit.Pair> read(Map<String, String> named) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var group : GROUPS)
            for (var part : group.parts())
                if (!value(part).isEmpty())
                    pairs.add(
                            new Kit.Pair(
                                    part.label(), named.getOrDefault(value(part), value(part))));
        return pairs;
    }

    /** The ids of the files that it names. */
    List<String> files() {
        return FILES.stream()
                .flatMap(name -> Optional.ofNullable(values.get(name)).stream())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private Content field(Part part, Map<String, String> named) {
        var error = Optional.ofNullable(errors.get(part.name()));
        return switch (part.kind()) {
            case LINE -> plain(Kit.field(part.name(), part.label()), part).error(error);
            case TEXT ->
                    plain(Kit.area(part.name(), part.label()), part).attr("rows", "3").error(error);
            case FILE -> file(part, named, error);
        };
    }

    private Field plain(Field field, Part part) {
        var asked = field.optional().value(value(part)).autocomplete("off");
        return part.hint().isEmpty() ? asked : asked.hint(part.hint());
    }

    private Content file(Part part, Map<String, String> named, Optional<String> error) {
        var chosen = value(part);
        var field =
                Kit.field(part.name(), part.label())
                        .type("file")
                        .attr("accept", "application/pdf,image/jpeg,image/png")
                        .optional()
                        .hint(part.hint())
                        .error(error);
        if (chosen.isEmpty()) return field;
        var there = named.getOrDefault(chosen, chosen);
        return Kit.all(
                List.of(
                        field.hint("Handed in: " + there + ". Another one takes its place."),
                        Kit.hidden(KEPT + part.name(), chosen),
                        Kit.checkbox(DROP + part.name(), "Take out " + there, false)));
    }

    private String value(Part part) {
        return values.getOrDefault(part.name(), "");
    }

    private static List<String> names(Kind kind) {
        return GROUPS.stream()
                .flatMap(group -> group.parts().stream())
                .filter(part -> part.kind() == kind)
                .map(Part::name)
                .toList();
    }
}
