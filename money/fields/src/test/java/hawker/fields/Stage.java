package hawker.fields;

import hawker.api.ApiKeyKind;
import hawker.api.Caller;
import hawker.api.ServedApi;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/**
 * The room's pages on a port, asked as a browser without scripts does, and the vault behind them.
 */
final class Stage implements AutoCloseable {

    static final AccountId SELLER = new AccountId(1001);
    static final String PUBLISHABLE = "pk_test_000000000000000000000001";

    private final TestPlatform test = TestPlatform.open("api", "vault");
    final VaultModule vault = VaultModule.open(test.platform());
    private final ServedApi served;

    Stage() {
        var look = new Look("");
        var module = FieldsModule.open(test.platform(), vault.vault());
        var routes = module.routes(look, Stage::authenticate, mainUrl()).addAll(look.routes());
        served = new ServedApi(test.platform(), routes);
    }

    /** Another origin: the pages of this room do not go there, they only name it. */
    String mainUrl() {
        return "http://shop.example:8080";
    }

    HttpResponse<String> get(String path) {
        return served.page("", "GET", path, "");
    }

    HttpResponse<String> post(String path, String form) {
        return served.page("", "POST", path, form);
    }

    private static Optional<Caller> authenticate(String key) {
        return Optional.of(key)
                .filter(PUBLISHABLE::equals)
                .map(known ->
                        new Caller(
                                SELLER, ApiKeyKind.PUBLISHABLE, "mk_1", Set.of(), Versions.NEWEST));
    }

    @Override
    public void close() {
        served.close();
        vault.close();
        test.close();
    }
}
