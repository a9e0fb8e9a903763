package hawker.accounts;

import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Shape;
import java.util.List;

/** The account as the API shows it to itself. */
final class AccountsHttp {

    private final Accounts accounts;

    AccountsHttp(Accounts accounts) {
        this.accounts = accounts;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/v1/account", Shape.of(), this::own),
                Operation.get("/v1/accounts/{id}", Shape.of(), this::byId));
    }

    private Answer own(Call call) {
        return accounts.find(call.account())
                .map(account -> Answer.ok(AccountJson.render(account)))
                .orElseThrow(() -> ApiError.missing("account", call.account().text()));
    }

    /** Another account's id is refused in the same words whether it exists or not. */
    private Answer byId(Call call) {
        var id = call.path("id");
        if (id.equals(call.account().text())) return own(call);
        throw ApiError.permission(
                        "The provided key does not have access to account '"
                                + id
                                + "' (or that account does not exist). Application access may have"
                                + " been revoked.")
                .code("account_invalid");
    }
}
