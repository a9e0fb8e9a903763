package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.network.Chargebacks;
import hawker.payments.Charge;
import hawker.payments.Judge;
import hawker.payments.Payments;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.radar.Review.Closed;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the room; its schema is "radar". */
public final class RadarModule {

    /** The events it tells, by Stripe's names. */
    public static final Set<String> TYPES =
            Set.of(Reviews.OPENED, Reviews.CLOSED, Warnings.CREATED, Warnings.UPDATED);

    private static final List<String> HEARD =
            List.of(
                    "charge.refunded",
                    "charge.expired",
                    "charge.dispute.created",
                    "payment_intent.canceled");

    /** The room that keeps disputes: it knows which charge one is about. */
    @FunctionalInterface
    public interface Cases {
        Optional<Charge.Id> charge(AccountId account, String dispute);
    }

    private final Cases cases;
    private final Deciding deciding;
    private final OwnRules ownRules;
    private final Radar radar;
    private final Reviews reviews;
    private final Warnings warnings;
    private final ReviewsHttp reviewsHttp;
    private final List<Operation> operations = new ArrayList<>();

    private RadarModule(
            Platform platform, Vault vault, Chargebacks network, Payments payments, Cases cases) {
        var sql = new RadarSql();
        var warningsSql = new WarningsSql();
        var telling = new Telling(platform.events());
        var custom = new Custom(platform.tx(), sql);
        ownRules = new OwnRules(platform, payments, custom, sql);
        this.cases = cases;
        this.reviews = new Reviews(platform.tx(), sql, telling);
        this.warnings = new Warnings(platform, network, payments, warningsSql, telling);
        this.deciding =
                new Deciding(
                        vault,
                        new Counters(platform.clock()),
                        custom,
                        Limits.Both.of(platform.settings()),
                        reviews);
        this.radar = new Radar(payments, ownRules);
        this.reviewsHttp = new ReviewsHttp(platform.tx(), sql, reviews);
        operations.addAll(new ListsHttp(platform, sql, custom).operations());
        operations.addAll(new ItemsHttp(platform, sql, custom).operations());
        operations.addAll(reviewsHttp.operations());
        operations.addAll(new EvaluationsHttp(platform, vault, deciding).operations());
        operations.addAll(new WarningsHttp(warnings, warningsSql).operations());
    }

    public static RadarModule open(
            Platform platform, Vault vault, Chargebacks network, Payments payments, Cases cases) {
        var module = new RadarModule(platform, vault, network, payments, cases);
        platform.events().subscribe("radar-payments", HEARD, module::hear);
        platform.chores().every(Warnings.EVERY, Warnings.CHORE, module.warnings::hear);
        return module;
    }

    /** Money of a payment went back, or was never taken. */
    private void hear(Event event) {
        var objects = event.payload().map(Json::parse).orElseGet(Json::object);
        var charge = objects.path("charge");
        if (event.isOf("charge.dispute.created")) {
            cases.charge(event.account(), event.subject())
                    .ifPresent(disputed -> ended(event, disputed.text(), Closed.DISPUTED));
        } else if (!event.isOf("charge.refunded") || event.isOf("payment_intent.canceled")) {
            // An authorisation that was never captured; an intent without one has no charge.
            if (charge.has("id")) ended(event, charge.path("id").asText(), Closed.CANCELED);
        } else if (charge.path("refunded").asBoolean()) {
            boolean fraud = objects.path("refund").path("reason").asText().equals("fraudulent");
            var why = fraud ? Closed.REFUNDED_AS_FRAUD : Closed.REFUNDED;
            ended(event, charge.path("id").asText(), why);
        }
    }

    private void ended(Event event, String charge, Closed why) {
        reviews.close(event.account(), charge, why);
        warnings.settle(event.account(), charge);
    }

    /** Whom payments ask before a card is charged. */
    public Judge judge() {
        return deciding;
    }

    /** The door. */
    public Radar radar() {
        return radar;
    }

    /** {@code /v1/radar} and {@code /v1/reviews}. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    public List<Expander> expanders() {
        return List.of(
                Expander.of(reviewsHttp::fetch, "charge.review", "payment_intent.review"),
                Expander.of(ownRules::fetch, "charge.outcome.rule"));
    }

    /** The review or warning as it became. */
    public Optional<ObjectNode> render(Event event, String type) {
        return event.payload().map(Json::parse);
    }
}
