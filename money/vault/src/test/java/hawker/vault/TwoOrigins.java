package hawker.vault;

import hawker.api.ApiKeyKind;
import hawker.api.ApiModule;
import hawker.api.Caller;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.ServedApi;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A house with two listeners: the main origin's API and the vault's own. */
final class TwoOrigins implements AutoCloseable {

    static final AccountId SELLER = new AccountId(1001);
    static final String SECRET = "sk_test_000000000000000000000001";
    static final String PUBLISHABLE = "pk_test_000000000000000000000001";

    /** An account for which the seller acts, and what it then asks with. */
    static final AccountId CONNECTED = new AccountId(1003);

    static final String ACTING = "sk_test_000000000000000000000003";

    /** What another room says that people can tell of themselves. */
    private static final Param[] PEOPLE = {
        Param.hash("account", Param.text("business_type", 20)).secret(),
        Param.hash("person", Param.text("first_name", 50)).secret()
    };

    private static final Map<String, Caller> KEYS =
            Map.of(
                    SECRET,
                    caller(SELLER, ApiKeyKind.SECRET),
                    PUBLISHABLE,
                    caller(SELLER, ApiKeyKind.PUBLISHABLE),
                    "sk_live_000000000000000000000001",
                    caller(SELLER.live(), ApiKeyKind.SECRET),
                    ACTING,
                    new Caller(
                            CONNECTED,
                            ApiKeyKind.SECRET,
                            "mk_1",
                            Set.of(),
                            Versions.NEWEST,
                            Optional.of(SELLER)),
                    "pk_live_000000000000000000000001",
                    caller(SELLER.live(), ApiKeyKind.PUBLISHABLE));

    final TestPlatform test = TestPlatform.open("api", "vault");
    final VaultModule module = VaultModule.open(test.platform());
    final Set<String> customers = ConcurrentHashMap.newKeySet();
    private final Platform vaultSide = test.another();
    final ServedApi main;
    final ServedApi vault;

    TwoOrigins() {
        main =
                serve(
                        test.platform(),
                        module.operations(
                                (account, customer) -> customers.contains(customer),
                                TwoOrigins::verify,
                                PEOPLE));
        vault = serve(vaultSide, module.fieldOperations(PEOPLE));
    }

    String mainUrl() {
        return main.origin();
    }

    String vaultUrl() {
        return vault.origin();
    }

    /** The issuer of the decline card says no; everybody else is good. */
    private static CardVerifier.Verification verify(AccountId account, PaymentMethod method) {
        return method.card().last4().equals("0002")
                ? new CardVerifier.Verification.Refused(
                        "card_declined", Optional.of("generic_decline"), "Your card was declined.")
                : new CardVerifier.Verification.Verified(
                        new Checks(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Checks.Check.PASS)));
    }

    private ServedApi serve(Platform side, List<Operation> operations) {
        var api = ApiModule.open(side, TwoOrigins::authenticate);
        return new ServedApi(side, api.routes(operations, module.expanders(), List.of()));
    }

    private static Optional<Caller> authenticate(String key) {
        return Optional.ofNullable(KEYS.get(key));
    }

    private static Caller caller(AccountId account, ApiKeyKind kind) {
        return new Caller(account, kind, "mk_1", Set.of(), Versions.NEWEST);
    }

    @Override
    public void close() {
        main.close();
        vault.close();
        vaultSide.close();
        module.close();
        test.close();
    }
}
