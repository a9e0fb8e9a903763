package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.Optional;

/** The share of a payment as parameters say it, as answers show it, and as rows keep it. */
final class ShareParams {

    private static final String TRANSFER = "transfer_data";

    static final Param FEE = Param.amountOrZero("application_fee_amount").nullable();
    static final Param PART = Param.hash("transfer_data", Param.amount("amount"));

    /** What only the making of a payment may say. */
    static final Param[] MAKING = {
        FEE,
        Param.id("on_behalf_of"),
        Param.hash(
                TRANSFER,
                Param.amount("amount"),
                Param.text("description", 1000),
                Param.id("destination").required(),
                Param.metadata())
    };

    /** The same of an intent whose share is there: what it goes to stays. */
    static final Param CHANGING =
            Param.hash(
                    TRANSFER,
                    Param.amount("amount"),
                    Param.text("description", 1000),
                    Param.metadata());

    private ShareParams() {}

    /** The share that a call asks for, its amounts in the payment's currency. */
    static Share of(Call call, Currency currency) {
        var params = call.params();
        var to = params.hash("transfer_data");
        var mode = call.account().livemode();
        var share =
                new Share(
                        call.platform(),
                        money(params, "application_fee_amount", currency),
                        to.map(t -> account(t, "destination", "transfer_data[destination]", mode)),
                        to.flatMap(t -> money(t, "amount", currency)),
                        params.has("on_behalf_of")
                                ? Optional.of(account(params, "on_behalf_of", "on_behalf_of", mode))
                                : Optional.empty());
        check(share);
        return share;
    }

    /** The share after an update or a capture: only its amounts change. */
    static Share changed(Share share, Params params, Currency currency) {
        var fee =
                params.isUnset("application_fee_amount")
                        ? Optional.<Money>empty()
                        : money(params, "application_fee_amount", currency).or(share::fee);
        var part =
                params.hash("transfer_data")
                        .flatMap(t -> money(t, "amount", currency))
                        .or(share::part);
        if (params.has("transfer_data") && share.destination().isEmpty())
            throw ApiError.parameterInvalid(
                    "transfer_data", "This payment has no destination to transfer to.");
        var now = share.with(fee, part);
        check(now);
        return now;
    }

    /** The notes with what is written on the transfer that a payment leads to. */
    static Notes noted(Params params, Notes notes) {
        var told = params.hash(TRANSFER);
        boolean says =
                told.filter(to ->
                                to.has("description")
                                        || to.has("metadata")
                                        || to.isUnset("metadata"))
                        .isPresent();
        if (!says) return notes;
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        var kept = node.get(TRANSFER) instanceof ObjectNode there ? there : Json.object();
        told.get().text("description").ifPresent(text -> kept.put("description", text));
        var metadata = told.get().mergeMetadata(notes.transferMetadata());
        if (metadata.isEmpty()) kept.remove("metadata");
        else kept.set("metadata", Json.metadata(metadata));
        node.set(TRANSFER, kept);
        return notes.withOptions(Optional.of(Json.text(node)));
    }

    private static void check(Share share) {
        if (share.fee().isPresent() && share.platform().isEmpty() && share.destination().isEmpty())
            throw ApiError.parameterInvalid(
                    "application_fee_amount",
                    "Can only apply an application_fee_amount when the PaymentIntent is attempting"
                            + " a direct payment (using an OAuth key or Stripe-Account header) or"
                            + " destination payment (using `transfer_data[destination]`).");
        if (share.fee().isPresent() && share.part().isPresent())
            throw ApiError.parametersExclusive("application_fee_amount", "transfer_data[amount]");
    }

    private static Optional<Money> money(Params params, String name, Currency currency) {
        return params.integer(name).filter(n -> n > 0).map(n -> Money.of(n, currency));
    }

    private static AccountId account(Params params, String name, String param, boolean livemode) {
        var id = params.requiredText(name);
        return AccountId.parse(id)
                .map(found -> found.inMode(livemode))
                .orElseThrow(() -> ApiError.missingReference("destination", id, param));
    }

    // As answers show it

    static void intent(ObjectNode node, PaymentIntent intent) {
        var share = intent.terms().share();
        Json.put(node, "application", application(intent.account(), share));
        amount(node, share);
        Json.put(node, "on_behalf_of", share.onBehalfOf().map(AccountId::text));
        transfer(node, share, false);
        if (!(node.get(TRANSFER) instanceof ObjectNode to)) return;
        var notes = intent.terms().notes();
        notes.transferDescription().ifPresent(text -> to.put("description", text));
        if (!notes.transferMetadata().isEmpty())
            to.set("metadata", Json.metadata(notes.transferMetadata()));
    }

    static void charge(ObjectNode node, Charge charge) {
        var named = charge.facts().shared();
        var share = named.map(Share.Named::share).orElse(Share.NONE);
        Json.put(node, "application", application(charge.account(), share));
        Json.put(
                node,
                "application_fee",
                named.flatMap(Share.Named::earned).filter(fee -> charge.isCaptured()));
        amount(node, share);
        Json.put(node, "on_behalf_of", share.onBehalfOf().map(AccountId::text));
        named.flatMap(Share.Named::transfer)
                .filter(transfer -> charge.isCaptured())
                .ifPresent(transfer -> node.put("transfer", transfer));
        transfer(node, share, true);
    }

    private static Optional<String> application(AccountId account, Share share) {
        return share.platform()
                .filter(platform -> !platform.equals(account))
                .map(AccountId::applicationText);
    }

    private static void amount(ObjectNode node, Share share) {
        share.fee()
                .ifPresentOrElse(
                        fee -> node.put("application_fee_amount", fee.minor()),
                        () -> node.putNull("application_fee_amount"));
    }

    private static void transfer(ObjectNode node, Share share, boolean always) {
        if (share.destination().isEmpty()) {
            node.putNull("transfer_data");
            return;
        }
        var data = node.putObject("transfer_data");
        if (share.part().isPresent()) data.put("amount", share.part().get().minor());
        else if (always) data.putNull("amount");
        data.put("destination", share.destination().get().text());
    }

    // As rows keep it

    static ObjectNode node(Share share) {
        var node = Json.object();
        share.platform().ifPresent(id -> node.put("by", id.number()));
        share.fee().ifPresent(fee -> put(node, "fee", fee));
        share.destination().ifPresent(id -> node.put("to", id.number()));
        share.part().ifPresent(part -> put(node, "part", part));
        share.onBehalfOf().ifPresent(id -> node.put("behalf", id.number()));
        return node;
    }

    private static void put(ObjectNode node, String name, Money money) {
        node.put(name, money.minor()).put("currency", money.currency().code());
    }

    static Share share(JsonNode node) {
        return new Share(
                number(node, "by").map(AccountId::new),
                number(node, "fee").map(minor -> money(node, minor)),
                number(node, "to").map(AccountId::new),
                number(node, "part").map(minor -> money(node, minor)),
                number(node, "behalf").map(AccountId::new));
    }

    private static Money money(JsonNode node, long minor) {
        return Money.of(minor, Currency.of(node.path("currency").asText()));
    }

    private static Optional<Long> number(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asLong()) : Optional.empty();
    }

    static ObjectNode node(Share.Named named) {
        var node = node(named.share());
        NotesText.put(node, "fee_id", named.fee());
        NotesText.put(node, "fee_journal", named.feeJournal());
        NotesText.put(node, "transfer", named.transfer());
        return node;
    }

    static Share.Named named(JsonNode node) {
        return new Share.Named(
                share(node),
                NotesText.maybe(node, "fee_id"),
                NotesText.maybe(node, "fee_journal"),
                NotesText.maybe(node, "transfer"));
    }
}
