package hawker.pricing;

import com.stripe.StripeClient;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Got;
import hawker.api.OfficialClient;
import hawker.api.ServedApi;
import hawker.kernel.AccountId;
import hawker.kernel.SettableClock;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The room with a database of its own, its API on a port, and a seller a story. */
final class Stage implements AutoCloseable {

    static final String CUSTOMER = "cus_known";

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final Accounts accounts;
    final PricingModule module;
    final Pricing pricing;
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final ServedApi served;

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;

    Stage() {
        test = TestPlatform.open("api", "accounts", "pricing");
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        module = PricingModule.open(platform, (account, id) -> id.equals(CUSTOMER));
        pricing = module.pricing();
        var renderer = module.renderer();
        platform.events().subscribe("told", List.copyOf(renderer.types()), events::add);
        var api = ApiModule.open(platform, accounts);
        served =
                new ServedApi(
                        platform, api.routes(module.operations(), module.expanders(), List.of()));
        another();
    }

    /** The next story has a seller of its own. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        told();
    }

    OpenedAccount.Opened open(String handle) {
        return Sellers.open(accounts, handle, "Juniper");
    }

    StripeClient client() {
        return client(opened.secretKey().secret());
    }

    StripeClient client(String key) {
        return OfficialClient.of(served, key);
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got send(String method, String path, String form) {
        return served.ask(opened.secretKey().secret(), method, path, form);
    }

    /** The names of the events since the last time. */
    List<String> told() {
        platform.events().drain();
        var names = events.stream().flatMap(e -> e.types().stream()).toList();
        events.clear();
        return names;
    }

    @Override
    public void close() {
        served.close();
        test.close();
    }
}
