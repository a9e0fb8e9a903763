package hawker.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.connect.Requirements.Verdict;
import java.math.BigDecimal;
import java.util.List;

/** The person object of the API. Identity numbers are only said to be provided. */
final class PersonJson {

    private static final List<String> ROLES =
            List.of(
                    "authorizer",
                    "director",
                    "executive",
                    "legal_guardian",
                    "owner",
                    "representative");

    private PersonJson() {}

    /**
     * @param prefix how the account's requirements name the person: its id, or {@code individual}
     */
    static ObjectNode render(AccountPerson person, Verdict verdict, String prefix) {
        var told = person.details();
        var json = ConnectedJson.filled(told, "email", "first_name", "last_name", "phone");
        for (var number : List.of("id_number", "id_number_secondary", "ssn_last_4")) {
            json.put(number + "_provided", Sensitive.given(told, number));
            json.remove(number + "_check");
        }
        json.remove("documents");
        if (told.get("us_cfpb_data") instanceof ObjectNode about)
            json.set("us_cfpb_data", about(about));
        ConnectedJson.japanese(json, told);
        if (told.get("additional_tos_acceptances") instanceof ObjectNode accepted)
            json.putObject("additional_tos_acceptances")
                    .set("account", ConnectedJson.declaration(accepted.path("account")));
        json.put("id", person.id())
                .put("object", "person")
                .put("account", person.account().text())
                .put("created", Json.seconds(person.created()));
        json.set("address", ConnectedJson.address(told.path("address")));
        if (told.get("registered_address") instanceof ObjectNode registered)
            json.set("registered_address", ConnectedJson.address(registered));
        var dob = told.get("dob") instanceof ObjectNode there ? there : Json.object();
        json.set("dob", ConnectedJson.filled(dob, "day", "month", "year"));
        json.set("metadata", Json.metadata(person.metadata()));
        json.set("relationship", relationship(told.path("relationship"), person));
        json.set("requirements", RequirementsJson.ofPerson(verdict, prefix));
        json.set("future_requirements", RequirementsJson.ofPerson(nothing(), prefix));
        json.set("verification", verification(told, verdict, prefix));
        return json;
    }

    private static Verdict nothing() {
        return new Verdict(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                java.util.Map.of(),
                false,
                false,
                java.util.Optional.empty());
    }

    /** What a person said of themselves, as a bank of the United States must ask. */
    private static ObjectNode about(ObjectNode told) {
        var json =
                ConnectedJson.filled(
                        told, "ethnicity_details", "race_details", "self_identified_gender");
        for (var what : List.of("ethnicity", "race"))
            if (json.get(what + "_details") instanceof ObjectNode details)
                json.set(what + "_details", ConnectedJson.filled(details, what, what + "_other"));
        return json;
    }

    private static ObjectNode relationship(JsonNode told, AccountPerson person) {
        var json = Json.object();
        for (var role : ROLES) json.put(role, told.path(role).asBoolean());
        if (person.individual()) json.put("representative", true);
        var share = told.path("percent_ownership");
        if (share.isTextual()) json.put("percent_ownership", new BigDecimal(share.asText()));
        else json.putNull("percent_ownership");
        json.set("title", told.path("title").isTextual() ? told.get("title") : null);
        if (!json.has("title") || json.get("title").isNull()) json.putNull("title");
        return json;
    }

    private static ObjectNode verification(ObjectNode told, Verdict verdict, String prefix) {
        var json = Json.object();
        var asked = told.path("verification");
        json.set("additional_document", document(asked.path("additional_document")));
        json.set("document", document(asked.path("document")));
        var failed =
                verdict.problems().stream()
                        .filter(problem -> problem.field().startsWith(prefix + "."))
                        .findFirst();
        if (failed.isPresent())
            json.put("details", failed.get().reason()).put("details_code", failed.get().code());
        else json.putNull("details").putNull("details_code");
        boolean verified =
                failed.isEmpty()
                        && verdict.dueOf(prefix).isEmpty()
                        && verdict.pending().isEmpty()
                        && told.path("dob").hasNonNull("year");
        return json.put(
                "status",
                verified ? "verified" : verdict.pending().isEmpty() ? "unverified" : "pending");
    }

    static ObjectNode document(JsonNode told) {
        var there = told instanceof ObjectNode document ? document : Json.object();
        return ConnectedJson.filled(there, "back", "details", "details_code", "front");
    }
}
