package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.look.Look;
import hawker.platform.TestPlatform;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The room with a database of its own, and short words for what tests do again and again. */
final class Story implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    final TestPlatform test = TestPlatform.open("api", "accounts");
    final AccountsModule module = AccountsModule.open(test.platform());
    final Accounts accounts = module.accounts();
    private final Routes routes = module.routes(new Look("http://vault.test"));
    private int requests;

    Person person(String handle) {
        var wanted = NewPerson.of(handle, "Somebody", handle + "@example.com", PASSWORD);
        if (accounts.signUp(wanted) instanceof SignedUp.Welcome(var person)) return person;
        throw new AssertionError("could not sign up " + handle);
    }

    OpenedAccount.Opened shop(String handle) {
        var owner = person(handle + "-owner");
        if (accounts.openAccount(wanted(handle), owner.id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("could not open " + handle);
    }

    static NewAccount wanted(String handle) {
        return NewAccount.of(handle, "Shop of " + handle, "US", Currency.USD, "shop@example.com");
    }

    /** The session's token after signing in. */
    String signIn(Person person) {
        var outcome = accounts.signIn(person.email(), PASSWORD, "192.0.2.1");
        if (outcome instanceof SignIn.SignedIn(var token, var who)) return token;
        throw new AssertionError("could not sign in: " + outcome);
    }

    Request get(String path, String query, Map<String, String> headers) {
        return request("GET", path, query, "", headers);
    }

    private Request request(
            String method, String path, String query, String body, Map<String, String> headers) {
        return new Request(
                method,
                path,
                query,
                Map.of(),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                "req_" + ++requests,
                test.clock().now());
    }

    static Map<String, String> cookie(String session) {
        return Map.of("cookie", "hk_session=" + session);
    }

    Optional<Viewer> viewer(String session) {
        return accounts.viewer(get("/", "", cookie(session)));
    }

    Response open(String path, String query, Map<String, String> headers) {
        return dispatch(get(path, query, headers));
    }

    Response send(String path, Map<String, String> form, Map<String, String> headers) {
        var body = new StringBuilder();
        new HashMap<>(form)
                .forEach((name, value) ->
                        body.append(name)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                                .append('&'));
        return dispatch(request("POST", path, "", body.toString(), headers));
    }

    private Response dispatch(Request request) {
        for (var route : routes.all())
            if (route.method().equals(request.method()) && route.pattern().equals(request.path()))
                return route.handler().handle(request);
        throw new AssertionError("no page " + request.method() + " " + request.path());
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** How many rows of a table contain a text anywhere. */
    long rowsWith(String table, String text) {
        return test.platform()
                .tx()
                .readAcross(
                        "test",
                        tx ->
                                tx.list(
                                                "/* across: test */ select count(*) n from "
                                                        + table
                                                        + " t where t::text like ?",
                                                row -> row.number("n"),
                                                "%" + text + "%")
                                        .getFirst());
    }

    static AccountId test(OpenedAccount.Opened opened) {
        return opened.account().id().test();
    }

    @Override
    public void close() {
        test.close();
    }
}
