package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.kernel.UserId;

/** Who a handle belongs to. */
public sealed interface Handle {

    String name();

    /** By its live number. */
    record OfAccount(String name, AccountId account) implements Handle {}

    record OfPerson(String name, UserId person) implements Handle {}
}
