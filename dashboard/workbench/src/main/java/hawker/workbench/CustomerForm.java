package hawker.workbench;

import gg.jte.Content;
import hawker.accounts.Countries;
import hawker.look.Field;
import hawker.look.Kit;
import hawker.web.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A customer as it stands in the fields of a form, right or wrong. What is right is decided by the
 * API; here is only what the form itself may get wrong.
 *
 * @param texts by the API's names: {@code email}, {@code address[city]}
 * @param metadata rows of a name and a value, in the form's order
 */
record CustomerForm(Map<String, String> texts, List<Row> metadata) {

    private static final List<String> OWN = List.of("name", "email", "phone", "description");

    private static final List<String> ADDRESS =
            List.of("line1", "line2", "city", "state", "postal_code", "country");

    /** Rows for more metadata under those there are. */
    private static final int FREE_ROWS = 2;

    private static final int MOST_ROWS = 50;

    record Row(String name, String value) {}

    CustomerForm {
        texts = Map.copyOf(texts);
        metadata = List.copyOf(metadata);
    }

    static CustomerForm blank() {
        return new CustomerForm(Map.of(), List.of());
    }

    static CustomerForm of(Thing customer) {
        var texts = new HashMap<String, String>();
        for (var field : OWN) texts.put(field, customer.text(field));
        for (var part : ADDRESS) texts.put(address(part), customer.text("address." + part));
        var rows = new ArrayList<Row>();
        customer.fields("metadata").forEach((name, value) -> rows.add(new Row(name, value)));
        return new CustomerForm(texts, rows);
    }

    static CustomerForm of(Request request) {
        var texts = new HashMap<String, String>();
        for (var field : names()) texts.put(field, request.formParam(field).orElse("").strip());
        var rows = new ArrayList<Row>();
        for (int i = 0; i < MOST_ROWS; i++) {
            var name = request.formParam("meta-name-" + i).orElse("").strip();
            var value = request.formParam("meta-value-" + i).orElse("").strip();
            if (!name.isEmpty() || !value.isEmpty()) rows.add(new Row(name, value));
        }
        return new CustomerForm(texts, rows);
    }

    private static String address(String part) {
        return "address[" + part + "]";
    }

    /** All fields but metadata, in the form's order. */
    static List<String> names() {
        var names = new ArrayList<>(OWN);
        ADDRESS.forEach(part -> names.add(address(part)));
        return names;
    }

    String text(String field) {
        return texts.getOrDefault(field, "");
    }

    /** What the form itself got wrong, by its fields. */
    Map<String, String> problems() {
        var wrong = new HashMap<String, String>();
        if (text("name").isEmpty() && text("email").isEmpty())
            wrong.put("name", "Enter a name or an e-mail address.");
        var seen = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < metadata.size(); i++) {
            var row = metadata.get(i);
            if (row.name.isEmpty()) wrong.put("meta-name-" + i, "Name what this value is.");
            else if (seen.put(row.name, i) != null)
                wrong.put("meta-name-" + i, "There is another value of this name.");
        }
        return wrong;
    }

    /** What is asked of the API for somebody new. */
    Query created() {
        var query = Query.NONE;
        for (var field : names()) query = query.with(field, text(field));
        for (var row : metadata) query = query.with(metadata(row.name), row.value);
        return query;
    }

    /** What is asked of the API to make somebody what stands here; what is empty is taken away. */
    Query changed(Thing before) {
        var query = Query.NONE;
        for (var field : OWN) query = query.sent(field, text(field));
        query = address(query, before);
        var now = new HashMap<String, String>();
        for (var row : metadata) now.put(row.name, row.value);
        for (var name : before.fields("metadata").keySet())
            if (!now.containsKey(name)) query = query.sent(metadata(name), "");
        for (var row : metadata) query = query.sent(metadata(row.name), row.value);
        return query;
    }

    private Query address(Query query, Thing before) {
        boolean none = ADDRESS.stream().allMatch(part -> text(address(part)).isEmpty());
        boolean was = ADDRESS.stream().anyMatch(p -> before.maybe("address." + p).isPresent());
        if (none) return was ? query.sent("address", "") : query;
        var sent = query;
        for (var part : ADDRESS) sent = sent.sent(address(part), text(address(part)));
        return sent;
    }

    private static String metadata(String name) {
        return "metadata[" + name + "]";
    }

    /** Who they are. */
    List<Content> person(Map<String, String> wrong) {
        return List.of(
                field("name", "Name", wrong).autocomplete("off"),
                field("email", "E-mail", wrong).type("email").autocomplete("off"),
                field("phone", "Phone", wrong).type("tel").autocomplete("off"),
                field("description", "Description", wrong)
                        .hint("For you alone: customers do not see it.")
                        .autocomplete("off"));
    }

    /** Where they live. */
    List<Content> home(Map<String, String> wrong) {
        var countries = new ArrayList<Field.Option>();
        countries.add(new Field.Option("", "None"));
        for (var each : Countries.all()) countries.add(new Field.Option(each.code(), each.name()));
        var country = address("country");
        return List.of(
                field(address("line1"), "Street and number", wrong).autocomplete("off"),
                field(address("line2"), "Flat, floor", wrong).autocomplete("off"),
                field(address("city"), "City", wrong).autocomplete("off"),
                field(address("state"), "State", wrong).autocomplete("off"),
                field(address("postal_code"), "Postal code", wrong).autocomplete("off"),
                Kit.select(country, "Country", countries)
                        .optional()
                        .value(text(country))
                        .error(wrong.getOrDefault(country, "")));
    }

    private Field field(String name, String label, Map<String, String> wrong) {
        return Kit.field(name, label)
                .optional()
                .value(text(name))
                .error(wrong.getOrDefault(name, ""));
    }

    /** Pairs of fields, with some for more. */
    List<List<Content>> rows(Map<String, String> wrong) {
        var shown = new ArrayList<List<Content>>();
        for (int i = 0; i < Math.min(metadata.size() + FREE_ROWS, MOST_ROWS); i++) {
            var row = i < metadata.size() ? metadata.get(i) : new Row("", "");
            shown.add(
                    List.of(
                            half("meta-name-", "Name", i, row.name, wrong),
                            half("meta-value-", "Value", i, row.value, wrong)));
        }
        return shown;
    }

    private static Content half(
            String name, String label, int number, String value, Map<String, String> wrong) {
        return Kit.field(name + number, label + " " + (number + 1))
                .optional()
                .value(value)
                .autocomplete("off")
                .error(wrong.getOrDefault(name + number, ""));
    }
}
