package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import gg.jte.Content;
import hawker.accounts.Countries;
import hawker.accounts.Countries.Region;
import hawker.customers.TaxId;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.look.Templates;
import hawker.web.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a buyer may change of what is known of them ({@code features.customer_update}): as it is, or
 * as they have typed it.
 *
 * @param allowed which kinds of it, in the API's words
 * @param values by the names of the API's parameters
 * @param numbers the tax numbers that are known, by their ids
 * @param wrong what is wrong with a value, by the same names
 */
record DetailsForm(
        List<String> allowed,
        Map<String, String> values,
        Map<String, String> numbers,
        Map<String, String> wrong) {

    /** What may be changed. */
    static final List<String> KINDS =
            List.of("address", "email", "name", "phone", "shipping", "tax_id");

    /** The country that an address was drawn for, as the form names it. */
    private static final String SHOWN = "shown-";

    /** Parameters of a new tax number. */
    static final String TAX_TYPE = "type";

    static final String TAX_VALUE = "value";

    /** The numbers that are to go, by their ids, as the form names them. */
    static final String GONE = "gone-";

    /** A line of text: the parameter, what it is called, what browsers fill in. */
    private record Part(String name, String label, String autocomplete) {}

    private static final List<Part> PERSON =
            List.of(
                    new Part("name", "Name", "name"),
                    new Part("email", "Email", "email"),
                    new Part("phone", "Phone", "tel"));

    private static final List<String> ADDRESS =
            List.of("country", "line1", "line2", "city", "state", "postal_code");

    DetailsForm {
        allowed = List.copyOf(allowed);
        values = Map.copyOf(values);
        numbers = new LinkedHashMap<>(numbers);
        wrong = Map.copyOf(wrong);
    }

    /** As it is known. */
    static DetailsForm of(Visiting visit) {
        var customer = visit.get("/v1/customers/{}", "", visit.customer());
        var values = new LinkedHashMap<String, String>();
        for (var part : PERSON) values.put(part.name(), customer.path(part.name()).asText(""));
        read(values, "address", customer.path("address"));
        var shipping = customer.path("shipping");
        for (var name : List.of("name", "phone"))
            values.put("shipping[" + name + "]", shipping.path(name).asText(""));
        read(values, "shipping[address]", shipping.path("address"));
        return new DetailsForm(allowed(visit), values, numbers(visit), Map.of());
    }

    private static void read(Map<String, String> values, String param, JsonNode address) {
        for (var name : ADDRESS)
            values.put(param + "[" + name + "]", address.path(name).asText(""));
    }

    private static List<String> allowed(Visiting visit) {
        var allowed = new TreeSet<String>(Comparator.comparingInt(KINDS::indexOf));
        for (var kind : visit.portal().feature(Features.CUSTOMER).path("allowed_updates"))
            allowed.add(kind.asText());
        return List.copyOf(allowed);
    }

    private static Map<String, String> numbers(Visiting visit) {
        var numbers = new LinkedHashMap<String, String>();
        var list = visit.get("/v1/customers/{}/tax_ids", "limit=20", visit.customer());
        for (var each : Visiting.all(list))
            numbers.put(
                    each.path("id").asText(),
                    kind(each.path("type").asText()) + " " + each.path("value").asText());
        return numbers;
    }

    /** "EU VAT". */
    private static String kind(String word) {
        return word.toUpperCase(Locale.ROOT).replace('_', ' ');
    }

    /** As the buyer has typed it. */
    DetailsForm typed(Request request) {
        var typed = new LinkedHashMap<>(values);
        for (var name : names()) request.formParam(name).ifPresent(v -> typed.put(name, v.strip()));
        // What another country calls its states is none of this one's.
        for (var address : List.of("address", "shipping[address]")) {
            var country = address + "[country]";
            if (!typed.getOrDefault(country, "").equals(value(country)))
                request.formParam(SHOWN + address)
                        .filter(shown -> !shown.equals(typed.get(country)))
                        .ifPresent(shown -> typed.put(address + "[state]", ""));
        }
        return new DetailsForm(allowed, typed, numbers, wrong);
    }

    DetailsForm wrong(String param, String says) {
        return new DetailsForm(allowed, values, numbers, Map.of(param, says));
    }

    boolean allows(String kind) {
        return allowed.contains(kind);
    }

    String value(String param) {
        return values.getOrDefault(param, "");
    }

    /** All fields of the form. */
    private List<String> names() {
        var names = new ArrayList<String>();
        for (var part : PERSON) if (allows(part.name())) names.add(part.name());
        if (allows("address")) names.addAll(names("address"));
        if (allows("shipping")) {
            names.addAll(List.of("shipping[name]", "shipping[phone]"));
            names.addAll(names("shipping[address]"));
        }
        if (allows("tax_id")) names.addAll(List.of(TAX_TYPE, TAX_VALUE));
        return names;
    }

    private static List<String> names(String address) {
        return ADDRESS.stream().map(name -> address + "[" + name + "]").toList();
    }

    /** What is said above the form where it is about none of its fields. */
    String general() {
        for (var each : wrong.entrySet())
            if (!names().contains(each.getKey())) return each.getValue();
        return "";
    }

    /** The parameters that change the customer; an empty value takes away what was there. */
    Map<String, String> changes() {
        var form = new LinkedHashMap<String, String>();
        for (var part : PERSON) if (allows(part.name())) form.put(part.name(), value(part.name()));
        if (allows("address")) place(form, "address", address("address", "billing "));
        if (allows("shipping")) place(form, "shipping", shipping());
        return form;
    }

    private void place(Map<String, String> form, String param, List<Part> parts) {
        boolean any = parts.stream().anyMatch(part -> !value(part.name()).isEmpty());
        if (!any) form.put(param, "");
        else
            for (var part : parts)
                if (!value(part.name()).isEmpty()) form.put(part.name(), value(part.name()));
    }

    private List<Part> shipping() {
        var parts = new ArrayList<Part>();
        parts.add(new Part("shipping[name]", "Recipient", "shipping name"));
        parts.add(new Part("shipping[phone]", "Phone of the recipient", "shipping tel"));
        parts.addAll(address("shipping[address]", "shipping "));
        return parts;
    }

    /** An address as its country writes it; a state that is known is shown everywhere. */
    private List<Part> address(String param, String section) {
        var form = form(param);
        var state = param + "[state]";
        boolean any = value(param + "[country]").isEmpty() || !value(state).isEmpty();
        var label = form.state().or(() -> any ? Optional.of("State or region") : Optional.empty());
        var parts = new ArrayList<Part>();
        parts.add(new Part(param + "[country]", "Country", section + "country"));
        parts.add(new Part(param + "[line1]", "Street", section + "address-line1"));
        parts.add(new Part(param + "[line2]", "Apartment, floor", section + "address-line2"));
        parts.add(new Part(param + "[city]", form.city(), section + "address-level2"));
        label.ifPresent(said -> parts.add(new Part(state, said, section + "address-level1")));
        form.postal()
                .ifPresent(said ->
                        parts.add(
                                new Part(param + "[postal_code]", said, section + "postal-code")));
        return parts;
    }

    private Countries.AddressForm form(String param) {
        return Countries.address(value(param + "[country]"));
    }

    // ——— as it is drawn ———

    /** The parts of the form by their titles. */
    Map<String, List<Content>> sections(Templates templates, String action) {
        var sections = new LinkedHashMap<String, List<Content>>();
        var person = new ArrayList<Content>();
        for (var part : PERSON)
            if (allows(part.name()))
                person.add(
                        part.name().equals("email")
                                ? field(part).type("email")
                                : field(part).optional());
        if (!person.isEmpty()) sections.put("You", person);
        if (allows("address"))
            sections.put("Billing address", List.of(place(templates, action, "address")));
        if (allows("shipping")) sections.put("Shipping address", recipient(templates, action));
        if (allows("tax_id")) sections.put("Tax numbers", tax());
        return sections;
    }

    private List<Content> recipient(Templates templates, String action) {
        var fields = new ArrayList<Content>();
        for (var part : shipping())
            if (!part.name().startsWith("shipping[address]")) fields.add(field(part).optional());
        fields.add(place(templates, action, "shipping[address]"));
        return fields;
    }

    /** The fields of an address, which another country exchanges for its own. */
    Content place(Templates templates, String action, String param) {
        var section = param.equals("address") ? "billing " : "shipping ";
        var street = new ArrayList<Content>();
        var area = new ArrayList<Content>();
        street.add(Kit.hidden(SHOWN + param, value(param + "[country]")));
        for (var part : address(param, section)) {
            boolean wide = part.name().endsWith("[country]") || part.name().contains("[line");
            (wide ? street : area).add(of(param, part, action));
        }
        return templates.content(
                "place.jte", Map.of("id", id(param), "street", street, "area", area));
    }

    private static String id(String param) {
        return param.equals("address") ? "details-address" : "details-shipping";
    }

    private Content of(String param, Part part, String action) {
        if (part.name().endsWith("[country]"))
            return country(part)
                    .attr("hx-post", action + "?part=" + param.replaceAll("\\[.*", ""))
                    .attr("hx-target", "#" + id(param))
                    .attr("hx-swap", "outerHTML");
        var regions = part.name().endsWith("[state]") ? form(param).regions() : List.<Region>of();
        if (regions.isEmpty()) return field(part).optional();
        var options = new ArrayList<Field.Option>();
        options.add(new Field.Option("", "Choose"));
        for (var region : regions) options.add(new Field.Option(region.code(), region.name()));
        return Kit.select(part.name(), part.label(), options)
                .value(value(part.name()))
                .autocomplete(part.autocomplete())
                .error(wrong.getOrDefault(part.name(), ""))
                .optional();
    }

    private Field field(Part part) {
        return Kit.field(part.name(), part.label())
                .value(value(part.name()))
                .autocomplete(part.autocomplete())
                .error(wrong.getOrDefault(part.name(), ""));
    }

    private Field country(Part part) {
        var countries = new ArrayList<Field.Option>();
        countries.add(new Field.Option("", "Choose"));
        for (var country : Countries.all())
            countries.add(new Field.Option(country.code(), country.name()));
        return Kit.select(part.name(), part.label(), countries)
                .value(value(part.name()))
                .autocomplete(part.autocomplete())
                .error(wrong.getOrDefault(part.name(), ""));
    }

    private List<Content> tax() {
        var fields = new ArrayList<Content>();
        numbers.forEach((id, says) -> fields.add(Kit.checkbox(GONE + id, "Remove " + says, false)));
        var kinds = new ArrayList<Field.Option>();
        kinds.add(new Field.Option("", "None"));
        for (var kind : TaxId.kinds()) kinds.add(new Field.Option(kind, kind(kind)));
        fields.add(
                Kit.select(TAX_TYPE, "Kind of a new tax number", kinds)
                        .value(value(TAX_TYPE))
                        .error(wrong.getOrDefault(TAX_TYPE, "")));
        fields.add(
                Kit.field(TAX_VALUE, "Tax number")
                        .value(value(TAX_VALUE))
                        .optional()
                        .autocomplete("off")
                        .error(wrong.getOrDefault(TAX_VALUE, "")));
        return fields;
    }

    /** What is known, for the portal's first page. */
    List<Kit.Pair> pairs() {
        var pairs = new ArrayList<Kit.Pair>();
        for (var part : PERSON)
            if (allows(part.name()) && !value(part.name()).isEmpty())
                pairs.add(new Kit.Pair(part.label(), value(part.name())));
        if (allows("address")) place(pairs, "Billing address", address("address", "billing "));
        if (allows("shipping")) place(pairs, "Shipping address", shipping());
        if (allows("tax_id"))
            numbers.values().forEach(n -> pairs.add(new Kit.Pair("Tax number", n)));
        return pairs;
    }

    private void place(List<Kit.Pair> pairs, String label, List<Part> parts) {
        var said = new ArrayList<String>();
        for (var part : parts)
            if (!value(part.name()).isEmpty() && !part.autocomplete().matches(".*(tel|country)"))
                said.add(value(part.name()));
        for (var part : parts)
            if (!value(part.name()).isEmpty() && part.autocomplete().endsWith("country"))
                said.add(Countries.name(value(part.name())));
        if (!said.isEmpty()) pairs.add(new Kit.Pair(label, String.join(", ", said)));
    }
}
