package hawker.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.terminal.ThingsSql.Kind;
import java.util.List;

/** Links on which a merchant agrees to the terms of paying at a telephone. */
final class OnboardingHttp {

    static final String TERMS = "apple_terms_and_conditions";

    private final Things things;
    private final String origin;

    /**
     * @param origin of our pages
     */
    OnboardingHttp(Things things, String origin) {
        this.things = things;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(
                        "/v1/terminal/onboarding_links",
                        Shape.of(
                                Param.oneOf("link_type", TERMS).required(),
                                Param.hash(
                                                "link_options",
                                                Param.hash(
                                                                TERMS,
                                                                Param.flag("allow_relinking"),
                                                                Param.text(
                                                                                "merchant_display_name",
                                                                                255)
                                                                        .required())
                                                        .required())
                                        .required(),
                                Param.id("on_behalf_of")),
                        this::create));
    }

    private Answer create(Call call) {
        var params = call.params();
        var account = call.account();
        var behalf = params.text("on_behalf_of");
        if (behalf.filter(id -> !id.equals(account.text())).isPresent())
            throw ApiError.parameterInvalid(
                    "on_behalf_of",
                    "Links are made for the account itself: act for a connected one with"
                            + " `Stripe-Account`.");
        var asked = params.hash("link_options").flatMap(o -> o.hash(TERMS)).orElseThrow();
        var token = things.platform().ids().secret("tol", account);
        var body = Json.object().put("object", Kind.ONBOARDING.object).put("link_type", TERMS);
        var options = body.putObject("link_options").putObject(TERMS);
        options.put("allow_relinking", asked.isTrue("allow_relinking"));
        options.put("merchant_display_name", asked.requiredText("merchant_display_name"));
        Json.put(body, "on_behalf_of", behalf);
        body.put("redirect_url", origin + OnboardingPages.path(token));
        ObjectNode kept = body.deepCopy();
        kept.put("id", token);
        return call.write(tx -> {
            things.sql()
                    .insert(account, tx, Kind.ONBOARDING, kept, things.platform().clock().now());
            return Answer.ok(body);
        });
    }
}
