package hawker.connect;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code /v1/accounts/{id}/external_accounts}, and the older {@code bank_accounts}. */
final class ExternalsHttp {

    private final Targets targets;
    private final Changing changing;
    private final Externals externals;
    private final BelongingsSql sql;
    private final Happenings happenings;
    private final Supplier<Confided> confided;

    /** What only cards have, and what only bank accounts have. */
    static final List<String> OF_CARDS =
            List.of(
                    "address_city",
                    "address_country",
                    "address_line1",
                    "address_line2",
                    "address_state",
                    "address_zip",
                    "exp_month",
                    "exp_year",
                    "name");

    static final List<String> OF_BANKS =
            List.of("account_holder_name", "account_holder_type", "account_type", "documents");

    ExternalsHttp(
            Targets targets,
            Changing changing,
            Externals externals,
            BelongingsSql sql,
            Happenings happenings,
            Supplier<Confided> confided) {
        this.targets = targets;
        this.changing = changing;
        this.externals = externals;
        this.sql = sql;
        this.happenings = happenings;
        this.confided = confided;
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        for (var name : List.of("external_accounts", "bank_accounts")) {
            var url = "/v1/accounts/{account}/" + name;
            var create =
                    Shape.of(
                            AccountShapes.externalAccount().required(),
                            Param.flag("default_for_currency"),
                            Param.metadata());
            var list = Shape.of(Param.oneOf("object", "bank_account", "card"), Param.paging());
            var update =
                    Shape.of(
                            Param.text("account_holder_name", 200).nullable(),
                            Param.oneOf("account_holder_type", "individual", "company").nullable(),
                            Param.oneOf("account_type", "checking", "savings", "futsu", "toza"),
                            Param.text("name", 200).nullable(),
                            Papers.ofExternal(),
                            Param.text("address_city", 200).nullable(),
                            Param.text("address_country", 2).nullable(),
                            Param.text("address_line1", 200).nullable(),
                            Param.text("address_line2", 200).nullable(),
                            Param.text("address_state", 200).nullable(),
                            Param.text("address_zip", 20).nullable(),
                            Param.integer("exp_month", 1, 12),
                            Param.integer("exp_year", 2000, 2200),
                            Param.flag("default_for_currency"),
                            Param.metadata());
            all.add(Operation.post(url, create, this::create));
            all.add(Operation.get(url, list, this::list));
            all.add(Operation.get(url + "/{id}", Shape.of(), this::retrieve));
            all.add(Operation.post(url + "/{id}", update, this::update));
            all.add(Operation.delete(url + "/{id}", this::delete));
        }
        return all;
    }

    private Answer create(Call call) {
        var owner = targets.changeable(call, call.path("account"));
        var params = call.params();
        var wanted = externals.described(owner, params, params.isTrue("default_for_currency"));
        var noted = params.metadata().map(wanted::with).orElse(wanted);
        return call.write(tx -> {
            var made = new ArrayList<ExternalAccount>();
            changing.change(tx, owner.id(), whole -> made.add(externals.add(tx, whole, noted)));
            return Answer.ok(ExternalJson.render(made.getFirst()));
        });
    }

    private Answer list(Call call) {
        var whole = targets.whole(call, call.path("account"));
        var kind = call.params().text("object");
        var wanted =
                whole.externals().stream()
                        .filter(e -> kind.map(k -> k.equals("card") == e.isCard()).orElse(true))
                        .toList();
        var page = Few.page(wanted, ExternalAccount::id, call.page(), "external_account");
        var url = "/v1/accounts/" + whole.account().id().text() + "/external_accounts";
        return Lists.answer(url, page.map(ExternalJson::render));
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        return targets.whole(call, call.path("account"))
                .external(id)
                .map(external -> Answer.ok(ExternalJson.render(external)))
                .orElseThrow(() -> ApiError.missing("external account", id));
    }

    private Answer update(Call call) {
        var owner = targets.changeable(call, call.path("account"));
        Papers.check(call.params(), confided.get(), List.of(call.account(), owner.id()));
        return call.write(tx -> {
            var after = changing.change(tx, owner.id(), whole -> update(tx, call, whole));
            return Answer.ok(ExternalJson.render(after.external(call.path("id")).orElseThrow()));
        });
    }

    private void update(Tx tx, Call call, Whole whole) {
        var id = call.path("id");
        var external =
                whole.external(id).orElseThrow(() -> ApiError.missing("external account", id));
        var params = call.params();
        var foreign =
                (external.isCard() ? OF_BANKS : OF_CARDS)
                        .stream().filter(name -> params.has(name) || params.isUnset(name)).toList();
        if (!foreign.isEmpty()) throw ApiError.parameterUnknown(foreign);
        var details = external.details().deepCopy();
        params.mergeInto(details);
        details.remove(List.of("metadata", "default_for_currency"));
        boolean nowDefault = params.isTrue("default_for_currency");
        if (params.flag("default_for_currency").isPresent() && !nowDefault && external.isDefault())
            throw ApiError.parameterInvalid(
                    "default_for_currency", "Make another account the default instead.");
        if (nowDefault) sql.noDefault(external.account(), tx, external.currency());
        var now =
                external.with(details, params.mergeMetadata(external.metadata()))
                        .with(nowDefault || external.isDefault(), external.status());
        sql.update(external.account(), tx, now);
        happenings.changed(
                tx,
                external.account(),
                "account.external_account.updated",
                id,
                ExternalJson.render(external),
                ExternalJson.render(now));
    }

    private Answer delete(Call call) {
        var owner = targets.changeable(call, call.path("account"));
        var id = call.path("id");
        return call.write(tx -> {
            var deleted = id.startsWith("card_") ? "card" : "bank_account";
            changing.change(
                    tx,
                    owner.id(),
                    whole -> {
                        var external = deletable(whole, id);
                        sql.deleteExternal(owner.id(), tx, id);
                        happenings.tell(
                                tx,
                                owner.id(),
                                "account.external_account.deleted",
                                id,
                                ExternalJson.render(external));
                    });
            return Answer.deleted(deleted, id);
        });
    }

    /**
     * Docs: a default goes only as the last one of its currency, and never that of the account's
     * own currency, which would leave its balance nowhere to go.
     */
    private static ExternalAccount deletable(Whole whole, String id) {
        var external =
                whole.external(id).orElseThrow(() -> ApiError.missing("external account", id));
        var currency = external.currency();
        boolean usual = currency.equals(whole.account().currency());
        boolean last =
                whole.externals().stream().filter(e -> e.currency().equals(currency)).count() == 1;
        if (external.isDefault() && (usual || !last))
            throw ApiError.invalid(
                    "You cannot delete the default external account for your default currency, or"
                            + " one for a currency in which there are others. Please make another"
                            + " external account the default first.");
        return external;
    }
}
