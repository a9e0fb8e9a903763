package hawker.webhooks;

import hawker.kernel.AccountId;
import java.util.List;

/** Knows which platforms act for an account; the connect room does. */
@FunctionalInterface
public interface Platforms {

    /** Nobody acts for anybody. */
    Platforms NONE = account -> List.of();

    /** In the account's mode; asked for each event, so it must answer from memory. */
    List<AccountId> of(AccountId account);
}
