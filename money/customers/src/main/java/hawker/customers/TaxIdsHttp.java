package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** /v1/customers/{id}/tax_ids and /v1/tax_ids. */
final class TaxIdsHttp {

    private static final String BASE = "/v1/tax_ids";
    private static final String OF_CUSTOMER = CustomersHttp.ONE + "/tax_ids";

    /** How many stand in a customer that is answered with its numbers. */
    static final int INSIDE = 10;

    private static final Param OWNER =
            Param.hash(
                    "owner",
                    Param.oneOf("type", "account", "self", "customer").required(),
                    Param.id("account"),
                    Param.id("customer"));

    private BiFunction<AccountId, String, Optional<AccountId>> connected =
            (account, id) -> Optional.empty();

    private final Customers customers;
    private final TaxIds taxIds;

    TaxIdsHttp(Customers customers, TaxIds taxIds) {
        this.customers = customers;
        this.taxIds = taxIds;
    }

    List<Operation> operations() {
        var numbers = Shape.of(TaxIdParams.KIND, TaxIdParams.VALUE);
        var paging = Shape.of(Param.paging());
        return List.of(
                Operation.post(OF_CUSTOMER, numbers, this::createOfCustomer),
                Operation.get(OF_CUSTOMER, paging, this::listOfCustomer),
                Operation.get(OF_CUSTOMER + "/{tax_id}", Shape.of(), this::retrieveOfCustomer),
                Operation.delete(OF_CUSTOMER + "/{tax_id}", this::deleteOfCustomer),
                Operation.post(BASE, numbers.plus(OWNER), this::create),
                Operation.get(BASE, paging.plus(OWNER), this::list),
                Operation.get(BASE + "/{tax_id}", Shape.of(), this::retrieve),
                Operation.delete(BASE + "/{tax_id}", this::delete));
    }

    private Answer createOfCustomer(Call call) {
        var value = TaxIdParams.value(call.account(), call.params());
        return call.write(tx -> {
            var customer =
                    Customer.Id.parse(call.path("id"))
                            .flatMap(id -> customers.lock(tx, call.account(), id))
                            .orElseThrow(() -> CustomersHttp.missing(call));
            return Answer.ok(
                    TaxIds.json(
                            taxIds.create(
                                    tx,
                                    new TaxId.Owner.OfCustomer(customer.id()),
                                    call.params().requiredText("type"),
                                    value,
                                    Cause.of(call))));
        });
    }

    private Answer create(Call call) {
        var value = TaxIdParams.value(call.account(), call.params());
        var owner = owner(call);
        return call.write(tx ->
                Answer.ok(
                        TaxIds.json(
                                taxIds.create(
                                        tx,
                                        owner,
                                        call.params().requiredText("type"),
                                        value,
                                        Cause.of(call)))));
    }

    /** Who knows which accounts a platform acts for; said once, before the first request. */
    void connectedBy(BiFunction<AccountId, String, Optional<AccountId>> known) {
        connected = known;
    }

    /** The seller, if nothing else is said. */
    private TaxId.Owner owner(Call call) {
        var owner = call.params().hash("owner");
        var type = owner.map(told -> told.requiredText("type")).orElse("self");
        for (var other : List.of("account", "customer"))
            if (!type.equals(other) && owner.filter(told -> told.has(other)).isPresent())
                throw ApiError.parameterUnknown(List.of(owner.get().nameOf(other)));
        if (type.equals("self")) return new TaxId.Owner.Self();
        var id =
                owner.get()
                        .text(type)
                        .orElseThrow(() -> ApiError.parameterMissing("owner[" + type + "]"));
        if (type.equals("account"))
            return connected
                    .apply(call.account(), id)
                    .<TaxId.Owner>map(TaxId.Owner.OfAccount::new)
                    .orElseThrow(() -> ApiError.missingReference("account", id, "owner[account]"));
        return call.read(tx -> customers.exists(tx, call.account(), id))
                ? new TaxId.Owner.OfCustomer(new Customer.Id(id))
                : refuse(id);
    }

    private static TaxId.Owner refuse(String customer) {
        throw ApiError.missingReference("customer", customer, "owner[customer]");
    }

    private Answer listOfCustomer(Call call) {
        return list(call, ofPath(call), "/v1/customers/" + call.path("id") + "/tax_ids");
    }

    private Answer list(Call call) {
        return list(call, owner(call), BASE);
    }

    private Answer list(Call call, TaxId.Owner owner, String url) {
        return Lists.answer(url, taxIds.list(call.account(), owner, call.page()).map(TaxIds::json));
    }

    private Answer retrieveOfCustomer(Call call) {
        return Answer.ok(TaxIds.json(ofCustomer(call)));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(TaxIds.json(found(call)));
    }

    private Answer deleteOfCustomer(Call call) {
        return delete(call, ofCustomer(call));
    }

    private Answer delete(Call call) {
        return delete(call, found(call));
    }

    private Answer delete(Call call, TaxId taxId) {
        return call.write(tx -> {
            if (!taxIds.delete(tx, taxId, Cause.of(call))) throw missing(call);
            return Answer.deleted("tax_id", taxId.id().text());
        });
    }

    private TaxId.Owner ofPath(Call call) {
        var id = call.path("id");
        if (!call.read(tx -> customers.exists(tx, call.account(), id)))
            throw CustomersHttp.missing(call);
        return new TaxId.Owner.OfCustomer(new Customer.Id(id));
    }

    private TaxId ofCustomer(Call call) {
        var owner = ofPath(call);
        var found = found(call);
        if (!found.owner().equals(owner)) throw missing(call);
        return found;
    }

    private TaxId found(Call call) {
        return TaxId.Id.parse(call.path("tax_id"))
                .flatMap(id -> taxIds.find(call.account(), id))
                .orElseThrow(() -> missing(call));
    }

    private static ApiError missing(Call call) {
        return ApiError.missing("tax_id", call.path("tax_id"));
    }

    /** Numbers that others name; one that is gone says so. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var found = new HashMap<String, ObjectNode>();
        for (var id : ids)
            found.put(id, Json.object().put("id", id).put("object", "tax_id").put("deleted", true));
        for (var each : taxIds.all(account, ids)) found.put(each.id().text(), TaxIds.json(each));
        return found;
    }

    /** {@code customer.tax_ids}: the newest of each. */
    Map<String, ObjectNode> lists(AccountId account, Collection<String> ids) {
        var lists = new HashMap<String, ObjectNode>();
        taxIds.of(account, ids)
                .forEach((id, all) ->
                        lists.put(
                                id,
                                Lists.of(
                                        "/v1/customers/" + id + "/tax_ids",
                                        Page.of(all, INSIDE).map(TaxIds::json))));
        return lists;
    }
}
