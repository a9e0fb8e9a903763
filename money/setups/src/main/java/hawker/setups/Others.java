package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.kernel.AccountId;
import hawker.payments.Share;
import hawker.payments.Sharing;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What rooms above and beside know of what a request names: the seller's choices of what is
 * offered, and connected accounts. Said once, before the first request; read before anything is
 * written.
 */
final class Others {

    private static final String BEHALF = "on_behalf_of";

    private volatile BiFunction<AccountId, String, Optional<ObjectNode>> configurations =
            (account, id) -> Optional.empty();
    private volatile Sharing sharing = Sharing.NONE;

    void configuredBy(BiFunction<AccountId, String, Optional<ObjectNode>> kept) {
        configurations = kept;
    }

    void share(Sharing above) {
        sharing = above;
    }

    /**
     * The configuration that a call names.
     *
     * @throws ApiError 400 if there is none
     */
    Optional<ObjectNode> configuration(Call call) {
        return call.params()
                .text(SetupOptions.CONFIGURATION)
                .map(id ->
                        configurations
                                .apply(call.account(), id)
                                .orElseThrow(() ->
                                        ApiError.missingReference(
                                                SetupOptions.CONFIGURATION,
                                                id,
                                                SetupOptions.CONFIGURATION)));
    }

    /**
     * The connected account that a call is made for.
     *
     * @throws ApiError 400 if it is not connected, or may not take cards
     */
    Optional<AccountId> behalf(Call call) {
        var id = call.params().text(BEHALF);
        if (id.isEmpty()) return Optional.empty();
        var named =
                AccountId.parse(id.get())
                        .map(found -> found.inMode(call.account().livemode()))
                        .orElseThrow(() -> ApiError.missingReference(BEHALF, id.get(), BEHALF));
        var none = Share.NONE;
        var share =
                new Share(
                        none.platform(),
                        none.fee(),
                        none.destination(),
                        none.part(),
                        Optional.of(named));
        sharing.wrong(call.account(), share)
                .ifPresent(wrong -> {
                    throw ApiError.invalid(wrong.code(), BEHALF, wrong.message());
                });
        return Optional.of(named);
    }
}
