package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payouts.Payout.Status;
import hawker.payouts.PayoutsSql.Wanted;
import hawker.payouts.Requested.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/payouts}. */
final class PayoutsHttp {

    private static final String URL = "/v1/payouts";

    private final Payouts payouts;
    private final Changing changing;
    private final Reversing reversing;
    private final Accounts accounts;

    PayoutsHttp(Payouts payouts, Changing changing, Reversing reversing, Accounts accounts) {
        this.payouts = payouts;
        this.changing = changing;
        this.reversing = reversing;
        this.accounts = accounts;
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                        Param.amount("amount").required(),
                        Param.currency("currency").required(),
                        Param.text("description", 1000),
                        Param.id("destination"),
                        Param.metadata(),
                        Param.oneOf("method", "standard", "instant"),
                        Param.id("payout_method"),
                        Param.oneOf("source_type", "card", "bank_account", "fpx"),
                        Param.text("statement_descriptor", 22));
        var list =
                Shape.of(
                        Param.range("arrival_date"),
                        Param.range("created"),
                        Param.id("destination"),
                        Param.oneOf(
                                "status",
                                Arrays.stream(Status.values())
                                        .map(Status::text)
                                        .toArray(String[]::new)),
                        Param.paging());
        return List.of(
                Operation.post(URL, create, this::create),
                Operation.get(URL, list, this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.post(URL + "/{id}", Shape.of(Param.metadata()), this::update),
                Operation.post(URL + "/{id}/cancel", Shape.of(), this::cancel),
                Operation.post(URL + "/{id}/reverse", Shape.of(Param.metadata()), this::reverse));
    }

    private Answer create(Call call) {
        var params = call.params();
        checkWay(params);
        var currency = params.requiredCurrency("currency");
        var wanted =
                new NewPayout(
                        Money.of(params.requiredInteger("amount"), currency),
                        params.text("destination"),
                        params.text("description"),
                        params.text("statement_descriptor"),
                        params.metadata().orElse(Map.of()),
                        params.text("method").filter("instant"::equals).isPresent());
        var requesting = payouts.requesting();
        var target = requesting.target(call.account());
        return call.write(
                tx -> answer(requesting.request(tx, call.cause(), wanted, target), wanted));
    }

    /** Money goes to bank accounts, and all of it came in one way ({@code source_types}). */
    private static void checkWay(Params params) {
        if (params.has("payout_method"))
            throw ApiError.missingReference(
                    "payout method", params.requiredText("payout_method"), "payout_method");
        if (params.text("source_type").filter(type -> !type.equals("card")).isPresent())
            throw ApiError.parameterInvalid(
                    "source_type", "You have no balance of this type: all of it is `card`.");
    }

    private static Answer answer(Requested requested, NewPayout wanted) {
        return switch (requested) {
            case Requested.Made(var payout) -> Answer.ok(PayoutJson.render(payout));
            case Requested.Insufficient(var free) ->
                    throw ApiError.invalid(
                            "balance_insufficient",
                            "amount",
                            "You have insufficient funds in your account for this payout: "
                                    + free.text()
                                    + " is available.");
            case Requested.Refused(var reason) -> throw refused(reason, wanted);
        };
    }

    private static ApiError refused(Refusal reason, NewPayout wanted) {
        var currency = wanted.amount().currency();
        return switch (reason) {
            case NO_BANK_ACCOUNT ->
                    ApiError.parameterInvalid(
                            "currency",
                            "Sorry, you don't have any external accounts in that currency ("
                                    + currency
                                    + ").");
            case NO_SUCH_DESTINATION ->
                    ApiError.missingReference(
                            "external account", wanted.destination().orElse(""), "destination");
            case NOT_INSTANT ->
                    ApiError.invalid(
                            "instant_payouts_unsupported",
                            "method",
                            "The destination does not support instant payouts.");
            case DISABLED, STOPPED ->
                    ApiError.unexpectedState(
                            "payouts_not_allowed", "Payouts are paused for this account.");
            case BANK_CHANGED ->
                    ApiError.unexpectedState(
                            "payouts_not_allowed",
                            "Payouts are paused for a day after the bank account was changed.");
            case TOO_SMALL -> ApiError.amountTooSmall(PayoutAmounts.least(currency));
            case NOT_PAYABLE ->
                    ApiError.parameterInvalid(
                            "amount",
                            "Payouts in "
                                    + currency
                                    + " must be evenly divisible by "
                                    + PayoutAmounts.multiple(currency)
                                    + ".");
        };
    }

    private Answer list(Call call) {
        var params = call.params();
        var wanted =
                new Wanted(
                        params.text("status").map(Status::of),
                        params.text("destination"),
                        params.range("created"),
                        params.range("arrival_date"));
        var page = call.page();
        page.after().or(page::before).ifPresent(id -> checkCursor(call, id));
        var found = payouts.list(call.account(), wanted, page);
        return Lists.answer(URL, found.map(PayoutJson::render));
    }

    private void checkCursor(Call call, String id) {
        if (payouts.find(call.account(), new Payout.Id(id)).isEmpty())
            throw ApiError.missingReference(
                    "payout",
                    id,
                    call.params().has("starting_after") ? "starting_after" : "ending_before");
    }

    private Answer retrieve(Call call) {
        return payouts.find(call.account(), id(call))
                .map(payout -> Answer.ok(PayoutJson.render(payout)))
                .orElseThrow(() -> missing(call));
    }

    private Answer update(Call call) {
        return call.write(tx ->
                changing.metadata(tx, call.cause(), id(call), call.params()::mergeMetadata)
                        .map(payout -> Answer.ok(PayoutJson.render(payout)))
                        .orElseThrow(() -> missing(call)));
    }

    private Answer cancel(Call call) {
        return call.write(tx -> {
            if (payouts.lock(tx, call.account(), id(call)).isEmpty()) throw missing(call);
            return payouts.requesting()
                    .cancel(tx, call.cause(), id(call))
                    .map(payout -> Answer.ok(PayoutJson.render(payout)))
                    .orElseThrow(() ->
                            ApiError.invalid(
                                    "Payouts can only be canceled while they are" + " pending."));
        });
    }

    /** Platforms reverse payouts of the accounts that are connected to them (docs). */
    private Answer reverse(Call call) {
        var account = call.account();
        if (call.platform().isEmpty()) {
            if (payouts.find(account, id(call)).isEmpty()) throw missing(call);
            throw ApiError.invalid("You can only reverse payouts of connected accounts.");
        }
        var place = reversing.place(account, id(call));
        var metadata = call.params().metadata().orElse(Map.of());
        return call.write(tx ->
                switch (reversing.reverse(tx, call.cause(), id(call), place, metadata)) {
                    case Reversing.Outcome.Made(var reversal) ->
                            Answer.ok(PayoutJson.render(reversal));
                    case Reversing.Outcome.Refused(var why) -> throw ApiError.invalid(why);
                    case Reversing.Outcome.Missing() -> throw missing(call);
                });
    }

    private static Payout.Id id(Call call) {
        return new Payout.Id(call.path("id"));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("payout", call.path("id"));
    }

    /** Payouts for expanding. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var payout : payouts.find(account, new ArrayList<>(ids)))
            found.put(payout.id().text(), PayoutJson.render(payout));
        return found;
    }

    /** The account's bank account, for expanding; one that was replaced stays an id. */
    Map<String, ObjectNode> destinations(AccountId account, Collection<String> ids) {
        return accounts.bankAccount(account)
                .filter(bank -> ids.contains(bank.id()))
                .map(bank -> Map.of(bank.id(), PayoutJson.bankAccount(account, bank)))
                .orElse(Map.of());
    }
}
