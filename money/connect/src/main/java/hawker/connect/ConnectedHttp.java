package hawker.connect;

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
import hawker.kernel.Clock;
import hawker.kernel.Page;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** {@code /v1/account} and {@code /v1/accounts}. */
final class ConnectedHttp {

    private static final String URL = "/v1/accounts";

    private final Accounts accounts;
    private final Connect connect;

    /** Tax ids that stand on invoices which name none. */
    static final String USUAL_TAX_IDS = "default_account_tax_ids";

    /** As many as an invoice bears. */
    private static final int MOST_TAX_IDS = 10;

    private final Targets targets;
    private final ConnectSql sql;
    private final Opening opening;
    private final Changing changing;
    private final Externals externals;
    private final Hearing hearing;
    private final Clock clock;
    private final BiPredicate<AccountId, String> ownsTaxId;
    private final Happenings happenings;
    private final Predicate<AccountId> holdsMoney;

    ConnectedHttp(
            Parts parts,
            Targets targets,
            Opening opening,
            Externals externals,
            Hearing hearing,
            Predicate<AccountId> holdsMoney) {
        this.accounts = parts.accounts();
        this.connect = parts.connect();
        this.sql = parts.sql();
        this.changing = parts.changing();
        this.clock = parts.clock();
        this.ownsTaxId = parts.ownsTaxId();
        this.happenings = parts.happenings();
        this.targets = targets;
        this.opening = opening;
        this.externals = externals;
        this.hearing = hearing;
        this.holdsMoney = holdsMoney;
    }

    /** What all of the room's use cases stand on. */
    record Parts(
            Accounts accounts,
            Connect connect,
            ConnectSql sql,
            Changing changing,
            Happenings happenings,
            Clock clock,
            BiPredicate<AccountId, String> ownsTaxId) {}

    List<Operation> operations() {
        var reject =
                Shape.of(
                        Param.oneOf("reason", "fraud", "terms_of_service", "other").required(),
                        Param.oneOf("payouts_action", "none", "pause"));
        return List.of(
                Operation.get("/v1/account", Shape.of(), this::own),
                Operation.post(URL, AccountShapes.create(), this::create),
                Operation.get(URL, Shape.of(Param.range("created"), Param.paging()), this::list),
                Operation.get(URL + "/{id}", Shape.of(), this::retrieve),
                Operation.post(URL + "/{id}", AccountShapes.update(), this::update),
                Operation.delete(URL + "/{id}", this::delete),
                Operation.post(URL + "/{id}/reject", reject, this::reject),
                Operation.post(URL + "/{id}/unreject", Shape.of(), this::unreject));
    }

    private Answer own(Call call) {
        return shown(call, call.account())
                .map(Answer::ok)
                .orElseThrow(() -> ApiError.missing("account", call.account().text()));
    }

    private Answer create(Call call) {
        var heard = hearing.account(call, Optional.empty());
        var params = heard.params();
        checkTaxIds(params, Optional.empty());
        var account = opening.described(call, params);
        var external = external(account, params);
        var answer =
                call.write(tx -> {
                    heard.use(tx);
                    return Answer.ok(opening.open(tx, account, external, params).json());
                });
        accounts.changed(account.id());
        connect.forget();
        return answer;
    }

    /** Before anything is written: a token's number is opened by another role. */
    private Optional<Externals.Wanted> external(ConnectedAccount account, Params params) {
        return params.has("external_account")
                ? Optional.of(externals.described(account, params, true))
                : Optional.empty();
    }

    /**
     * Numbers that stand on an account's invoices are its own.
     *
     * @param account empty: of one that is not opened yet, which has none
     */
    private void checkTaxIds(Params params, Optional<AccountId> account) {
        var said = params.hash("settings").flatMap(settings -> settings.hash("invoices"));
        if (said.isEmpty()) return;
        var ids = said.get().texts(USUAL_TAX_IDS);
        var name = said.get().nameOf(USUAL_TAX_IDS);
        if (ids.size() > MOST_TAX_IDS)
            throw ApiError.parameterInvalid(
                    name, "An invoice has at most " + MOST_TAX_IDS + " tax ids of its account.");
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var param = name + "[" + i + "]";
            if (account.filter(of -> ownsTaxId.test(of, id)).isEmpty())
                throw ApiError.missingReference("tax_id", id, param);
            if (ids.indexOf(id) < i)
                throw ApiError.parameterInvalid(param, "This tax id is there twice.");
        }
    }

    private Answer retrieve(Call call) {
        var id = targets.reachable(call, call.path("id"));
        return shown(call, id).map(Answer::ok).orElseThrow(() -> ApiError.noAccess(id.text()));
    }

    private Optional<ObjectNode> shown(Call call, AccountId id) {
        var made = call.read(tx -> sql.find(id, tx).map(found -> changing.whole(tx, found).json()));
        return made.or(() -> accounts.find(id).map(ConnectedJson::own));
    }

    private Answer list(Call call) {
        var page = call.page();
        var cursor = page.after().or(page::before);
        var created = call.params().range("created");
        var platform = call.account();
        var found =
                call.read(tx -> {
                    var at = cursor.map(id -> cursor(tx, call, id, page.after().isPresent()));
                    var rows =
                            sql.connections(
                                    platform,
                                    tx,
                                    page,
                                    at,
                                    created.flatMap(range -> range.from()),
                                    created.flatMap(range -> range.before()));
                    return Page.of(rows, page.limit());
                });
        var items = new ArrayList<>(found.items());
        if (page.before().isPresent()) Collections.reverse(items);
        var shown = items.stream().flatMap(c -> shown(call, c.connected()).stream()).toList();
        return Answer.ok(Lists.of(URL, shown, found.hasMore()));
    }

    private ConnectSql.Connection cursor(Tx tx, Call call, String id, boolean after) {
        return AccountId.parse(id)
                .map(account -> account.inMode(call.account().livemode()))
                .flatMap(account -> sql.connection(call.account(), tx, account))
                .orElseThrow(() ->
                        ApiError.missingReference(
                                "account", id, after ? "starting_after" : "ending_before"));
    }

    private Answer update(Call call) {
        var account = targets.changeable(call, call.path("id"));
        var heard = hearing.account(call, Optional.of(account.id()));
        var params = heard.params();
        checkTaxIds(params, Optional.of(account.id()));
        var external = external(changed(account, params), params);
        var answer =
                call.write(tx -> {
                    heard.use(tx);
                    var changed =
                            changing.change(
                                    tx, account.id(), whole -> update(tx, params, whole, external));
                    return Answer.ok(changed.json());
                });
        accounts.changed(account.id());
        return answer;
    }

    private ConnectedAccount changed(ConnectedAccount was, Params params) {
        var details = Opening.details(params, was.details().deepCopy());
        params.hash("capabilities")
                .ifPresent(asked -> Capabilities.merge(details, asked, clock.now()));
        return was.with(
                params.currency("default_currency").orElse(was.currency()),
                params.text("email").or(was::email),
                params.text("business_type").or(was::businessType),
                details,
                params.mergeMetadata(was.metadata()));
    }

    private void update(Tx tx, Params params, Whole whole, Optional<Externals.Wanted> external) {
        var now = changed(whole.account(), params);
        sql.update(now.id(), tx, now);
        var whole2 = new Whole(now, whole.persons(), whole.externals());
        Papers.checkSigners(params, whole2);
        opening.individual(tx, whole2, params);
        external.ifPresent(wanted -> externals.replace(tx, whole2, wanted));
    }

    private Answer delete(Call call) {
        var account = targets.changeable(call, call.path("id"));
        var id = account.id();
        if (id.livemode() && holdsMoney.test(id))
            throw ApiError.invalid("Accounts with a balance that is not zero cannot be deleted.");
        var answer =
                call.write(tx -> {
                    if (sql.lock(id, tx).isEmpty()) throw ApiError.noAccess(id.text());
                    sql.delete(id, tx, clock.now());
                    sql.disconnect(account.platform(), tx, id);
                    happenings.ofConnection(tx, account.platform(), id, Happenings.DEAUTHORIZED);
                    accounts.enable(tx, id, false, false);
                    return Answer.deleted("account", id.text());
                });
        accounts.changed(id);
        connect.forget();
        return answer;
    }

    private Answer reject(Call call) {
        var pauses = call.params().text("payouts_action").orElse("pause");
        return rejected(call, call.params().text("reason"), pauses.equals("none"));
    }

    private Answer unreject(Call call) {
        return rejected(call, Optional.empty(), false);
    }

    private Answer rejected(Call call, Optional<String> reason, boolean paysOut) {
        var account = targets.changeable(call, call.path("id"));
        var answer =
                call.write(tx ->
                        Answer.ok(
                                changing.change(
                                                tx,
                                                account.id(),
                                                whole -> {
                                                    var now =
                                                            whole.account()
                                                                    .withRejected(reason, paysOut);
                                                    sql.update(now.id(), tx, now);
                                                })
                                        .json()));
        accounts.changed(account.id());
        return answer;
    }
}
