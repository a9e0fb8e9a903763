package hawker.app;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
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
                    "[a-z]+(?:_[a-z]+)*_(?:x{4,}|123|1234|xyz|123456789)|foo"
                            + "|Z4OV52SU|25OFF|250FF|cus_9utnxg47pWjV1e|shr_standard");

    /** What an empty list is shorter than. */
    private static final int SHORT = 400;

    /**
     * What examples that are right in form are refused for: the account has sold nothing, the card
     * has expired since it was printed, and neither a tax number nor a reader's code is a real one.
     * What a second run finds made by the first is refused without a code.
     */
    private static final Set<String> STALE =
            Set.of(
                    "balance_insufficient",
                    "invalid_expiry_year",
                    "tax_id_invalid",
                    "terminal_reader_invalid_registration_code");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Examples examples;
    private final String key;

    private Fixtures(Examples examples, String key) {
        this.examples = examples;
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
        return Optional.of(new Fixtures(Examples.read(), made.secret()));
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
            return standIn(pattern, request).orElse(real);
        if (real.status() < 400 || real.status() >= 500 || real.status() == 401) return real;
        boolean stale = withKey.isPresent() && isStale(real);
        if (!namesExample(request) && !stale) return real;
        return standIn(pattern, request).orElse(real);
    }

    private Optional<Response> standIn(String pattern, Request request) {
        return examples.standIn(pattern, request)
                .map(Object::toString)
                .map(json -> Response.json(200, json.getBytes(StandardCharsets.UTF_8)));
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

    /** Whether a call right in form was refused for what time or an empty account made of it. */
    private static boolean isStale(Response refused) {
        try {
            var error = JSON.readTree(refused.body()).path("error");
            return STALE.contains(error.path("code").asText())
                    || error.path("message").asText().contains(" already exists");
        } catch (IOException noJson) {
            return false;
        }
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

    private boolean namesExample(Request request) {
        if (request.pathParams().values().stream().anyMatch(this::isExample)) return true;
        return Arrays.stream((request.query() + "&" + request.bodyText()).split("&", -1))
                .map(pair -> pair.substring(pair.indexOf('=') + 1))
                .map(Examples::decoded)
                .anyMatch(this::isExample);
    }

    private boolean isExample(String value) {
        return EXAMPLE_ID.matcher(value).matches() || examples.answered(value);
    }
}
