package hawker.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.api.ApiKeyKind;
import hawker.api.ApiModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Platform;
import hawker.web.Handler;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The switch for test suites of SDKs, which expect a mock that knows every id of their examples
 * (stripe.md, 5.4). All that can be answered really is; only where a call names such an id ({@code
 * cus_xxxxxxxxxxxxx}, {@code sub_123}) and finds nothing, the object of Stripe's published fixtures
 * stands in for what would have been there; and a list that is empty has one of them, if an
 * example's key asked for it, and money where it has sold nothing. The rooms know nothing of it,
 * and a program that takes real money refuses to start with it.
 */
final class Fixtures {

    /** Set by {@code --test-fixtures}. */
    static final String SETTING = "HAWKER_TEST_FIXTURES";

    /** What suites look at to see whom they talk to. */
    private static final String HEADER = "Stripe-Mock-Version";

    private static final String VERSION = "master";
    private static final String HANDLE = "test-fixtures";

    /** Keys of examples; ours are longer. */
    private static final Pattern EXAMPLE_KEY = Pattern.compile("[sr]k_test_[A-Za-z0-9]{1,20}");

    private static final Pattern EXAMPLE_ID =
            Pattern.compile(
                    "[a-z]+(?:_[a-z]+)*_(?:x{6,}|123|1234|xyz|123456789)|foo"
                            + "|Z4OV52SU|25OFF|250FF|cus_9utnxg47pWjV1e|shr_standard");

    /** What an empty list is shorter than. */
    private static final int SHORT = 400;

    private static final Set<String> SPACES =
            Set.of(
                    "billing_portal",
                    "checkout",
                    "entitlements",
                    "radar",
                    "terminal",
                    "test_helpers",
                    "tax",
                    "apple_pay");

    /** Objects whose name is not the last part of the path in the singular. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("accounts/persons", "person"),
                    Map.entry("accounts/people", "person"),
                    Map.entry("accounts/bank_accounts", "bank_account"),
                    Map.entry("customers/sources", "payment_source"),
                    Map.entry("customers/balance_transactions", "customer_balance_transaction"),
                    Map.entry(
                            "customers/cash_balance_transactions",
                            "customer_cash_balance_transaction"),
                    Map.entry("application_fees/refunds", "fee_refund"),
                    Map.entry("charges/refund", "charge"),
                    Map.entry("application_fees/refund", "application_fee"),
                    Map.entry("transfers/reversals", "transfer_reversal"),
                    Map.entry("customers/funding_instructions", "funding_instructions"),
                    Map.entry("customers/fund_cash_balance", "customer_cash_balance_transaction"),
                    Map.entry("invoices/lines", "line_item"),
                    Map.entry("upcoming/lines", "line_item"),
                    Map.entry("checkout/sessions/line_items", "item"),
                    Map.entry("payment_links/line_items", "item"),
                    Map.entry("products/features", "product_feature"),
                    Map.entry("radar/early_fraud_warnings", "radar.early_fraud_warning"),
                    Map.entry("apple_pay/domains", "apple_pay_domain"),
                    Map.entry("setup_attempts", "setup_attempt"));

    /** Objects of which the published one is a bank account. */
    private static final Set<String> EITHER = Set.of("external_account", "payment_source");

    private static final Map<String, String> OF_PREFIX =
            Map.of(
                    "card_", "card",
                    "tok_", "card",
                    "object=card", "card",
                    "ba_", "bank_account",
                    "btok_", "bank_account",
                    "object=bank_account", "bank_account",
                    "src_", "source");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode objects;
    private final String key;

    private Fixtures(JsonNode objects, String key) {
        this.objects = objects;
        this.key = key;
    }

    /** Empty unless the switch is on. */
    static Optional<Fixtures> of(Platform platform, AccountsModule accounts) {
        if (!platform.settings().get(SETTING).map("true"::equals).orElse(false))
            return Optional.empty();
        if (accounts.accounts().shopsAreLive() || accounts.anyLiveKey())
            throw new IllegalStateException(
                    "--test-fixtures answers calls with made-up objects; this installation has live"
                            + " keys");
        var account = account(accounts.accounts(), platform.ids().token(32));
        var made =
                accounts.accounts().createKey(account.test(), ApiKeyKind.SECRET, "Test fixtures");
        return Optional.of(new Fixtures(read(), made.secret()));
    }

    private static JsonNode read() {
        try (var file = Fixtures.class.getResourceAsStream("fixtures3.json")) {
            return JSON.readTree(file).path("resources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The account in whose name suites call, made at the first start. */
    private static AccountId account(Accounts accounts, String password) {
        var known = accounts.accountByHandle(HANDLE);
        if (known.isPresent()) return known.get().id();
        var email = HANDLE + "@example.com";
        var person = NewPerson.of(HANDLE + "-owner", "Fixtures", email, password);
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new IllegalStateException("the owner of the fixtures cannot be made");
        var wanted = NewAccount.of(HANDLE, "Test fixtures", "US", Currency.USD, email);
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o) {
            var id = o.account().id();
            // Of the published test banks, the one that pays.
            accounts.setBankAccount(
                    id, "US", Currency.USD, "Test fixtures", "110000000", "000123456789");
            return id;
        }
        throw new IllegalStateException("the account of the fixtures cannot be opened");
    }

    /** All routes with the header, those of the API with objects for ids of examples. */
    Routes over(Routes routes) {
        var all = new Routes();
        for (var route : routes.all()) {
            Handler handler =
                    ApiModule.owns(route.pattern())
                            ? request -> answered(route.pattern(), route.handler(), request)
                            : route.handler();
            Handler marked = request -> handler.handle(request).with(HEADER, VERSION);
            if (route.maxBody().isPresent())
                all.post(route.pattern(), route.maxBody().getAsInt(), marked);
            else all.add(route.method(), route.pattern(), marked);
        }
        return all;
    }

    private Response answered(String pattern, Handler handler, Request request) {
        var withKey = keyed(request);
        var real = handler.handle(withKey.orElse(request));
        if (withKey.isPresent() && isEmptyList(request, real))
            return standIn(pattern, request)
                    .map(json -> Response.json(200, bytes(json)))
                    .orElse(real);
        if (real.status() < 400 || real.status() >= 500 || real.status() == 401) return real;
        boolean poor = withKey.isPresent() && isPoor(real);
        if (!namesExample(request) && !poor) return real;
        return standIn(pattern, request).map(json -> Response.json(200, bytes(json))).orElse(real);
    }

    /** Suites look at the first of each list; where there is a real one, it is that. */
    private static boolean isEmptyList(Request request, Response response) {
        if (!request.method().equals("GET")
                || response.status() != 200
                || response.body().length > SHORT
                || request.query().contains("starting_after")
                || request.query().contains("ending_before")) return false;
        try {
            var body = JSON.readTree(response.body());
            return body.path("data").isArray() && body.path("data").isEmpty();
        } catch (IOException noJson) {
            return false;
        }
    }

    /** Whether a right call was refused for want of money: the account has sold nothing. */
    private static boolean isPoor(Response refused) {
        if (refused.status() != 400) return false;
        try {
            var code = JSON.readTree(refused.body()).path("error").path("code").asText();
            return code.equals("balance_insufficient");
        } catch (IOException noJson) {
            return false;
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same with our key in the place of an example's. */
    private Optional<Request> keyed(Request request) {
        var sent = request.headers().getOrDefault("authorization", "");
        int space = sent.indexOf(' ');
        if (space < 0) return Optional.empty();
        var given = sent.substring(space + 1).strip();
        if (sent.regionMatches(true, 0, "basic", 0, 5)) given = user(given);
        if (!EXAMPLE_KEY.matcher(given).matches()) return Optional.empty();
        var headers = new HashMap<>(request.headers());
        headers.put("authorization", "Bearer " + key);
        // What an example acts for is nobody's account.
        if (EXAMPLE_ID.matcher(headers.getOrDefault("stripe-account", "")).matches())
            headers.remove("stripe-account");
        return Optional.of(
                new Request(
                        request.method(),
                        request.path(),
                        request.query(),
                        request.pathParams(),
                        headers,
                        request.body(),
                        request.remoteAddress(),
                        request.id(),
                        request.receivedAt()));
    }

    private static String user(String basic) {
        try {
            var text = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 ? text : text.substring(0, colon);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    private static boolean namesExample(Request request) {
        if (request.pathParams().values().stream().anyMatch(Fixtures::isExample)) return true;
        return Arrays.stream((request.query() + "&" + request.bodyText()).split("&", -1))
                .map(pair -> pair.substring(pair.indexOf('=') + 1))
                .map(Fixtures::decoded)
                .anyMatch(Fixtures::isExample);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return value;
        }
    }

    private static boolean isExample(String value) {
        return EXAMPLE_ID.matcher(value).matches();
    }

    /** What would have been answered: an object, a list with one, or a mark that it is deleted. */
    private Optional<ObjectNode> standIn(String pattern, Request request) {
        var parts = new ArrayList<>(Arrays.asList(pattern.substring("/v1/".length()).split("/")));
        boolean search = parts.getLast().equals("search");
        if (search) parts.removeLast();
        var names = parts.stream().filter(part -> !part.startsWith("{")).toList();
        // An act, such as capture, answers what it was done to.
        int until = names.size();
        Optional<String> name = Optional.empty();
        while (name.isEmpty() && until > 0) name = object(names.subList(0, until--));
        var acted = until + 1 < names.size();
        var last = parts.getLast();
        boolean many =
                request.method().equals("GET")
                        && !acted
                        && !last.startsWith("{")
                        && last.endsWith("s");
        boolean list = search || many;
        var id = list ? Optional.<String>empty() : lastId(parts, request);
        var found = name.flatMap(known -> made(request, known, id));
        return list ? found.map(one -> list(request, one, search)) : found;
    }

    private Optional<ObjectNode> made(Request request, String name, Optional<String> id) {
        var of = EITHER.contains(name) ? either(request, id.orElse("")).orElse(name) : name;
        var wanted = request.method().equals("DELETE") ? "deleted_" + of : of;
        var fixture = objects.has(wanted) ? objects.get(wanted) : objects.get(of);
        if (!(fixture instanceof ObjectNode object)) return Optional.empty();
        var copy = object.deepCopy();
        id.filter(known -> copy.has("id")).ifPresent(known -> copy.put("id", known));
        if (copy.has("livemode")) copy.put("livemode", false);
        return Optional.of(copy);
    }

    /** What may be a card, a bank account or a source is what its id says, or the token sent. */
    private static Optional<String> either(Request request, String id) {
        var sent = id + " " + decoded(request.query()) + " " + decoded(request.bodyText());
        return OF_PREFIX.entrySet().stream()
                .filter(each -> Pattern.compile("(?:^|[ =])" + each.getKey()).matcher(sent).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ObjectNode list(Request request, ObjectNode one, boolean search) {
        var list = JSON.createObjectNode();
        list.put("object", search ? "search_result" : "list");
        list.put("url", request.path()).put("has_more", false);
        list.putArray("data").add(one);
        if (search) list.putNull("next_page").put("total_count", 1);
        return list;
    }

    /** The last id that the path names. */
    private static Optional<String> lastId(List<String> parts, Request request) {
        return parts.reversed().stream()
                .filter(part -> part.startsWith("{"))
                .map(part -> request.pathParams().get(part.substring(1, part.length() - 1)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The object that a path of names is about. */
    private Optional<String> object(List<String> names) {
        var last = names.getLast();
        var before = names.size() > 1 ? names.get(names.size() - 2) : "";
        var named = NAMES.get(before.isEmpty() ? last : before + "/" + last);
        if (named != null) return Optional.of(named);
        var one = last.endsWith("ies") ? last.replaceAll("ies$", "y") : last.replaceAll("s$", "");
        // Helpers of tests are about objects of other rooms too.
        return Optional.of(SPACES.contains(before) ? before + "." + one : one)
                .filter(objects::has)
                .or(() -> Optional.of(one).filter(o -> before.equals("test_helpers")))
                .filter(objects::has);
    }
}
