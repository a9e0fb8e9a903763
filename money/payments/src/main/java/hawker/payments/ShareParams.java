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
import java.util.Map;
import java.util.Optional;

/** The share of a payment as parameters say it, as answers show it, and as rows keep it. */
final class ShareParams {

    private static final String TRANSFER = "transfer_data";
    private static final String PAYMENT = "payment_data";
    private static final String TO = "destination";

    static final Param FEE = Param.amountOrZero("application_fee_amount").nullable();
    static final Param PART = Param.hash("transfer_data", Param.amount("amount"));

    /** What is written on the payment that the destination receives. */
    private static final Param RECEIVED =
            Param.hash(PAYMENT, Param.text("description", 1000).nullable(), Param.metadata());

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

    /** The older name of the fee. */
    static final Param OLDER_FEE = Param.amountOrZero("application_fee");

    /** Older names for the share of a charge: whom it is for, as an id or with an amount. */
    static final Param[] OLDER = {
        OLDER_FEE,
        Param.textOrHash("destination", 255, Param.id("account").required(), Param.amount("amount"))
    };

    /** The same of an intent. */
    static final Param[] INTENDING = {
        FEE,
        Param.id("on_behalf_of"),
        Param.hash(
                TRANSFER,
                Param.amount("amount"),
                Param.text("description", 1000),
                Param.id("destination").required(),
                Param.metadata(),
                RECEIVED)
    };

    /** The same of an intent whose share is there: what it goes to stays. */
    static final Param CHANGING =
            Param.hash(
                    TRANSFER,
                    Param.amount("amount"),
                    Param.text("description", 1000),
                    Param.metadata(),
                    RECEIVED);

    private ShareParams() {}

    /** The share that a call asks for, its amounts in the payment's currency. */
    static Share of(Call call, Currency currency) {
        var params = call.params();
        if (params.has(TRANSFER) && params.has(TO))
            throw ApiError.parametersExclusive(TO, TRANSFER);
        var to = params.hash(TRANSFER).or(() -> params.hash(TO));
        var mode = call.account().livemode();
        var share =
                new Share(
                        call.platform(),
                        fee(params, currency),
                        destination(params, mode),
                        to.flatMap(t -> money(t, "amount", currency)),
                        params.has("on_behalf_of")
                                ? Optional.of(account(params, "on_behalf_of", "on_behalf_of", mode))
                                : Optional.empty());
        check(share);
        return share;
    }

    /** The share after an update or a capture: only its amounts change. */
    static Share changed(Share share, Params params, Currency currency) {
        // Nothing is a fee as well: a platform that says 0 waives the one that it had named.
        boolean said =
                params.isUnset("application_fee_amount")
                        || params.has("application_fee_amount")
                        || params.has("application_fee");
        var fee = said ? fee(params, currency) : share.fee().map(kept -> in(kept, currency));
        var part =
                params.hash("transfer_data")
                        .flatMap(t -> money(t, "amount", currency))
                        .or(() -> share.part().map(kept -> in(kept, currency)));
        if (params.has("transfer_data") && share.destination().isEmpty())
            throw ApiError.parameterInvalid(
                    "transfer_data", "This payment has no destination to transfer to.");
        var now = share.with(fee, part);
        check(now);
        return now;
    }

    /** A share is always in the currency of its payment, which may have changed. */
    private static Money in(Money kept, Currency currency) {
        return Money.of(kept.minor(), currency);
    }

    /** The notes with what is written on the transfer that a payment leads to. */
    static Notes noted(Params params, Notes notes) {
        var told = params.hash(TRANSFER);
        boolean says =
                told.filter(to ->
                                to.has("description")
                                        || to.has(PAYMENT)
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
        told.get().hash(PAYMENT).ifPresent(received -> received(received, kept));
        node.set(TRANSFER, kept);
        return notes.withOptions(Optional.of(Json.text(node)));
    }

    private static void received(Params told, ObjectNode transfer) {
        var kept = transfer.get(PAYMENT) instanceof ObjectNode there ? there : Json.object();
        if (told.isUnset("description")) kept.remove("description");
        told.text("description").ifPresent(text -> kept.put("description", text));
        var before =
                kept.has("metadata")
                        ? Json.metadata(Json.text(kept.get("metadata")))
                        : Map.<String, String>of();
        var metadata = told.mergeMetadata(before);
        if (metadata.isEmpty()) kept.remove("metadata");
        else kept.set("metadata", Json.metadata(metadata));
        if (kept.isEmpty()) transfer.remove(PAYMENT);
        else transfer.set(PAYMENT, kept);
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

    /** By its name or its older one. */
    private static Optional<Money> fee(Params params, Currency currency) {
        if (params.has("application_fee") && params.has("application_fee_amount"))
            throw ApiError.parametersExclusive("application_fee", "application_fee_amount");
        return money(params, "application_fee_amount", currency)
                .or(() -> money(params, "application_fee", currency));
    }

    /** Whom it is for, by its name or its older one. */
    private static Optional<AccountId> destination(Params params, boolean livemode) {
        return params.hash(TRANSFER)
                .map(to -> account(to, TO, "transfer_data[destination]", livemode))
                .or(() ->
                        params.hash(TO)
                                .map(to -> account(to, "account", to.nameOf("account"), livemode)))
                .or(() -> params.text(TO).map(id -> account(params, TO, TO, livemode)));
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
        notes.transferPayment().ifPresent(text -> to.set(PAYMENT, Json.parse(text)));
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
