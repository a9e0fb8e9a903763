package hawker.clearing;

import hawker.kernel.AccountId;
import java.util.Optional;

/** Under which id a case of the network stands in the books; answered by whoever keeps cases. */
@FunctionalInterface
public interface CaseNames {
    Optional<String> inBooks(AccountId account, String caseId);
}
