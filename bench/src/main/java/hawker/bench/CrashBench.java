package hawker.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults under load, again and again, then three books are compared: what the clients were told,
 * what the program's books say, and what the card network's own log says. The faults of a run are
 * either crashes (kill -9 of program and database in turn) or outages of the database, during which
 * the program itself must stay up and answer.
 *
 * <ul>
 *   <li>R1 a client was told "succeeded": exactly one payment stands.
 *   <li>R3 a client was told nothing: repeating its key comes to an end, the same for every
 *       repetition.
 *   <li>R4 no approval at the network without a payment, no payment without an approval.
 *   <li>R5 the balance is the sum of the payments less their fees.
 *   <li>R6 every payment was told once as an event.
 *   <li>R7 the invariants of the books hold, as the program's own audit finds afterwards.
 *   <li>R9 in an outage requests wait or are told to come back: 503 with Retry-After, no other
 *       error; 20 seconds after it payments are made again.
 * </ul>
 *
 * It uses no class of the product: only HTTP and the network's log file.
 */
public final class CrashBench {

    private static final int CLIENTS = 16;
    private static final int SELLERS = 4;
    private static final int AMOUNT = 2000;
    private static final int FEE = 88;
    private static final int MOST_FINDINGS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a client was told of a payment: the key it asked with, the intent and its status. */
    private record Told(String seller, String id, String status) {}

    private static final List<Fault> CRASHES = List.of(Fault.KILL_PROGRAM, Fault.KILL_DATABASE);
    private static final List<Fault> OUTAGES =
            List.of(Fault.FREEZE_DATABASE, Fault.RESTART_DATABASE);

    /** The audit is waited for, and has little to read. */
    private static final Map<String, String> OFTEN = Map.of("HAWKER_AUDIT_SECONDS", "5");

    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private final List<Fault> faults;
    private final int cycles;
    private final Random random;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final AtomicInteger comeBack = new AtomicInteger();
    private final List<String> findings = new ArrayList<>();

    private CrashBench(int cycles, List<Fault> faults) {
        this.cycles = cycles;
        this.faults = faults;
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("crash run, seed " + seed + " (repeat with -Dseed=" + seed + ")");
        random = new Random(seed);
    }

    /** kill -9 of the program and of PostgreSQL in turn. */
    public static CrashBench crashes(int cycles) {
        return new CrashBench(cycles, CRASHES);
    }

    /** A PostgreSQL that hangs for 12 seconds, and one that is stopped and started, in turn. */
    public static CrashBench outages(int cycles) {
        return new CrashBench(cycles, OUTAGES);
    }

    /** Runs the cycles; true when all three books agree. */
    public boolean run(Path data) throws Exception {
        var folder = data.resolve("crash");
        var program = Program.start(folder, OFTEN, Program.sellersOnly(SELLERS));
        int port = program.port();
        var keys = program.sellerKeys();
        for (int cycle = 1; cycle <= cycles; cycle++) {
            var stop = new AtomicBoolean();
            var clients = startClients(port, keys, cycle, stop);
            Thread.sleep(1500 + random.nextInt(1500));
            var fault = faults.get((cycle - 1) % faults.size());
            program = fault.strike(program);
            if (fault.isOutage()) awaitPayments(cycle);
            Thread.sleep(3000);
            stop.set(true);
            for (var client : clients) client.join(PATIENCE.plusSeconds(30));
            System.out.printf(
                    "cycle %d: %s; %d payments known, %d times told to come back%n",
                    cycle, fault, told.size(), comeBack.get());
        }
        reconcile(port, keys, folder.resolve("witness.jsonl"));
        invariants(port);
        program.close();
        System.out.printf(
                "%d payments, %d cycles, %d findings%n", told.size(), cycles, findings.size());
        return findings.isEmpty();
    }

    /** The program goes on by itself, and soon. */
    private void awaitPayments(int cycle) throws InterruptedException {
        int before = told.size();
        long start = System.nanoTime();
        while (told.size() == before && System.nanoTime() - start < RECOVERY.toNanos())
            Thread.sleep(50);
        if (told.size() == before)
            note("R9 no payment within " + RECOVERY.toSeconds() + " s of the outage's end");
        System.out.printf(
                "cycle %d: payments again after %.1f s%n",
                cycle, (System.nanoTime() - start) / 1e9);
    }

    private List<Thread> startClients(int port, List<String> keys, int cycle, AtomicBoolean stop) {
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            var seller = keys.get(i % keys.size());
            var name = "c" + cycle + "-" + i + "-" + random.nextInt(1_000_000) + "-";
            clients.add(Thread.startVirtualThread(() -> pay(port, seller, name, stop)));
        }
        return clients;
    }

    /**
     * Pays again and again; a payment without an end is repeated under its key until it has one.
     */
    private void pay(int port, String seller, String name, AtomicBoolean stop) {
        for (int n = 0; !stop.get(); n++) {
            var key = name + n;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!told.containsKey(key) && System.nanoTime() < deadline)
                tryOnce(port, seller, key);
            if (!told.containsKey(key)) note("R3 no end within a minute for key " + key);
        }
    }

    private void tryOnce(int port, String seller, String key) {
        try (var connection = new Connection(port)) {
            var answer = connection.send(payment(seller, key));
            if (answer.status() == 200 || answer.status() == 402) {
                told.put(key, read(seller, answer));
                return;
            }
            boolean polite =
                    answer.status() == 409
                            || (answer.status() == 503 && answer.header("Retry-After").isPresent());
            if (polite) comeBack.incrementAndGet();
            else if (isOutage()) note("R9 answered " + answer.status() + ": " + answer.text());
            Thread.sleep(100);
        } catch (IOException serverIsDown) {
            if (isOutage()) note("R9 a connection was closed: " + serverIsDown);
            pause();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static Told read(String seller, Connection.Answer answer) throws IOException {
        var body = JSON.readTree(answer.body());
        var intent = answer.status() == 200 ? body : body.at("/error/payment_intent");
        return new Told(seller, intent.path("id").asText(), intent.path("status").asText());
    }

    private boolean isOutage() {
        return faults.getFirst().isOutage();
    }

    private void reconcile(int port, List<String> keys, Path witness) throws Exception {
        replay(port);
        long standing = 0;
        for (var seller : keys) {
            long count = succeededIntents(port, seller);
            standing += count;
            long mine =
                    told.values().stream()
                            .filter(t -> t.seller.equals(seller) && t.status.equals("succeeded"))
                            .count();
            if (count != mine)
                note("R1 a seller has " + count + " payments, its clients were told of " + mine);
            long events = events(port, seller);
            if (events != count)
                note("R6 a seller has " + count + " payments and " + events + " events of them");
            long balance = balance(port, seller);
            if (balance != count * (AMOUNT - FEE))
                note(
                        "R5 the balance is "
                                + balance
                                + ", the payments make "
                                + count * (AMOUNT - FEE));
        }
        long approved = approvedAndNotReversed(witness);
        // Reversals are told until the network confirms; one may still be under way.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (approved != standing && System.nanoTime() < deadline) {
            Thread.sleep(500);
            approved = approvedAndNotReversed(witness);
        }
        if (approved != standing)
            note("R4 the network approved " + approved + ", the books hold " + standing);
        System.out.printf(
                "payments in the books %d, approved at the network %d%n", standing, approved);
    }

    /** R1 and R3: every key, repeated, gives the answer that its client was given. */
    private void replay(int port) throws IOException {
        try (var connection = new Connection(port)) {
            for (var entry : told.entrySet()) {
                var then = entry.getValue();
                var now = read(then.seller, connection.send(payment(then.seller, entry.getKey())));
                if (!now.equals(then))
                    note("R3 key " + entry.getKey() + " said " + then + ", now " + now);
            }
        }
    }

    private static long succeededIntents(int port, String seller) throws IOException {
        long count = 0;
        var after = "";
        try (var connection = new Connection(port)) {
            while (true) {
                var page = get(connection, seller, "/v1/payment_intents?limit=100" + after);
                for (var intent : page.get("data")) {
                    if (intent.get("status").asText().equals("succeeded")) count++;
                    after = "&starting_after=" + intent.get("id").asText();
                }
                if (!page.get("has_more").asBoolean()) return count;
            }
        }
    }

    private static long events(int port, String seller) throws IOException {
        long count = 0;
        var after = "";
        try (var connection = new Connection(port)) {
            while (true) {
                var page =
                        get(
                                connection,
                                seller,
                                "/v1/events?type=payment_intent.succeeded&limit=100" + after);
                for (var event : page.get("data")) {
                    count++;
                    after = "&starting_after=" + event.get("id").asText();
                }
                if (!page.get("has_more").asBoolean()) return count;
            }
        }
    }

    /** R7: what the audit that begins after now finds. */
    private void invariants(int port) throws Exception {
        long since = System.currentTimeMillis() / 1000;
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (System.nanoTime() < deadline) {
            var checked = gauges(port, "hawker_invariant_checked_seconds");
            var own = checked.entrySet().stream().filter(e -> !e.getKey().contains("I12")).toList();
            if (!own.isEmpty() && own.stream().allMatch(e -> e.getValue() > since)) {
                gauges(port, "hawker_invariant_broken")
                        .forEach((name, many) -> {
                            if (many > 0) note("R7 " + name + " is broken in " + many + " places");
                        });
                System.out.println("invariants looked at: " + checked.size());
                return;
            }
            Thread.sleep(1000);
        }
        note("R7 nobody looked at the invariants for three minutes");
    }

    private static Map<String, Double> gauges(int port, String name) throws IOException {
        var request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        try (var connection = new Connection(port)) {
            var text = connection.send(request.getBytes(StandardCharsets.US_ASCII)).text();
            var found = new HashMap<String, Double>();
            text.lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .map(line -> line.split(" "))
                    .forEach(line -> found.put(line[0], Double.parseDouble(line[1])));
            return found;
        }
    }

    private static long balance(int port, String seller) throws IOException {
        try (var connection = new Connection(port)) {
            var balance = get(connection, seller, "/v1/balance");
            long sum = 0;
            for (var part : List.of("pending", "available"))
                for (var amount : balance.get(part)) sum += amount.get("amount").asLong();
            return sum;
        }
    }

    private static long approvedAndNotReversed(Path witness) throws IOException {
        var approved = new HashSet<String>();
        for (var line : Files.readAllLines(witness)) {
            var entry = JSON.readTree(line);
            switch (entry.path("effect").asText()) {
                case "approved" -> approved.add(entry.path("key").asText());
                case "reversed" -> approved.remove(entry.path("of").asText());
                default -> {}
            }
        }
        return approved.size();
    }

    private static JsonNode get(Connection connection, String seller, String path)
            throws IOException {
        var request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + seller
                        + "\r\n\r\n";
        return JSON.readTree(connection.send(request.getBytes(StandardCharsets.US_ASCII)).body());
    }

    private static byte[] payment(String seller, String key) {
        var body =
                "amount="
                        + AMOUNT
                        + "&currency=usd&payment_method=pm_card_visa&confirm=true"
                        + "&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never";
        var head =
                "POST /v1/payment_intents HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + seller
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nIdempotency-Key: "
                        + key
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private synchronized void note(String finding) {
        if (findings.size() >= MOST_FINDINGS) return;
        findings.add(finding);
        System.out.println("FINDING " + finding);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
