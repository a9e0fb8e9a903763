package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.BankAccount;
import hawker.connect.Requirements.Verdict;
import java.util.List;
import java.util.Optional;

/** A connected account with all that belongs to it, at one moment. */
record Whole(
        ConnectedAccount account, List<AccountPerson> persons, List<ExternalAccount> externals) {

    Whole {
        persons = List.copyOf(persons);
        externals = List.copyOf(externals);
    }

    Verdict verdict() {
        return Requirements.of(account, persons, externals);
    }

    ObjectNode json() {
        return ConnectedJson.render(this);
    }

    Optional<AccountPerson> person(String id) {
        return persons.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    Optional<AccountPerson> individual() {
        return persons.stream().filter(AccountPerson::individual).findFirst();
    }

    /** The default bank account in the account's own currency: payouts go there by themselves. */
    Optional<BankAccount> payoutBank() {
        return externals.stream()
                .filter(e -> e.isDefault() && !e.isCard())
                .filter(e -> e.currency().equals(account.currency()))
                .map(e ->
                        new BankAccount(
                                e.id(),
                                e.country(),
                                e.currency(),
                                e.holder(),
                                e.routing().orElse(""),
                                e.accountNumber()))
                .findFirst();
    }

    Optional<ExternalAccount> external(String id) {
        return externals.stream().filter(external -> external.id().equals(id)).findFirst();
    }
}
