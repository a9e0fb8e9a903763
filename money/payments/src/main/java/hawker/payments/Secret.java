package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.platform.Secrets;
import java.util.Optional;

/**
 * What a client secret ({@code pi_…_secret_…}) says before it is proven: which intent it would
 * open.
 */
record Secret(AccountId account, PaymentIntent.Id intent) {

    private static final String MIDDLE = "_secret_";

    /** The account in the id only says where to look; the row's own secret is the proof. */
    static Optional<Secret> parse(String clientSecret) {
        int middle = clientSecret.indexOf(MIDDLE);
        if (middle < 0) return Optional.empty();
        var id = clientSecret.substring(0, middle);
        return PaymentIntent.Id.parse(id)
                .flatMap(intent -> IdCodec.account(id).map(a -> new Secret(a, intent)));
    }

    static boolean opens(String clientSecret, PaymentIntent intent) {
        return Secrets.equal(clientSecret, intent.clientSecret());
    }
}
