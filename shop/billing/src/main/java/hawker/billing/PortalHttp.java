package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;

/** {@code /v1/billing_portal}: how the portal is set up, and keys to it for one customer. */
final class PortalHttp {

    private static final String CONFIGURATIONS = "/v1/billing_portal/configurations";
    private static final String ONE = CONFIGURATIONS + "/{id}";
    private static final String SESSIONS = "/v1/billing_portal/sessions";

    private static final Param PROFILE =
            Param.hash(
                    "business_profile",
                    Param.text("headline", 60).nullable(),
                    Param.text("privacy_policy_url", 2048),
                    Param.text("terms_of_service_url", 2048));

    private static final Param FEATURES =
            Param.hash(
                    "features",
                    Param.hash("invoice_history", Param.flag("enabled").required()),
                    Param.hash("payment_method_update", Param.flag("enabled").required()),
                    Param.hash(
                            "subscription_cancel",
                            Param.flag("enabled").required(),
                            Param.oneOf("mode", "at_period_end", "immediately"),
                            SubscriptionParams.PRORATION));

    private static final Shape UPDATE =
            Shape.of(
                    Param.flag("active"),
                    PROFILE,
                    Param.text("default_return_url", 2048).nullable(),
                    FEATURES,
                    Param.metadata(),
                    Param.text("name", 500).nullable());

    private static final Shape CREATE =
            Shape.of(
                    PROFILE,
                    Param.text("default_return_url", 2048),
                    FEATURES.required(),
                    Param.metadata(),
                    Param.text("name", 500));

    private static final Shape LIST =
            Shape.of(Param.paging(), Param.flag("active"), Param.flag("is_default"));

    private static final Shape SESSION =
            Shape.of(
                    Param.id("configuration"),
                    Param.id("customer").required(),
                    Param.text("locale", 10),
                    Param.text("return_url", 2048));

    private final Documents documents;
    private final Buyers buyers;
    private final String origin;

    PortalHttp(Documents documents, Buyers buyers, String origin) {
        this.documents = documents;
        this.buyers = buyers;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(CONFIGURATIONS, CREATE, this::create),
                Operation.get(CONFIGURATIONS, LIST, this::list),
                Operation.get(
                        ONE,
                        Shape.of(),
                        call -> InvoicesHttp.shown(documents.named(call, Kind.CONFIGURATION))),
                Operation.post(ONE, UPDATE, this::update),
                Operation.post(SESSIONS, SESSION, this::session));
    }

    private Answer create(Call call) {
        return call.write(tx -> {
            var body = blank(false);
            fill(body, call.params());
            var made = put(tx, call.account(), body, Json.object());
            documents.tell(tx, made, Cause.of(call), "billing_portal.configuration.created");
            return InvoicesHttp.shown(made);
        });
    }

    private Document put(Tx tx, AccountId account, ObjectNode body, ObjectNode detail) {
        var id = documents.newId(account, Kind.CONFIGURATION);
        body.put("updated", Json.seconds(documents.now()));
        return documents.put(tx, account, Kind.CONFIGURATION, id, documents.now(), body, detail);
    }

    private static ObjectNode blank(boolean usual) {
        var body = JsonFields.nulls(Json.object(), "application", "default_return_url", "name");
        body.put("active", true);
        JsonFields.nulls(
                body.putObject("business_profile"),
                "headline",
                "privacy_policy_url",
                "terms_of_service_url");
        var features = body.putObject("features");
        features.putObject("customer_update").put("enabled", false).putArray("allowed_updates");
        features.putObject("invoice_history").put("enabled", usual);
        features.putObject("payment_method_update")
                .put("enabled", false)
                .putNull("payment_method_configuration");
        var cancel = features.putObject("subscription_cancel");
        var reason = cancel.putObject("cancellation_reason").put("enabled", false);
        reason.putNull("feedback_options").putArray("options");
        cancel.put("enabled", usual).put("mode", "at_period_end").put("proration_behavior", "none");
        var pause = features.putObject("subscription_pause").put("enabled", false);
        pause.putObject("duration").put("type", "indefinite").putArray("interval_options");
        var update = features.putObject("subscription_update").put("enabled", false);
        update.putNull("billing_cycle_anchor");
        update.putArray("default_allowed_updates");
        update.put("proration_behavior", "none");
        update.putArray("products");
        update.putObject("schedule_at_period_end").putArray("conditions");
        update.put("trial_update_behavior", "end_trial");
        body.put("is_default", usual);
        body.putObject("login_page").put("enabled", false).putNull("url");
        body.putObject("metadata");
        return body;
    }

    private static void fill(ObjectNode body, Params params) {
        params.flag("active").ifPresent(flag -> body.put("active", flag));
        params.hash("business_profile")
                .ifPresent(p -> p.mergeInto(JsonFields.object(body, "business_profile")));
        params.hash("features").ifPresent(f -> f.mergeInto(JsonFields.object(body, "features")));
        JsonFields.texts(body, params, "default_return_url", "name");
        JsonFields.metadata(body, params);
    }

    private Answer update(Call call) {
        return call.write(tx -> {
            var before = documents.held(tx, call.account(), Kind.CONFIGURATION, call.path("id"));
            var body = before.body().deepCopy();
            fill(body, call.params());
            if (!body.equals(before.body())) body.put("updated", Json.seconds(documents.now()));
            if (body.path("is_default").asBoolean() && !body.path("active").asBoolean())
                throw ApiError.parameterInvalid(
                        "active", "The default configuration stays active.");
            var after = documents.change(tx, before, body, before.detail());
            documents.changed(
                    tx, before, after, Cause.of(call), "billing_portal.configuration.updated");
            return InvoicesHttp.shown(after);
        });
    }

    private Answer list(Call call) {
        var like = Json.object();
        for (var name : new String[] {"active", "is_default"})
            call.params().flag(name).ifPresent(flag -> like.put(name, flag));
        var wanted = DocumentsSql.Wanted.of(like);
        return Lists.answer(
                CONFIGURATIONS,
                documents.list(call.account(), Kind.CONFIGURATION, wanted, call.page()));
    }

    private Answer session(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var account = call.account();
            var customer = buyers.held(tx, account, params.requiredText("customer"));
            var configuration =
                    params.text("configuration")
                            .map(id -> configuration(tx, account, id))
                            .orElseGet(() -> usual(tx, account, Cause.of(call)));
            var id = documents.newId(account, Kind.PORTAL_SESSION);
            var token = documents.token();
            var body =
                    JsonFields.nulls(
                            Json.object(), "customer_account", "flow", "locale", "on_behalf_of");
            body.put("configuration", configuration.id());
            body.put("customer", customer.id().text());
            JsonFields.texts(body, params, "locale");
            var back =
                    params.text("return_url")
                            .or(() -> JsonFields.text(configuration.body(), "default_return_url"));
            Json.put(body, "return_url", back);
            body.put("url", origin + PortalPages.path(id, token));
            var detail = Json.object().put("token", token);
            var made =
                    documents.put(
                            tx, account, Kind.PORTAL_SESSION, id, documents.now(), body, detail);
            documents.tell(tx, made, Cause.of(call), "billing_portal.session.created");
            return InvoicesHttp.shown(made);
        });
    }

    private Document configuration(Tx tx, AccountId account, String id) {
        return documents
                .find(tx, account, Kind.CONFIGURATION, id)
                .filter(c -> c.body().path("active").asBoolean())
                .orElseThrow(() -> ApiError.missingReference("configuration", id, "configuration"));
    }

    /** The one that counts when none is named; made with the first session. */
    private Document usual(Tx tx, AccountId account, Cause cause) {
        return documents
                .ofFact(tx, account, "default configuration")
                .orElseGet(() -> {
                    var detail = Json.object().put("fact", "default configuration");
                    var made = put(tx, account, blank(true), detail);
                    documents.tell(tx, made, cause, "billing_portal.configuration.created");
                    return made;
                });
    }
}
