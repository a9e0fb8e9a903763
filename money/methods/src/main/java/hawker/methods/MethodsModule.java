package hawker.methods;

import hawker.api.Operation;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/** Builds the room; its schema is "methods". */
public final class MethodsModule {

    private final List<Operation> operations = new ArrayList<>();

    private MethodsModule(Platform platform) {
        var sql = new MethodsSql();
        operations.addAll(new ConfigurationsHttp(platform, sql).operations());
        operations.addAll(new DomainsHttp(platform, sql).operations());
    }

    public static MethodsModule open(Platform platform) {
        return new MethodsModule(platform);
    }

    /** {@code /v1/payment_method_configurations} and {@code /v1/payment_method_domains}. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }
}
