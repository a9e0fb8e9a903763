package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import hawker.api.Operation;
import hawker.platform.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The contract with programs written for Stripe: the official command line tool's scenarios,
 * stories told through stripe-java, and a walk through all that they made. Every answer is held
 * against the SDK's types; the table of what works ({@code docs/stripe-coverage.md}) is written
 * from it.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StripeContractTest {

    private static final Path STORIES = Path.of("src/test/stripe");
    private static final Path PAGE = Path.of("target/stripe-coverage.md");
    private static final Path DOCUMENTED = Path.of("../docs/stripe-coverage.md");

    /** Not under /v1, and in part pages: no operations of the API. */
    private static final Set<String> OAUTH =
            Set.of(
                    "GET /oauth/authorize",
                    "GET /express/oauth/authorize",
                    "POST /oauth/token",
                    "POST /oauth/deauthorize");

    private static final Pattern ROW = Pattern.compile("\\| `(\\S+ \\S+)` \\| \\w \\| works \\|");

    private static final Operations OPERATIONS = new Operations();
    private static final House HOUSE = House.open();

    @SuppressWarnings("NullAway.Init")
    private static Recorder recorder;

    /**
     * @param must whether it has worked before, and has to go on working
     */
    private record Trigger(String event, String tier, boolean must) {}

    @BeforeAll
    static void listen() throws IOException {
        recorder = new Recorder(HOUSE.base());
    }

    @AfterAll
    static void close() {
        recorder.close();
    }

    @Test
    @Order(1)
    void the_command_line_tool_triggers_its_events() throws Exception {
        var tool = new CommandLine("stripe-cli");
        Files.copy(
                STORIES.resolve("package.json"),
                tool.folder().resolve("package.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        tool.done(Map.of(), "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        var table = new ArrayList<String>();
        var broken = new ArrayList<String>();
        for (var trigger : triggers()) {
            var failure = pull(tool, trigger.event(), table, trigger.tier());
            if (trigger.must() && !failure.isEmpty()) broken.add(trigger.event() + ": " + failure);
        }
        Files.write(Path.of("target/stripe-triggers.txt"), table);
        assertThat(broken).isEmpty();
    }

    @Test
    @Order(2)
    void stories_go_as_they_are_written() throws IOException {
        var stripe =
                StripeClient.builder()
                        .setApiKey(HOUSE.secretKey())
                        .setApiBase(recorder.base())
                        .setFilesBase(recorder.base())
                        .build();
        var wrong = new ArrayList<String>();
        try (var files = Files.list(STORIES)) {
            for (var file : files.filter(f -> f.toString().endsWith(".story")).sorted().toList())
                for (var each : new Story(stripe).tell(Files.readAllLines(file)))
                    wrong.add(file.getFileName() + ": " + each);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @Order(2)
    void a_platform_is_connected_on_our_page() {
        assertThat(new Connecting(HOUSE, recorder.base()).go()).isEmpty();
    }

    @Test
    @Order(3)
    void what_was_made_is_found_again() {
        var api = new Api(recorder.base(), HOUSE.secretKey());
        assertThat(new Walk(OPERATIONS, api).go(recorder.heard())).isEmpty();
    }

    @Test
    @Order(4)
    void what_the_documentation_says_works_does() throws IOException {
        var operations = ApiAbuseTest.operations();
        var coverage = new Coverage(OPERATIONS, recorder.heard(), routes(operations));
        Files.writeString(PAGE, coverage.page(new ParameterCensus(OPERATIONS, operations)));
        var working =
                coverage.states().entrySet().stream()
                        .filter(entry -> entry.getValue() == Coverage.State.WORKS)
                        .map(entry -> entry.getKey().method() + " " + entry.getKey().path())
                        .collect(Collectors.toSet());
        assertThat(working).containsAll(documented());
    }

    /** Pulls one trigger; why it failed, or nothing. */
    private static String pull(CommandLine tool, String event, List<String> table, String tier)
            throws IOException, InterruptedException {
        long before = newest();
        int calls = recorder.heard().size();
        long start = System.nanoTime();
        var ended =
                tool.run(
                        Map.of(
                                "HOME",
                                tool.folder().toString(),
                                "STRIPE_CLI_TELEMETRY_OPTOUT",
                                "1"),
                        tool.folder()
                                .resolve("node_modules/@stripe/cli-linux-x64/bin/stripe")
                                .toString(),
                        "trigger",
                        event,
                        "--api-key",
                        HOUSE.secretKey(),
                        "--api-base",
                        recorder.base());
        long millis = (System.nanoTime() - start) / 1_000_000;
        var failure =
                !ended.output().contains("Trigger succeeded")
                        ? lastOf(ended.output())
                        : told(event, before) ? "" : "triggered, but no such event was told";
        table.add(
                "%-55s %s %3d calls %6d ms  %s"
                        .formatted(
                                event,
                                tier,
                                recorder.heard().size() - calls,
                                millis,
                                failure.isEmpty() ? "passed" : "FAILED " + failure));
        return failure;
    }

    private static String lastOf(String output) {
        var lines = output.strip().split("\n");
        var last = lines[lines.length - 1];
        return last.length() <= 300 ? last : last.substring(0, 300);
    }

    private static long newest() {
        var events = new Api(HOUSE.base(), HOUSE.secretKey()).get("/v1/events?limit=1");
        return events.json().at("/data/0/created").asLong();
    }

    /** Whether the event has been told since; some come a moment after their cause. */
    private static boolean told(String event, long since) {
        var api = new Api(HOUSE.base(), HOUSE.secretKey());
        // Triggers that name their event otherwise than the API does.
        var type =
                event.startsWith("subscription.payment_")
                        ? "invoice." + event.substring(13)
                        : event;
        return Eventually.within(
                Duration.ofSeconds(10),
                () -> tells(api, type, since, Optional.empty()) || ofNewest(api, type, since));
    }

    /** What happens to an account is told in its own log, and to its platform's endpoints. */
    private static boolean ofNewest(Api api, String type, long since) {
        var newest = api.get("/v1/accounts?limit=1").json().at("/data/0/id").asText();
        return !newest.isEmpty() && tells(api, type, since, Optional.of(newest));
    }

    private static boolean tells(Api api, String type, long since, Optional<String> account) {
        return !api.get("/v1/events?limit=1&type=" + type + "&created[gte]=" + since, account)
                .json()
                .path("data")
                .isEmpty();
    }

    private static List<Trigger> triggers() throws IOException {
        return Files.readAllLines(STORIES.resolve("triggers.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(cells -> new Trigger(cells[0], cells[1], cells[2].equals("yes")))
                .filter(trigger -> "ABCDF".contains(trigger.tier()))
                .toList();
    }

    private static Set<String> documented() throws IOException {
        if (!Files.exists(DOCUMENTED)) return Set.of();
        return ROW.matcher(Files.readString(DOCUMENTED))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> routes(List<Operation> operations) {
        var routes = operations.stream().map(StripeContractTest::route).collect(Collectors.toSet());
        routes.addAll(OAUTH);
        return routes;
    }

    private static String route(Operation operation) {
        return operation.method() + " " + operation.pattern().replaceAll("\\{[^}]+}", "{}");
    }
}
