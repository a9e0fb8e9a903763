package hawker.vault;

import hawker.api.ApiKeyKind;
import hawker.api.ApiModule;
import hawker.api.Caller;
import hawker.api.Operation;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
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

    private static final Map<String, Caller> KEYS =
            Map.of(
                    SECRET,
                    caller(SELLER, ApiKeyKind.SECRET),
                    PUBLISHABLE,
                    caller(SELLER, ApiKeyKind.PUBLISHABLE),
                    "sk_live_000000000000000000000001",
                    caller(SELLER.live(), ApiKeyKind.SECRET));

    final TestPlatform test = TestPlatform.open("api", "vault");
    final VaultModule module = VaultModule.open(test.platform());
    final Set<String> customers = ConcurrentHashMap.newKeySet();
    private final Platform vaultSide = test.another();
    private final HttpServer main;
    private final HttpServer vault;

    TwoOrigins() {
        main =
                serve(
                        test.platform(),
                        module.operations(
                                (account, customer) -> customers.contains(customer),
                                TwoOrigins::verify),
                        new Routes());
        var look = new Look("");
        vault =
                serve(
                        vaultSide,
                        module.fieldOperations(),
                        module.routes(look, TwoOrigins::authenticate, mainUrl())
                                .addAll(look.routes()));
    }

    String mainUrl() {
        return "http://127.0.0.1:" + main.port();
    }

    String vaultUrl() {
        return "http://127.0.0.1:" + vault.port();
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

    private HttpServer serve(Platform side, List<Operation> operations, Routes pages) {
        var api = ApiModule.open(side, TwoOrigins::authenticate);
        var routes = api.routes(operations, module.expanders(), List.of()).addAll(pages);
        return HttpServer.start(
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "not here"),
                        request -> Response.text(405, "not so")),
                routes,
                side);
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
