package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is still required of an account, and what it may do. A pure rule: the same facts always give
 * the same answer, so nothing of it is stored.
 *
 * <p>It reads: whoever asks for a capability owes the whole list. What is missing is due at once
 * and is past due at once, so the capability stays inactive until it is there. What is there is
 * verified by the test values; what fails is due again, with the reason. In live mode nothing is
 * verified by itself: a complete account waits for review.
 */
final class Requirements {

    /**
     * One field that is there and wrong.
     *
     * @param code of the API's list, {@code verification_failed_keyed_identity}
     */
    record Problem(String field, String code, String reason) {}

    /** Where a capability stands. */
    enum Status {
        ACTIVE,
        INACTIVE,
        PENDING,
        UNREQUESTED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param due fields in the API's names, sorted
     * @param missing those of them that were never given
     * @param pending fields that wait for a review
     * @param capabilities asked for, and where they stand
     * @param disabledReason why something is switched off
     */
    record Verdict(
            List<String> due,
            List<String> missing,
            List<Problem> problems,
            List<String> pending,
            Map<String, Status> capabilities,
            boolean charges,
            boolean payouts,
            Optional<String> disabledReason) {

        Verdict {
            due = List.copyOf(due);
            missing = List.copyOf(missing);
            problems = List.copyOf(problems);
            pending = List.copyOf(pending);
            capabilities = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
        }

        boolean detailsSubmitted() {
            return missing.isEmpty();
        }

        /** The part of a person, in names relative to the person. */
        List<String> dueOf(String prefix) {
            return due.stream()
                    .filter(field -> field.startsWith(prefix + "."))
                    .map(field -> field.substring(prefix.length() + 1))
                    .toList();
        }
    }

    private final ConnectedAccount account;
    private final List<AccountPerson> persons;
    private final boolean hasExternal;
    private final TreeSet<String> missing = new TreeSet<>();
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    private Requirements(
            ConnectedAccount account, List<AccountPerson> persons, boolean hasExternal) {
        this.account = account;
        this.persons = persons;
        this.hasExternal = hasExternal;
    }

    static Verdict of(
            ConnectedAccount account, List<AccountPerson> persons, List<ExternalAccount> external) {
        return new Requirements(account, persons, !external.isEmpty()).verdict();
    }

    private Verdict verdict() {
        business();
        terms();
        if (account.businessType().isEmpty()) missing.add("business_type");
        if (account.isIndividual()) individual();
        else if (account.businessType().isPresent()) company();
        return judged();
    }

    private void business() {
        var profile = account.part("business_profile");
        need(profile, "business_profile", "mcc");
        if (!given(profile, "product_description")) need(profile, "business_profile", "url");
        if (!hasExternal) missing.add("external_account");
        TestValues.website(profile.path("url").asText(""))
                .ifPresent(code -> wrong("business_profile.url", code));
        TestValues.tradeName(profile.path("name").asText(""))
                .ifPresent(code -> wrong("business_profile.name", code));
        TestValues.productDescription(profile.path("product_description").asText(""))
                .ifPresent(code -> wrong("business_profile.product_description", code));
        var descriptor = account.part("settings").path("payments").path("statement_descriptor");
        TestValues.descriptor(descriptor.asText(""))
                .ifPresent(code -> wrong("settings.payments.statement_descriptor", code));
    }

    private void terms() {
        var terms = account.part("tos_acceptance");
        need(terms, "tos_acceptance", "date");
        need(terms, "tos_acceptance", "ip");
    }

    private void individual() {
        var self = persons.stream().filter(AccountPerson::individual).findFirst();
        if (self.isEmpty()) nobody("individual");
        else person(self.get(), "individual");
    }

    private void company() {
        var company = account.part("company");
        need(company, "company", "name");
        need(company, "company", "phone");
        needAddress(company, "company");
        if (!Sensitive.given(company, "tax_id")) missing.add("company.tax_id");
        for (var role : List.of("owners", "directors", "executives"))
            if (!company.path(role + "_provided").asBoolean())
                missing.add("company." + role + "_provided");
        identity(company);
        if (persons.stream().noneMatch(AccountPerson::isRepresentative)) nobody("representative");
        for (var person : persons) person(person, person.id());
    }

    /** Papers prove what registers do not know, but not a name that nobody may have. */
    private void identity(ObjectNode company) {
        var papers = account.part("documents");
        boolean proven = Papers.proveCompany(company, papers);
        if (!proven && Papers.front(company, "document").isPresent())
            wrong("company.verification.document", "verification_document_failed_other");
        if (!proven && Sensitive.failed(company, "tax_id", Sensitive.Check.MISMATCH))
            wrong("company.tax_id", "verification_failed_tax_id_match");
        if (!proven && Sensitive.failed(company, "tax_id", Sensitive.Check.NOT_ISSUED))
            wrong("company.tax_id", "verification_failed_tax_id_not_issued");
        TestValues.companyName(company.path("name").asText(""))
                .filter(code -> !proven || code.startsWith("invalid_"))
                .ifPresent(code -> wrong("company.name", code));
        if (!Papers.prove(papers, "proof_of_address")
                && !TestValues.addressMatches(company.path("address").path("line1").asText("")))
            wrong("company.address.line1", "verification_failed_address_match");
    }

    /** Everything about somebody who is not there yet. */
    private void nobody(String prefix) {
        for (var field : List.of("first_name", "last_name", "email", "phone"))
            missing.add(prefix + "." + field);
        for (var field : List.of("day", "month", "year")) missing.add(prefix + ".dob." + field);
        for (var field : List.of("line1", "city", "postal_code"))
            missing.add(prefix + ".address." + field);
        missing.add(prefix + "." + idField());
    }

    private String idField() {
        return account.country().equals("US") ? "ssn_last_4" : "id_number";
    }

    private void person(AccountPerson person, String prefix) {
        var details = person.details();
        need(details, prefix, "first_name");
        need(details, prefix, "last_name");
        if (!person.isRepresentative() && !person.is("owner")) {
            director(person, prefix);
            return;
        }
        need(details, prefix, "email");
        if (person.isRepresentative()) need(details, prefix, "phone");
        needAddress(details, prefix);
        for (var part : List.of("day", "month", "year"))
            if (!details.path("dob").hasNonNull(part)) missing.add(prefix + ".dob." + part);
        if (!Sensitive.given(details, "id_number") && !Sensitive.given(details, "ssn_last_4"))
            missing.add(prefix + "." + idField());
        director(person, prefix);
        identity(person, prefix);
    }

    private void director(AccountPerson person, String prefix) {
        if (person.is("director"))
            TestValues.director(person.text("first_name"))
                    .ifPresent(code -> wrong(prefix + ".first_name", code));
    }

    /** A good document wins over everything that numbers and names said. */
    private void identity(AccountPerson person, String prefix) {
        var details = person.details();
        var front = Papers.front(details, "document");
        var papers = details.get("documents") instanceof ObjectNode told ? told : Json.object();
        boolean passport = Papers.prove(papers, "passport") || Papers.prove(papers, "visa");
        if (!passport && front.isPresent() && !TestValues.documentVerifies(front.get()))
            wrong(prefix + ".verification.document", "verification_document_failed_other");
        boolean proven = passport || front.map(TestValues::documentVerifies).orElse(false);
        boolean bornKnown = details.path("dob").hasNonNull("year");
        if (!proven && bornKnown && !TestValues.birthMatches(born(details)))
            wrong(prefix + ".verification.document", "verification_failed_keyed_identity");
        for (var field : List.of("id_number", "ssn_last_4"))
            if (!proven && Sensitive.failed(details, field, Sensitive.Check.MISMATCH))
                wrong(prefix + "." + field, "verification_failed_id_number_match");
        boolean lives =
                Papers.front(details, "additional_document")
                        .map(TestValues::documentVerifies)
                        .orElse(false);
        if (!lives && !TestValues.addressMatches(details.path("address").path("line1").asText("")))
            wrong(
                    prefix + ".verification.additional_document",
                    "verification_failed_residential_address");
    }

    private static String born(ObjectNode details) {
        var dob = details.path("dob");
        return "%04d-%02d-%02d"
                .formatted(
                        dob.path("year").asInt(),
                        dob.path("month").asInt(),
                        dob.path("day").asInt());
    }

    private void needAddress(ObjectNode of, String prefix) {
        for (var field : List.of("line1", "city", "postal_code"))
            if (of.path("address").path(field).asText("").isEmpty())
                missing.add(prefix + ".address." + field);
    }

    private void need(ObjectNode in, String prefix, String field) {
        if (!given(in, field)) missing.add(prefix + "." + field);
    }

    private static boolean given(ObjectNode in, String field) {
        return in.hasNonNull(field) && !in.get(field).asText().isEmpty();
    }

    private void wrong(String field, String code) {
        problems.putIfAbsent(
                field, new Problem(field, code, code.replace('_', ' ') + ": please correct it."));
    }

    private Verdict judged() {
        var asked = Capabilities.requested(account);
        var due = new TreeSet<String>();
        if (!asked.isEmpty()) {
            due.addAll(missing);
            due.addAll(problems.keySet());
        }
        boolean complete = due.isEmpty();
        boolean waits = complete && account.id().livemode();
        var status = complete ? (waits ? Status.PENDING : Status.ACTIVE) : Status.INACTIVE;
        if (account.rejected().isPresent()) status = Status.INACTIVE;
        var capabilities = new LinkedHashMap<String, Status>();
        for (var name : asked) capabilities.put(name, ofCapability(name, status));
        boolean active = status == Status.ACTIVE;
        boolean charges = active && asked.stream().anyMatch(Capabilities::takesPayments);
        boolean paid = active || (complete && !waits && account.paysOutRejected());
        boolean payouts = paid && !asked.isEmpty() && hasExternal;
        return new Verdict(
                new ArrayList<>(due),
                new ArrayList<>(missing),
                asked.isEmpty() ? List.of() : new ArrayList<>(problems.values()),
                waits && !asked.isEmpty() ? List.of(reviewed()) : List.of(),
                capabilities,
                charges,
                payouts,
                reason(complete, waits));
    }

    /**
     * An account with a dashboard of its own may be sent money from the beginning in test mode:
     * Stripe's own fixtures open one and send at once. What is wrong with it still stops it.
     */
    private Status ofCapability(String name, Status status) {
        boolean atOnce =
                name.equals("transfers")
                        && account.controller().equals(Controller.STANDARD)
                        && !account.id().livemode()
                        && problems.isEmpty()
                        && account.rejected().isEmpty();
        return atOnce ? Status.ACTIVE : status;
    }

    private String reviewed() {
        return account.isIndividual()
                ? "individual.verification.document"
                : "company.verification.document";
    }

    private Optional<String> reason(boolean complete, boolean waits) {
        if (account.rejected().isPresent())
            return Optional.of("rejected." + account.rejected().get());
        if (!complete) return Optional.of("requirements.past_due");
        return waits ? Optional.of("under_review") : Optional.empty();
    }
}
