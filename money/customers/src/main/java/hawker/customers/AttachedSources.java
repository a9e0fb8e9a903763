package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Sources ({@code src_…}) that customers keep, beside cards and bank accounts: kept by a room
 * above, which says so here. All calls join the caller's transaction.
 */
public interface AttachedSources {

    /** Nobody keeps any. */
    AttachedSources NONE =
            new AttachedSources() {
                @Override
                public Map<String, ObjectNode> shown(
                        Tx tx, AccountId account, Collection<PaymentMethod> methods) {
                    return Map.of();
                }

                @Override
                public Optional<String> refusal(Tx tx, PaymentMethod method) {
                    return Optional.of("Sources are not kept here.");
                }

                @Override
                public void detached(Tx tx, PaymentMethod method) {}
            };

    /** Those of the methods that were made as sources, as the API shows them, by method. */
    Map<String, ObjectNode> shown(Tx tx, AccountId account, Collection<PaymentMethod> methods);

    /** Why a customer cannot keep the source; empty: it can be kept. */
    Optional<String> refusal(Tx tx, PaymentMethod method);

    /** The source was taken from its customer: it is charged no more. */
    void detached(Tx tx, PaymentMethod method);
}
