package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Tx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what an account's people typed on the page into the account. The names are those of the
 * requirements: {@code company.address.city}, {@code representative.dob.day}.
 */
final class Filling {

    static final String ROUTING = "external_account.routing_number";
    static final String NUMBER = "external_account.account_number";
    static final String TERMS = "tos_acceptance";

    private final ConnectSql sql;
    private final BelongingsSql belongings;
    private final Externals externals;
    private final Ids ids;
    private final Clock clock;

    Filling(ConnectSql sql, BelongingsSql belongings, Externals externals, Ids ids, Clock clock) {
        this.sql = sql;
        this.belongings = belongings;
        this.externals = externals;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes the values, of which none is empty.
     *
     * @param from whose browser sent them, which stands behind the acceptance of terms
     * @throws ApiError naming the field that cannot be
     */
    void fill(Tx tx, Whole whole, Map<String, String> values, String from) {
        var details = whole.account().details().deepCopy();
        var type = whole.account().businessType();
        var people = new TreeMap<String, Map<String, String>>();
        for (var value : values.entrySet()) {
            var name = value.getKey();
            if (name.equals("business_type")) type = Optional.of(value.getValue());
            else if (name.equals(TERMS)) accept(details, from);
            else if (name.startsWith("business_profile.") || name.startsWith("company."))
                put(details, name, name, value.getValue());
            else if (!name.startsWith("external_account.")) person(people, value);
        }
        if (details.get("company") instanceof ObjectNode company)
            Sensitive.forget(company, "tax_id");
        var was = whole.account();
        var now = was.with(was.currency(), was.email(), type, details, was.metadata());
        sql.update(now.id(), tx, now);
        people.forEach((who, told) -> person(tx, whole, who, told));
        if (values.containsKey(NUMBER))
            externals.add(
                    tx,
                    whole,
                    externals.typed(now, values.getOrDefault(ROUTING, ""), values.get(NUMBER)));
    }

    private void accept(ObjectNode details, String from) {
        details.putObject("tos_acceptance").put("date", Json.seconds(clock.now())).put("ip", from);
    }

    private static void person(
            Map<String, Map<String, String>> people, Map.Entry<String, String> value) {
        int dot = value.getKey().indexOf('.');
        if (dot < 0) return;
        people.computeIfAbsent(value.getKey().substring(0, dot), who -> new LinkedHashMap<>())
                .put(value.getKey().substring(dot + 1), value.getValue());
    }

    private void person(Tx tx, Whole whole, String who, Map<String, String> told) {
        var id = whole.account().id();
        boolean self = who.equals("individual");
        var known = self ? whole.individual() : whole.person(who);
        var details = known.map(person -> person.details().deepCopy()).orElseGet(Json::object);
        told.forEach((field, value) -> put(details, field, who + "." + field, value));
        Sensitive.forget(details, "id_number", "ssn_last_4");
        if (known.isPresent()) {
            belongings.update(id, tx, known.get().with(details, known.get().metadata()));
            return;
        }
        if (!self) details.withObject("/relationship").put("representative", true);
        belongings.insert(
                id,
                tx,
                new AccountPerson(
                        ids.ordinary("person", id), id, 1, self, details, Map.of(), clock.now()));
    }

    /** Puts a value at its place; days, months and years are numbers, what was ticked is true. */
    private static void put(ObjectNode details, String place, String name, String value) {
        var path = place.split("\\.");
        var node = details;
        for (int i = 0; i < path.length - 1; i++)
            node = node.get(path[i]) instanceof ObjectNode there ? there : node.putObject(path[i]);
        var last = path[path.length - 1];
        if (last.endsWith("_provided")) node.put(last, true);
        else if (name.contains("dob.")) node.put(last, number(name, value));
        else node.put(last, value);
    }

    private static int number(String name, String value) {
        if (!value.matches("[0-9]{1,4}"))
            throw ApiError.parameterInvalid(name, "Please write it as a number.");
        return Integer.parseInt(value);
    }
}
