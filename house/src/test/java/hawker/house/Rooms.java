package hawker.house;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which room may use which, from the plan of the house (ARCHITECTURE.md has the same table). */
final class Rooms {

    static final Map<String, List<String>> USES = new LinkedHashMap<>();

    /** The folder of each room. */
    static final Map<String, String> FOLDERS = new LinkedHashMap<>();

    static {
        room("base/kernel");
        room("base/platform");
        room("base/web");
        room("base/look", "web");
        room("base/api", "web");
        room("money/accounts", "web", "api", "look");
        room("money/files", "web", "api");
        room("money/connect", "web", "api", "accounts", "look");
        room("money/oauth", "web", "api", "accounts", "connect", "look");
        room("money/ledger");
        room("money/vault", "api");
        room("money/fields", "web", "api", "look", "vault");
        room("money/network", "web", "vault", "look");
        room("money/customers", "api", "vault");
        room(
                "money/payments",
                "web",
                "look",
                "api",
                "accounts",
                "vault",
                "network",
                "ledger",
                "customers");
        room("money/setups", "web", "look", "api", "accounts", "vault", "network", "payments");
        room("money/payouts", "api", "accounts", "ledger", "network");
        room("money/express", "web", "api", "accounts", "connect", "ledger", "payouts", "look");
        room("money/disputes", "api", "ledger", "vault", "network", "payments");
        room("money/radar", "api", "vault", "network", "payments");
        room("money/transfers", "api", "connect", "ledger", "payments");
        room("money/covering", "connect", "ledger", "network");
        room("money/clearing", "ledger", "network");
        room("money/terminal", "web", "look", "api", "vault", "payments", "setups");
        room("money/cash", "web", "look", "api", "vault", "ledger", "customers", "payments");
        room("money/sources", "web", "look", "api", "vault", "network", "customers", "payments");
        room("money/methods", "api");
        room("money/webhooks", "api", "accounts");
        room("money/elements", "web", "look", "api", "accounts", "payments", "setups");
        room("shop/pricing", "api");
        room(
                "shop/hosted",
                "web",
                "api",
                "accounts",
                "connect",
                "vault",
                "customers",
                "payments",
                "setups",
                "pricing",
                "look");
        room("shop/usage", "api");
        room("shop/paper", "web");
        room(
                "shop/billing",
                "web",
                "api",
                "accounts",
                "vault",
                "customers",
                "payments",
                "pricing",
                "usage",
                "paper",
                "hosted",
                "look");
        // Its pages are clients of the API, as the workbench's are.
        room("shop/portal", "web", "api", "accounts", "customers", "pricing", "look");
        room("shop/catalog", "web", "api", "accounts");
        room("shop/orders", "api", "accounts", "catalog");
        room(
                "shop/checkout",
                "web",
                "api",
                "accounts",
                "vault",
                "catalog",
                "orders",
                "customers",
                "payments",
                "payouts",
                "look");
        room("shop/market", "web", "accounts", "catalog", "orders", "checkout", "look");
        room("social/feed", "web", "accounts", "catalog", "look");
        room("dashboard/desk", "web", "accounts", "orders", "look");
        room("dashboard/team", "web", "accounts", "desk", "look");
        room("dashboard/settings", "web", "accounts", "catalog", "checkout", "desk", "look");
        // Its pages are clients of the API; the other doors are for what the API does not tell.
        room(
                "dashboard/workbench",
                "web",
                "api",
                "accounts",
                "payments",
                "disputes",
                "radar",
                "webhooks",
                "billing",
                "paper",
                "desk",
                "look");
        room(
                "dashboard",
                "web",
                "desk",
                "api",
                "accounts",
                "ledger",
                "vault",
                "network",
                "customers",
                "payments",
                "payouts",
                "disputes",
                "clearing",
                "webhooks",
                "catalog",
                "orders",
                "checkout",
                "market",
                "feed",
                "look");
        room(
                "demo",
                "api",
                "accounts",
                "ledger",
                "vault",
                "network",
                "customers",
                "payments",
                "payouts",
                "disputes",
                "webhooks",
                "catalog",
                "orders",
                "checkout",
                "market",
                "feed",
                "look");
        room(
                "app",
                "web",
                "api",
                "accounts",
                "connect",
                "oauth",
                "express",
                "ledger",
                "vault",
                "fields",
                "network",
                "files",
                "customers",
                "payments",
                "setups",
                "payouts",
                "disputes",
                "radar",
                "transfers",
                "covering",
                "clearing",
                "terminal",
                "cash",
                "sources",
                "methods",
                "webhooks",
                "elements",
                "pricing",
                "usage",
                "paper",
                "billing",
                "portal",
                "catalog",
                "orders",
                "checkout",
                "hosted",
                "market",
                "feed",
                "look",
                "desk",
                "team",
                "settings",
                "workbench",
                "dashboard",
                "demo");
    }

    private Rooms() {}

    /** The rooms a room may depend on, itself and the base included. */
    static Set<String> allowed(String room) {
        var allowed = new HashSet<>(USES.get(room));
        allowed.addAll(List.of(room, "kernel"));
        if (!room.equals("kernel")) allowed.add("platform");
        return allowed;
    }

    /** Over forty types a room is two ideas; payments is one large one (decision 0020). */
    static int mostTypes(String packageName) {
        return switch (packageName) {
            case "hawker.payments" -> 80; // decisions 0077, 0081, 0087, 0092, 0094, 0118, 0127
            case "hawker.vault" -> 48; // decisions 0074, 0098, 0109, 0110
            case "hawker.connect" -> 43; // decisions 0110, 0117
            case "hawker.payouts" -> 42; // decision 0128
            case "hawker.hosted" -> 55; // decisions 0119, 0124, 0125
            case "hawker.billing" -> 62; // decisions 0090, 0101, 0112, 0121, 0122, 0130
            case "hawker.api" -> 41; // decision 0138
            default -> 40;
        };
    }

    private static void room(String folder, String... uses) {
        var name = folder.substring(folder.lastIndexOf('/') + 1);
        USES.put(name, List.of(uses));
        FOLDERS.put(name, folder);
    }
}
