package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/topups}. */
final class TopupsHttp {

    private static final String URL = "/v1/topups";

    private final Platform platform;
    private final Topups topups;
    private final TopupsSql sql;

    TopupsHttp(Platform platform, Topups topups, TopupsSql sql) {
        this.platform = platform;
        this.topups = topups;
        this.sql = sql;
    }

    List<Operation> operations() {
        var create =
                Shape.of(
                        Param.amount("amount").required(),
                        Param.currency("currency").required(),
                        Param.text("description", 1_000),
                        Param.metadata(),
                        Param.id("source"),
                        Param.text("statement_descriptor", 15),
                        Param.text("transfer_group", 500));
        var list =
                Shape.of(
                        Param.textOrHash(
                                "amount",
                                20,
                                Param.amountOrZero("gt"),
                                Param.amountOrZero("gte"),
                                Param.amountOrZero("lt"),
                                Param.amountOrZero("lte")),
                        Param.range("created"),
                        Param.oneOf("status", "canceled", "failed", "pending", "succeeded"),
                        Param.paging());
        var update = Shape.of(Param.text("description", 1_000).nullable(), Param.metadata());
        return List.of(
                Operation.post(URL, create, this::create),
                Operation.get(URL, list, this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.post(URL + "/{id}", update, this::update),
                Operation.post(URL + "/{id}/cancel", Shape.of(), this::cancel));
    }

    private Answer create(Call call) {
        var params = call.params();
        var currency = params.requiredCurrency("currency");
        var amount = Money.of(params.requiredInteger("amount"), currency);
        if (amount.minor() % currency.step() != 0) throw ApiError.amountStep("amount", currency);
        var source = params.text("source");
        checkSource(call.account(), source, currency);
        var notes =
                new Topup.Notes(
                        params.text("description"),
                        params.text("statement_descriptor"),
                        params.text("transfer_group"),
                        params.metadata().orElse(Map.of()));
        return call.write(tx ->
                Answer.ok(TopupJson.render(topups.make(tx, call.cause(), amount, source, notes))));
    }

    /** A bank account is asked for what it holds only: nobody exchanges money here. */
    private void checkSource(AccountId account, Optional<String> source, Currency wanted) {
        var held = topups.currency(account, source);
        if (held.isEmpty())
            throw source.map(name -> ApiError.missingReference("source", name, "source"))
                    .orElseGet(() ->
                            ApiError.parameterInvalid(
                                    "source",
                                    "You have no bank account to collect from; please add one."));
        if (!held.get().equals(wanted))
            throw ApiError.parameterInvalid(
                    "currency",
                    "The bank account holds "
                            + held.get()
                            + ": top-ups from it are in that currency.");
    }

    private Answer list(Call call) {
        var params = call.params();
        var account = call.account();
        var page = call.page();
        page.after().ifPresent(id -> known(call, id, "starting_after"));
        page.before().ifPresent(id -> known(call, id, "ending_before"));
        var wanted =
                new TopupsSql.Wanted(
                        params.text("status"), params.range("created"), amounts(params));
        var found = Page.of(call.read(tx -> sql.list(tx, account, wanted, page)), page.limit());
        var items = new ArrayList<>(found.items());
        if (page.before().isPresent()) Collections.reverse(items);
        return Lists.answer(URL, new Page<>(items, found.hasMore()).map(TopupJson::render));
    }

    /** An exact amount, or bounds; bounds that exclude are moved by one. */
    private static Optional<TopupsSql.AmountRange> amounts(Params params) {
        var exact = params.text("amount");
        if (exact.isPresent()) {
            if (!exact.get().matches("[0-9]{1,18}"))
                throw ApiError.parameterInvalidInteger("amount", exact.get());
            long amount = Long.parseLong(exact.get());
            return Optional.of(new TopupsSql.AmountRange(amount, amount));
        }
        return params.hash("amount")
                .map(bounds ->
                        new TopupsSql.AmountRange(
                                Math.max(
                                        bounds.integer("gte").orElse(0L),
                                        bounds.integer("gt").map(n -> n + 1).orElse(0L)),
                                Math.min(
                                        bounds.integer("lte").orElse(Long.MAX_VALUE),
                                        bounds.integer("lt")
                                                .map(n -> n - 1)
                                                .orElse(Long.MAX_VALUE))));
    }

    private void known(Call call, String id, String param) {
        if (call.read(tx -> sql.find(tx, call.account(), id)).isEmpty())
            throw ApiError.missingReference("topup", id, param);
    }

    private Answer retrieve(Call call) {
        return call.read(tx -> sql.find(tx, call.account(), call.path("id")))
                .map(topup -> Answer.ok(TopupJson.render(topup)))
                .orElseThrow(() -> missing(call));
    }

    private Answer update(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var was =
                    sql.lock(tx, call.account(), call.path("id")).orElseThrow(() -> missing(call));
            var notes = was.notes();
            var description =
                    params.isUnset("description")
                            ? Optional.<String>empty()
                            : params.text("description").or(notes::description);
            var now =
                    was.withNotes(
                            new Topup.Notes(
                                    description,
                                    notes.statementDescriptor(),
                                    notes.group(),
                                    params.mergeMetadata(notes.metadata())));
            sql.update(tx, call.account(), now);
            return Answer.ok(TopupJson.render(now));
        });
    }

    private Answer cancel(Call call) {
        var id = call.path("id");
        return call.write(tx -> {
            if (sql.lock(tx, call.account(), id).isEmpty()) throw missing(call);
            return topups.cancel(tx, call.cause(), id)
                    .map(topup -> Answer.ok(TopupJson.render(topup)))
                    .orElseThrow(() ->
                            ApiError.invalid(
                                    "Top-ups can only be canceled while they are pending and not"
                                            + " on their way from the bank."));
        });
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("topup", call.path("id"));
    }

    /** Top-ups for expanding. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var topup :
                platform.tx().readAccount(account, tx -> sql.all(tx, account, List.copyOf(ids))))
            found.put(topup.id(), TopupJson.render(topup));
        return found;
    }
}
