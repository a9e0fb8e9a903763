package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.OfficialClient;
import hawker.api.ServedApi;
import hawker.api.StripeSchema;
import hawker.kernel.AccountId;
import hawker.kernel.SettableClock;
import hawker.look.Look;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The room with a database of its own, and its API on a port. */
final class Stage implements AutoCloseable {

    private static final StripeSchema SCHEMA = new StripeSchema();

    /** What is not a refusal is as the SDK's types say. */
    static Got fits(Got got) {
        if (got.status() != 200) return got;
        if (!got.body().path("object").asText().equals("list"))
            assertThat(SCHEMA.findings(got.body())).isEmpty();
        else
            for (var each : got.body().path("data"))
                assertThat(SCHEMA.findings((ObjectNode) each)).isEmpty();
        return got;
    }

    private final TestPlatform test = TestPlatform.open(Map.of(), "api", "accounts", "connect");
    final Platform platform = test.platform();
    final Accounts accounts = AccountsModule.open(platform).accounts();
    final ConnectModule module = ConnectModule.open(platform, accounts);
    final Set<AccountId> rich = new HashSet<>();
    private final ServedApi served;
    private int platforms;

    Stage() {
        var api = ApiModule.open(platform, accounts, module.connect());
        var routes =
                api.routes(module.operations(rich::contains), List.of(), List.of())
                        .addAll(module.routes(new Look("http://vault.example")));
        served = new ServedApi(platform, routes);
    }

    /** A platform with keys. */
    OpenedAccount.Opened platform() {
        return Sellers.open(accounts, "platform-" + ++platforms, "Bazaar");
    }

    StripeClient client(String key) {
        return OfficialClient.of(served, key);
    }

    Got send(String key, String method, String path, String form, String... headers) {
        return served.ask(key, method, path, form, headers);
    }

    /** A page as a browser gets it, without following where it leads. */
    HttpResponse<String> page(String method, String path, String form) {
        return served.page("", method, path, form);
    }

    SettableClock clock() {
        return test.clock();
    }

    /** The events of an account, oldest first. */
    List<Event> events(AccountId account) {
        return platform.events().newest(account, Optional.empty(), 100).reversed();
    }

    @Override
    public void close() {
        served.close();
        test.close();
    }
}
