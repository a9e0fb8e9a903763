package hawker.methods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Operation;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the room; its schema is "methods". */
public final class MethodsModule {

    private final List<Operation> operations = new ArrayList<>();
    private final ConfigurationsHttp configurations;

    private MethodsModule(Platform platform) {
        var sql = new MethodsSql();
        configurations = new ConfigurationsHttp(platform, sql);
        operations.addAll(configurations.operations());
        operations.addAll(new DomainsHttp(platform, sql).operations());
    }

    public static MethodsModule open(Platform platform) {
        return new MethodsModule(platform);
    }

    /**
     * The wallets that a seller's default configuration has switched on, by the API's words: {@code
     * apple_pay}, {@code google_pay}, {@code link}. None in live mode: no real one is connected.
     */
    public List<String> wallets(AccountId account) {
        return configurations.wallets(account);
    }

    /** What a seller chose to offer, as the API writes it; empty if there is no such choice. */
    public Optional<ObjectNode> configuration(AccountId account, String id) {
        return configurations.configuration(account, id);
    }

    /** {@code /v1/payment_method_configurations} and {@code /v1/payment_method_domains}. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }
}
