package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Countries;
import hawker.api.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a buyer typed on the page, as typed; every text may be empty until Pay.
 *
 * @param home where the bill goes, if that is asked
 * @param card the one of the saved cards that is chosen, or that another one is
 * @param keep whether the buyer wants to find the card again next time
 * @param billedElsewhere whether the bill goes to another address than the goods
 */
record Typed(
        String email,
        String name,
        String line1,
        String line2,
        String city,
        String state,
        String postalCode,
        String country,
        String phone,
        Home home,
        boolean billedElsewhere,
        Map<String, String> custom,
        TaxNumber tax,
        String individual,
        boolean terms,
        boolean promotions,
        String card,
        boolean keep) {

    /** Says that the form has a box for {@link #BILL_SAME}, which is not sent when it is empty. */
    static final String BILL_ASKED = "billing_asked";

    static final String BILL_SAME = "billing_same";

    private static final int LONGEST = 200;

    /** Why Pay was refused: the field, and what to do. */
    record Problem(String field, String says) {}

    /** An address: that of the bill, whose fields on the page have "billing_" before them. */
    record Home(
            String name,
            String line1,
            String line2,
            String city,
            String state,
            String postalCode,
            String country) {

        static final String PREFIX = "billing_";
        private static final List<String> NAMES =
                List.of("name", "line1", "line2", "city", "state", "postal_code", "country");

        Home {
            name = cut(name);
            line1 = cut(line1);
            line2 = cut(line2);
            city = cut(city);
            state = cut(state);
            postalCode = cut(postalCode);
            country = cut(country);
        }

        private List<String> values() {
            return List.of(name, line1, line2, city, state, postalCode, country);
        }

        private static Home of(Function<String, String> value) {
            return new Home(
                    value.apply("name"),
                    value.apply("line1"),
                    value.apply("line2"),
                    value.apply("city"),
                    value.apply("state"),
                    value.apply("postal_code"),
                    value.apply("country"));
        }

        private Home with(Function<String, Optional<String>> sent) {
            return of(name -> sent.apply(PREFIX + name).orElse(values().get(NAMES.indexOf(name))));
        }

        private void write(ObjectNode node) {
            for (int i = 0; i < NAMES.size(); i++) node.put(NAMES.get(i), values().get(i));
        }

        private void problems(List<Problem> problems) {
            if (name.isEmpty()) problems.add(problem("name", "Enter the name on the bill."));
            if (line1.isEmpty()) problems.add(problem("line1", "Enter the street of the bill."));
            if (city.isEmpty()) problems.add(problem("city", "Enter the city of the bill."));
            if (!Countries.exists(country))
                problems.add(problem("country", "Choose the country of the bill."));
            area(PREFIX, problems);
        }

        /** State and postal code, where the country's addresses have them. */
        private void area(String prefix, List<Problem> problems) {
            var form = Countries.address(country);
            form.stateProblem(state)
                    .ifPresent(says -> problems.add(new Problem(prefix + "state", says)));
            form.postalProblem(postalCode)
                    .ifPresent(says -> problems.add(new Problem(prefix + "postal_code", says)));
        }

        private static Problem problem(String field, String says) {
            return new Problem(PREFIX + field, says);
        }

        private JsonNode address() {
            var address = Json.object();
            for (var part : NAMES)
                if (!part.equals("name")) put(address, part, values().get(NAMES.indexOf(part)));
            return address;
        }
    }

    Typed {
        email = cut(email);
        name = cut(name);
        line1 = cut(line1);
        line2 = cut(line2);
        city = cut(city);
        state = cut(state);
        postalCode = cut(postalCode);
        country = cut(country);
        phone = cut(phone);
        individual = cut(individual);
        card = cut(card);
        var answers = new LinkedHashMap<String, String>();
        custom.forEach((key, answer) -> answers.put(key, cut(answer)));
        custom = Collections.unmodifiableMap(answers);
    }

    static String cut(String typed) {
        var line = typed.replaceAll("[\\p{Cntrl}\\s\\u00a0]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    static Typed of(Session session) {
        var typed = session.detail().path("typed");
        var email = typed.path("email").asText();
        return new Typed(
                email.isEmpty() ? Selling.knownEmail(session) : email,
                typed.path("name").asText(),
                typed.path("line1").asText(),
                typed.path("line2").asText(),
                typed.path("city").asText(),
                typed.path("state").asText(),
                typed.path("postal_code").asText(),
                typed.path("country").asText(),
                typed.path("phone").asText(),
                Home.of(name -> typed.path("home").path(name).asText()),
                typed.path("billed_elsewhere").asBoolean(),
                Questions.answers(session),
                TaxNumber.of(typed.path("tax")),
                typed.path("individual").asText(),
                typed.path("terms").asBoolean(),
                typed.path(Consents.PROMOTIONS).asBoolean(),
                typed.path(SavedCards.CHOSEN).asText(),
                typed.path(SavedCards.KEEP).asBoolean());
    }

    /** With what a form has sent; what it does not have stays. */
    Typed with(Function<String, Optional<String>> sent) {
        return new Typed(
                sent.apply("email").orElse(email),
                sent.apply("name").orElse(name),
                sent.apply("line1").orElse(line1),
                sent.apply("line2").orElse(line2),
                sent.apply("city").orElse(city),
                sent.apply("state").orElse(state),
                sent.apply("postal_code").orElse(postalCode),
                sent.apply("country").orElse(country),
                sent.apply("phone").orElse(phone),
                home.with(sent),
                sent.apply(BILL_ASKED).isPresent()
                        ? sent.apply(BILL_SAME).isEmpty()
                        : billedElsewhere,
                Questions.answers(custom, sent),
                tax.with(sent),
                sent.apply(NameCollection.FIELD).orElse(individual),
                sent.apply(Consents.TERMS).isPresent(),
                sent.apply(Consents.PROMOTIONS).isPresent(),
                sent.apply(SavedCards.CHOSEN).orElse(card),
                sent.apply(SavedCards.KEEP).isPresent());
    }

    /**
     * What the page's form sends. The state that is sent with another country than the form was
     * made for is one of the country before; where there was none, it is of the one that is sent.
     */
    static Visits.Sent sentFrom(Session before, Function<String, Optional<String>> form) {
        var typed = of(before);
        var was =
                Map.of(
                        "state",
                        typed.shownCountry(before),
                        Home.PREFIX + "state",
                        typed.home().country());
        return name -> {
            var country = was.getOrDefault(name, "");
            var field = name.replace("state", "country");
            boolean stale =
                    !country.isEmpty()
                            && form.apply(field).filter(to -> !to.equals(country)).isPresent();
            return stale ? Optional.of("") : form.apply(name);
        };
    }

    ObjectNode json() {
        var node = Json.object();
        custom.forEach(node.putObject("custom")::put);
        home.write(node.putObject("home"));
        tax.keep(node.putObject("tax"));
        return node.put("email", email)
                .put("name", name)
                .put("line1", line1)
                .put("line2", line2)
                .put("city", city)
                .put("state", state)
                .put("postal_code", postalCode)
                .put("country", country)
                .put("phone", phone)
                .put("individual", individual)
                .put("billed_elsewhere", billedElsewhere)
                .put(Consents.TERMS, terms)
                .put(Consents.PROMOTIONS, promotions)
                .put(SavedCards.CHOSEN, card)
                .put(SavedCards.KEEP, keep);
    }

    /** Where it is sent, as a form shows it. */
    Home place(Session session) {
        return new Home(name, line1, line2, city, state, postalCode, shownCountry(session));
    }

    /** Until the buyer has chosen one of the seller's countries, a form shows the first. */
    String shownCountry(Session session) {
        var choices = countries(session);
        return choices.isEmpty() || choices.contains(country) ? country : choices.getFirst();
    }

    /** What the session still wants to know. */
    List<Problem> problems(Session session) {
        var problems = new ArrayList<Problem>();
        if (!isEmail(email)) problems.add(new Problem("email", "Enter your email address."));
        if (session.body().path("shipping_address_collection").isObject()) {
            if (name.isEmpty()) problems.add(new Problem("name", "Enter the recipient's name."));
            if (line1.isEmpty()) problems.add(new Problem("line1", "Enter the street."));
            if (city.isEmpty()) problems.add(new Problem("city", "Enter the city."));
            if (!countries(session).contains(country))
                problems.add(new Problem("country", "Choose a country."));
            else place(session).area("", problems);
        }
        if (wantsHome(session) && !billsDelivery(session)) home.problems(problems);
        problems.addAll(Questions.problems(session, this));
        tax.problems(session, problems);
        NameCollection.problems(session, this, problems);
        if (wantsTerms(session) && !terms)
            problems.add(new Problem("terms", "Accept the terms to go on."));
        return problems;
    }

    static boolean isEmail(String text) {
        return text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    }

    /** Whether the seller wants the billing address. */
    static boolean wantsHome(Session session) {
        return session.body().path("billing_address_collection").asText().equals("required");
    }

    /** Whether the bill goes where the goods go: nothing is asked twice. */
    boolean billsDelivery(Session session) {
        return !countries(session).isEmpty() && !billedElsewhere;
    }

    /** Whether the form of the billing address has other fields now. */
    boolean isBilledOtherwiseThan(Typed before) {
        return billedElsewhere != before.billedElsewhere
                || !home.country().equals(before.home.country());
    }

    static boolean wantsTerms(Session session) {
        return Consents.wantsTerms(session.body());
    }

    static List<String> countries(Session session) {
        var countries = new ArrayList<String>();
        session.body()
                .path("shipping_address_collection")
                .path("allowed_countries")
                .forEach(c -> countries.add(c.asText()));
        return countries;
    }

    /** Writes it where the seller's program finds it. */
    void tell(Session session, ObjectNode body) {
        var details = SessionJson.customerDetails();
        details.put("email", email);
        if (!name.isEmpty()) details.put("name", name);
        if (Questions.wantsPhone(session) && !phone.isEmpty()) details.put("phone", phone);
        if (wantsHome(session)) {
            boolean same = billsDelivery(session);
            details.put("name", same ? name : home.name());
            details.set("address", same ? address() : home.address());
        }
        tax.tell(session, details);
        NameCollection.tell(session, this, details, body);
        body.set("customer_details", details);
        Questions.tell(body, custom);
        Consents.tell(session, this, body);
        if (session.body().path("shipping_address_collection").isObject()) tellPlace(body);
    }

    /** Writes where the goods go. */
    void tellPlace(ObjectNode body) {
        var shipping = SessionJson.collected(body).putObject("shipping_details");
        shipping.set("address", address());
        shipping.put("name", name);
    }

    private JsonNode address() {
        var address = Json.object();
        put(address, "city", city);
        put(address, "country", country);
        put(address, "line1", line1);
        put(address, "line2", line2);
        put(address, "postal_code", postalCode);
        put(address, "state", state);
        return address;
    }

    private static void put(ObjectNode node, String name, String text) {
        Json.put(node, name, Optional.of(text).filter(t -> !t.isEmpty()));
    }
}
