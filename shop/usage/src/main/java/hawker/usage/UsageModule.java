package hawker.usage;

import hawker.api.Operation;
import hawker.platform.Platform;
import hawker.usage.Usage.Items;
import java.util.List;

/** Builds the room; its schema is "usage". */
public final class UsageModule {

    private final Platform platform;
    private final UsageSql sql = new UsageSql();
    private final Usage usage = new Usage(sql);

    private UsageModule(Platform platform) {
        this.platform = platform;
    }

    /** Opens the room on a platform whose schema is up to date. */
    public static UsageModule open(Platform platform) {
        return new UsageModule(platform);
    }

    public Usage usage() {
        return usage;
    }

    /**
     * Usage records and their summaries.
     *
     * @param items of the room that bills
     */
    public List<Operation> operations(Items items) {
        return new UsageHttp(platform, usage, sql, items).operations();
    }
}
