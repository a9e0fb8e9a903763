package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import hawker.api.ApiKeyKind;
import hawker.api.ApiModule;
import hawker.api.Caller;
import hawker.api.Expander;
import hawker.api.Got;
import hawker.api.OfficialClient;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.SettableClock;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.CardVerifier.Verification;
import hawker.vault.Checks;
import hawker.vault.Vault;
import hawker.vault.VaultModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The room with a database of its own and its API on a port of its own. Two sellers have keys; the
 * issuer refuses every card whose name says so.
 */
final class Stage implements AutoCloseable {

    static final AccountId ALICE = new AccountId(1001);
    static final AccountId BOB = new AccountId(2001);

    private static final Map<String, Caller> KEYS =
            Map.of(
                    "sk_test_alice", caller(ALICE, ApiKeyKind.SECRET),
                    "pk_test_alice", caller(ALICE, ApiKeyKind.PUBLISHABLE),
                    "sk_live_alice", caller(ALICE.live(), ApiKeyKind.SECRET),
                    "sk_test_bob", caller(BOB, ApiKeyKind.SECRET));

    final TestPlatform test = TestPlatform.open("api", "vault", "customers");
    final Platform platform = test.platform();
    final SettableClock clock = test.clock();
    final VaultModule vaultModule = VaultModule.open(platform);
    final Vault vault = vaultModule.vault();
    final Coupons coupons = new Coupons();
    final CustomersModule module =
            CustomersModule.open(
                    platform,
                    vault,
                    (account, method) ->
                            method.card().last4().equals("0002")
                                    ? new Verification.Refused(
                                            "card_declined",
                                            Optional.of("generic_decline"),
                                            "Your card was declined.")
                                    : new Verification.Verified(Checks.none()),
                    coupons,
                    account -> Currency.USD);
    final Customers customers = module.customers();

    private final ServedApi served;

    Stage() {
        var api =
                ApiModule.open(
                        platform, module.authenticator(key -> Optional.ofNullable(KEYS.get(key))));
        var operations = new ArrayList<Operation>(module.operations());
        operations.addAll(
                vaultModule.operations(
                        module.check(), (account, method) -> new Verification.NoAnswer()));
        var expanders = new ArrayList<Expander>(module.expanders());
        served = new ServedApi(platform, api.routes(operations, expanders, List.of()));
    }

    private static Caller caller(AccountId account, ApiKeyKind kind) {
        return new Caller(account, kind, "mk_1", Set.of(), "2026-10-28.endive");
    }

    /** A discount for whoever is on the list. */
    static final class Coupons implements Discounts {
        final Map<String, ObjectNode> running = new java.util.HashMap<>();

        @Override
        public Map<String, ObjectNode> of(
                hawker.platform.Tx tx, AccountId account, java.util.Collection<String> customers) {
            var found = new java.util.HashMap<>(running);
            found.keySet().retainAll(customers);
            return found;
        }

        @Override
        public void set(
                hawker.platform.Tx tx,
                Customer customer,
                boolean byCode,
                String text,
                Cause cause) {
            running.put(customer.id().text(), hawker.api.Json.object().put("id", text));
        }

        @Override
        public boolean delete(hawker.platform.Tx tx, AccountId account, String customer) {
            return running.remove(customer) != null;
        }
    }

    /** The official SDK with a secret key. */
    StripeClient client(String key) {
        return OfficialClient.of(served, key);
    }

    Got post(String path, String form) {
        return send("sk_test_alice", "POST", path, form);
    }

    Got get(String path) {
        return send("sk_test_alice", "GET", path, "");
    }

    Got delete(String path) {
        return send("sk_test_alice", "DELETE", path, "");
    }

    Got send(String key, String method, String path, String form) {
        return served.ask(key, method, path, form);
    }

    static String encode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The newest event of a type. */
    Event newest(String type) {
        return platform.events().newest(ALICE, Optional.empty(), 100).stream()
                .filter(event -> event.isOf(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + type));
    }

    @Override
    public void close() {
        served.close();
        vaultModule.close();
        test.close();
    }
}
