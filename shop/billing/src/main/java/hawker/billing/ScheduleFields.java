package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.Customer;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of schedules beside their phases. */
final class ScheduleFields {

    /** What counts where a phase says nothing. */
    static final String SETTINGS = "default_settings";

    private static final List<String> SHARED =
            List.of("application_fee_percent", "on_behalf_of", "transfer_data");

    private static final String INVOICES = "invoice_settings";

    /** What invoices say where nothing else is said. */
    private static final String[] SAID = {Buyers.SELLERS, "custom_fields", "description", "footer"};

    /** Of invoices that are sent, where nothing else is said (docs). */
    private static final int DAYS_UNTIL_DUE = 30;

    /** Whether a phase begins a new period. */
    static final Param ANCHOR = Param.oneOf("billing_cycle_anchor", "automatic", "phase_start");

    /** How invoices of a phase, or of all of them, are made. */
    static final Param OF_PHASES =
            InvoiceFields.settings(
                    InvoiceFields.OF_SUBSCRIPTIONS.plus(Param.integer("days_until_due", 0, 3650)));

    static final Param DEFAULTS =
            Param.hash(
                    SETTINGS,
                    Shape.of(ShareTerms.recurring())
                            .plus(
                                    InvoiceFields.AUTOMATIC_TAX,
                                    Param.oneOf(
                                            "collection_method",
                                            "charge_automatically",
                                            "send_invoice"),
                                    ANCHOR,
                                    Thresholds.OF_SUBSCRIPTION,
                                    Param.id("default_payment_method"),
                                    Param.text("description", 500).nullable(),
                                    OF_PHASES)
                            .params()
                            .toArray(Param[]::new));

    /**
     * How long before its end a schedule is told of. The documentation says seven days; the
     * scenario of the command line tool counts on more than nine.
     */
    private static final Duration WARNING = Duration.ofDays(10);

    private ScheduleFields() {}

    static List<ObjectNode> phases(ObjectNode body) {
        return JsonFields.objects(body.path("phases"));
    }

    static Instant end(ObjectNode phase) {
        return JsonFields.time(phase, "end_date").orElseThrow();
    }

    static Instant start(ObjectNode phase) {
        return JsonFields.time(phase, "start_date").orElseThrow();
    }

    /** Writes down when something has to be done about a schedule next. */
    static void plan(ObjectNode body, ObjectNode detail) {
        var phases = phases(body);
        detail.remove("due");
        switch (body.path("status").asText()) {
            case "not_started" -> detail.put("due", Json.seconds(start(phases.getFirst())));
            case "active" -> {
                var boundary =
                        JsonFields.time(body.path("current_phase"), "end_date").orElseThrow();
                var warning = end(phases.getLast()).minus(WARNING);
                boolean warned = detail.path("warned").asBoolean();
                boolean first = !warned && warning.isBefore(boundary);
                detail.put("due", Json.seconds(first ? warning : boundary));
            }
            default -> {}
        }
    }

    static void current(ObjectNode body, ObjectNode phase) {
        var current = body.putObject("current_phase");
        current.set("end_date", phase.path("end_date"));
        current.set("start_date", phase.path("start_date"));
    }

    static Optional<ObjectNode> running(Document schedule) {
        var start = schedule.body().path("current_phase").path("start_date");
        return phases(schedule.body()).stream()
                .filter(phase -> phase.path("start_date").equals(start))
                .findFirst();
    }

    /** A new schedule without phases. */
    static ObjectNode blank(Customer customer) {
        var body =
                JsonFields.nulls(
                        Json.object(),
                        "application",
                        "canceled_at",
                        "completed_at",
                        "current_phase",
                        "customer_account",
                        "released_at",
                        "released_subscription",
                        "subscription");
        body.putObject("billing_mode").put("type", "classic").putNull("flexible");
        body.put("customer", customer.id().text());
        var settings =
                JsonFields.nulls(
                        body.putObject(SETTINGS),
                        "application_fee_percent",
                        "billing_thresholds",
                        "default_payment_method",
                        "description",
                        "on_behalf_of",
                        "transfer_data");
        settings.put("billing_cycle_anchor", "automatic");
        settings.put("collection_method", "charge_automatically");
        var invoices =
                JsonFields.nulls(
                        settings.putObject("invoice_settings"),
                        "account_tax_ids",
                        "custom_fields",
                        "days_until_due",
                        "description",
                        "footer");
        invoices.putObject("issuer").put("type", "self");
        body.putObject("metadata");
        body.putArray("pause_schedules");
        body.putArray("phases");
        return Json.put(body, "test_clock", customer.testClock());
    }

    /** Where phases of a subscription's schedule say nothing, what the subscription says counts. */
    static void usual(ObjectNode body, ObjectNode subscription) {
        var settings = JsonFields.object(body, SETTINGS);
        settings.set("collection_method", subscription.path("collection_method"));
        for (var name : SHARED) settings.set(name, subscription.path(name).deepCopy());
        var invoices = JsonFields.object(settings, INVOICES);
        invoices.set("days_until_due", subscription.path("days_until_due"));
        InvoiceFields.apply(invoices, subscription.path(INVOICES));
        if (subscription.path(INVOICES).path("issuer").isObject())
            invoices.set("issuer", subscription.path(INVOICES).path("issuer").deepCopy());
    }

    /** Writes {@code default_settings}. */
    static void defaults(Tx tx, Buyers buyers, ObjectNode body, Customer customer, Params params) {
        var sent = params.hash(SETTINGS);
        if (sent.isEmpty()) return;
        var settings = JsonFields.object(body, SETTINGS);
        InvoiceFields.checkTax(sent.get());
        JsonFields.texts(
                settings, sent.get(), "billing_cycle_anchor", "collection_method", "description");
        Thresholds.ofSubscription(settings, sent.get());
        invoices(settings, sent.get());
        sent.get()
                .text("default_payment_method")
                .map(id -> buyers.own(tx, customer, id, "default_settings[default_payment_method]"))
                .ifPresent(m -> settings.put("default_payment_method", m.id().text()));
        var account = customer.account();
        show(shares(body, Json.object(), account).changed(sent.get(), account), settings, account);
    }

    /** Writes what is shared into a phase or the defaults, which name no application. */
    static void show(ShareTerms shares, ObjectNode into, AccountId account) {
        shares.show(into, account);
        into.remove("application");
    }

    /**
     * What of the payments of a phase goes to others: as the phase says, else as the schedule does.
     *
     * @param phase empty: what the schedule says
     */
    static ShareTerms shares(ObjectNode schedule, JsonNode phase, AccountId account) {
        var said = Json.object();
        said.set("application", schedule.path("application"));
        for (var name : SHARED) {
            boolean own = phase.hasNonNull(name);
            said.set(name, own ? phase.path(name) : schedule.path(SETTINGS).path(name));
        }
        return ShareTerms.shown(said, account);
    }

    /** The terms that a request makes of each part of a schedule, for whoever checks accounts. */
    static List<ShareTerms> shares(ObjectNode schedule, Params params, AccountId account) {
        var before = shares(schedule, Json.object(), account);
        var usual = params.hash(SETTINGS).map(d -> before.changed(d, account)).orElse(before);
        var terms = new ArrayList<ShareTerms>();
        terms.add(usual);
        for (var phase : params.hashes("phases")) terms.add(usual.changed(phase, account));
        return terms;
    }

    /** Whether a phase begins a new period, as it says or the schedule does. */
    static boolean beginsAnew(Document schedule, JsonNode phase) {
        var name = "billing_cycle_anchor";
        var said = JsonFields.text(phase, name);
        return said.or(() -> JsonFields.text(schedule.body().path(SETTINGS), name))
                .filter("phase_start"::equals)
                .isPresent();
    }

    /** Writes {@code invoice_settings} into a phase or the defaults. */
    static void invoices(ObjectNode into, Params params) {
        var said = params.hash(INVOICES);
        if (said.isEmpty()) return;
        var settings =
                into.path(INVOICES).isObject()
                        ? JsonFields.object(into, INVOICES)
                        : JsonFields.nulls(
                                into.putObject(INVOICES),
                                "account_tax_ids",
                                "custom_fields",
                                "days_until_due",
                                "description",
                                "footer",
                                "issuer");
        said.get().integer("days_until_due").ifPresent(d -> settings.put("days_until_due", d));
        InvoiceFields.ofSubscription(settings, said.get());
    }

    /** Writes all but the items into a subscription's body. */
    static void describe(ObjectNode body, Document schedule, ObjectNode phase) {
        said(schedule, phase, "description").ifPresent(text -> body.put("description", text));
        said(schedule, phase, "default_payment_method")
                .ifPresent(method -> body.put("default_payment_method", method));
        said(schedule, phase, "collection_method")
                .ifPresent(how -> collected(body, how, days(schedule, phase)));
        if (!phase.path("default_tax_rates").isEmpty())
            body.set("default_tax_rates", phase.path("default_tax_rates").deepCopy());
        if (!phase.path("metadata").isEmpty())
            body.set("metadata", phase.path("metadata").deepCopy());
        var account = schedule.account();
        shares(schedule.body(), phase, account).show(body, account);
        var settings = JsonFields.object(body, INVOICES);
        var ways = List.of(schedule.body().path(SETTINGS).path(INVOICES), phase.path(INVOICES));
        if (PhaseTerms.speaks(schedule)) JsonFields.nulls(settings, SAID);
        for (var from : ways) {
            InvoiceFields.apply(settings, from);
            if (from.path("issuer").isObject())
                settings.set("issuer", from.path("issuer").deepCopy());
        }
    }

    private static Optional<String> said(Document schedule, ObjectNode phase, String name) {
        return JsonFields.text(phase, name)
                .or(() -> JsonFields.text(schedule.body().path("default_settings"), name));
    }

    private static void collected(ObjectNode body, String how, Optional<Long> days) {
        body.put("collection_method", how);
        if (!how.equals("send_invoice")) body.putNull("days_until_due");
        else if (days.isPresent()) body.put("days_until_due", days.get());
        else if (!body.path("days_until_due").isNumber())
            body.put("days_until_due", DAYS_UNTIL_DUE);
    }

    /** As the phase says, else the schedule. */
    private static Optional<Long> days(Document schedule, ObjectNode phase) {
        var name = "/" + INVOICES + "/days_until_due";
        return Stream.of(phase.at(name), schedule.body().at("/default_settings" + name))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .findFirst();
    }

    /** What runs already stays; its end may move, but not into the past. */
    static void checkPast(Document schedule, ObjectNode body, Instant now) {
        if (!schedule.is("active")) return;
        var current =
                JsonFields.time(schedule.body().path("current_phase"), "start_date").orElseThrow();
        for (var phase : phases(body)) {
            if (!JsonFields.time(phase, "start_date").orElseThrow().equals(current)) continue;
            if (!JsonFields.time(phase, "end_date").orElseThrow().isAfter(now)) break;
            var running = JsonFields.object(body, "current_phase");
            running.set("end_date", phase.path("end_date"));
            return;
        }
        throw ApiError.parameterInvalid(
                "phases", "The current phase must be among the phases, and end in the future.");
    }
}
