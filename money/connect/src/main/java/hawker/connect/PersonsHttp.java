package hawker.connect;

import hawker.accounts.Accounts;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /v1/accounts/{id}/persons}, and the older {@code people}. */
final class PersonsHttp {

    private final Accounts accounts;
    private final Targets targets;
    private final Changing changing;
    private final BelongingsSql sql;
    private final Opening opening;
    private final Happenings happenings;
    private final Hearing hearing;

    PersonsHttp(
            ConnectedHttp.Parts parts,
            Targets targets,
            BelongingsSql sql,
            Opening opening,
            Happenings happenings,
            Hearing hearing) {
        this.accounts = parts.accounts();
        this.changing = parts.changing();
        this.targets = targets;
        this.sql = sql;
        this.opening = opening;
        this.happenings = happenings;
        this.hearing = hearing;
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        for (var name : List.of("persons", "people")) {
            var url = "/v1/accounts/{account}/" + name;
            all.add(Operation.post(url, AccountShapes.persons(), this::create));
            all.add(Operation.get(url, listed(), this::list));
            all.add(Operation.get(url + "/{person}", Shape.of(), this::retrieve));
            all.add(Operation.post(url + "/{person}", AccountShapes.persons(), this::update));
            all.add(Operation.delete(url + "/{person}", this::delete));
        }
        return all;
    }

    private static Shape listed() {
        var roles =
                Stream.of("authorizer", "director", "executive", "legal_guardian", "owner")
                        .map(Param::flag)
                        .toList();
        var relationship = new ArrayList<>(roles);
        relationship.add(Param.flag("representative"));
        return Shape.of(
                Param.hash("relationship", relationship.toArray(Param[]::new)), Param.paging());
    }

    private Answer create(Call call) {
        var account = targets.changeable(call, call.path("account"));
        if (account.isIndividual())
            throw ApiError.invalid(
                    "An account of the business type individual has no other persons: update the"
                            + " account's individual instead.");
        var heard = hearing.person(call, account.id());
        var person = opening.person(account.id(), heard.params(), false);
        return written(
                call,
                account.id(),
                person.id(),
                tx -> {
                    heard.use(tx);
                    sql.insert(account.id(), tx, person);
                    return "person.created";
                });
    }

    private Answer update(Call call) {
        var account = targets.changeable(call, call.path("account"));
        var id = call.path("person");
        var heard = hearing.person(call, account.id());
        return written(
                call,
                account.id(),
                id,
                tx -> {
                    heard.use(tx);
                    var person =
                            sql.persons(account.id(), tx).stream()
                                    .filter(p -> p.id().equals(id))
                                    .findFirst()
                                    .orElseThrow(() -> ApiError.missing("person", id));
                    sql.update(account.id(), tx, Opening.changed(person, heard.params()));
                    return "person.updated";
                });
    }

    /** Writes a person's row and gives the type of the event. */
    private interface Writing {
        String write(Tx tx);
    }

    private Answer written(Call call, AccountId account, String person, Writing writing) {
        var answer =
                call.write(tx -> {
                    var type = new ArrayList<String>();
                    var before = new ArrayList<Whole>();
                    var after =
                            changing.change(
                                    tx,
                                    account,
                                    whole -> {
                                        before.add(whole);
                                        type.add(writing.write(tx));
                                    });
                    var now = json(after, person);
                    if (type.getFirst().equals("person.created"))
                        happenings.tell(tx, account, "person.created", person, now);
                    else
                        happenings.changed(
                                tx,
                                account,
                                "person.updated",
                                person,
                                json(before.getFirst(), person),
                                now);
                    return Answer.ok(now);
                });
        accounts.changed(account);
        return answer;
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode json(Whole whole, String id) {
        var person = whole.person(id).orElseThrow(() -> ApiError.missing("person", id));
        return PersonJson.render(
                person, whole.verdict(), person.individual() ? "individual" : person.id());
    }

    private Answer list(Call call) {
        var whole = targets.whole(call, call.path("account"));
        var roles = call.params().hash("relationship");
        var wanted =
                whole.persons().stream()
                        .filter(person ->
                                roles.isEmpty()
                                        || Stream.of(
                                                        "authorizer",
                                                        "director",
                                                        "executive",
                                                        "legal_guardian",
                                                        "owner",
                                                        "representative")
                                                .filter(roles.get()::isTrue)
                                                .allMatch(person::is))
                        .toList();
        var page = Few.page(wanted, AccountPerson::id, call.page(), "person");
        var url = "/v1/accounts/" + whole.account().id().text() + "/persons";
        return Lists.answer(url, page.map(person -> json(whole, person.id())));
    }

    private Answer retrieve(Call call) {
        return Answer.ok(json(targets.whole(call, call.path("account")), call.path("person")));
    }

    private Answer delete(Call call) {
        var account = targets.changeable(call, call.path("account"));
        var id = call.path("person");
        var answer =
                call.write(tx -> {
                    changing.change(
                            tx,
                            account.id(),
                            whole -> {
                                var gone = json(whole, id);
                                if (whole.person(id).orElseThrow().individual())
                                    throw ApiError.invalid(
                                            "The individual of an account cannot be deleted.");
                                sql.deletePerson(account.id(), tx, id);
                                happenings.tell(tx, account.id(), "person.deleted", id, gone);
                            });
                    return Answer.deleted("person", id);
                });
        accounts.changed(account.id());
        return answer;
    }
}
