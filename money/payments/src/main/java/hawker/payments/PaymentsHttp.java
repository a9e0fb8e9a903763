package hawker.payments;

import hawker.api.Expander;
import hawker.api.Operation;
import hawker.api.Replayer;
import hawker.platform.Platform;
import hawker.vault.CardVerifier;
import hawker.vault.Vault;
import java.util.List;
import java.util.Optional;

/** The routes of the room. */
final class PaymentsHttp {

    /** The use cases behind the routes. */
    record Doing(
            Creating creating,
            Confirming confirming,
            Payments.Closing closing,
            Refunding refunding,
            Customers customers) {}

    PaymentsHttp(
            Platform platform,
            Storage storage,
            Reading reading,
            Vault vault,
            CardVerifier verifier,
            Doing doing) {}

    List<Operation> operations() {
        return List.of();
    }

    List<Expander> expanders() {
        return List.of();
    }

    Replayer replayer() {
        return (account, subject, request, call) -> Optional.empty();
    }
}
