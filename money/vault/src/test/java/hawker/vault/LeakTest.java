package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Json;
import hawker.platform.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A45: after cards came in over HTTP, rightly and wrongly, with and without idempotency keys, were
 * opened and refused, no byte of a number is in any file: tables, write-ahead log, logs, keys. The
 * search is for plain digits, UTF-16, packed decimal, hex and Base64.
 */
class LeakTest {

    private static final int CARDS = 100;
    private static final String CVC = "7391";
    private static final String METHODS = "/v1/payment_methods";

    /** Long enough not to stand anywhere by chance. */
    private static final String IDENTITY = "883140726510943";

    private static final String NAME = "114277006319854";

    /** Digits nobody sent: so often four digits stand in the files by chance. */
    private static final List<String> CHANCE =
            List.of("7392", "6391", "7319", "9137", "1937", "7193");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir private Path folder;

    @Test
    void a45_no_number_and_no_cvc_is_in_any_file() throws Exception {
        var log = new FileHandler(folder.resolve("program.log").toString());
        log.setFormatter(new SimpleFormatter());
        Logger.getLogger("").addHandler(log);
        var numbers = new ArrayList<String>();
        try (var house = new TwoOrigins()) {
            for (int i = 0; i < CARDS; i++) numbers.add(send(house, number(i), i));
            numbers.add(sendWrong(house));
            useAll(house);
            tellOfPeople(house);
            house.module.wipe();
            var files = files();
            assertThat(files).hasSizeGreaterThan(500);
            assertThat(files).anyMatch(file -> file.toString().contains("pg_wal"));
            var search = new ByteSearch();
            for (var number : numbers) for (var form : forms(number)) search.add("a number", form);
            for (var form : forms(IDENTITY)) search.add("an identity number", form);
            for (var form : forms(NAME)) search.add("a name", form);
            search.add("the CVC", CVC.getBytes(StandardCharsets.US_ASCII));
            for (var digits : CHANCE)
                search.add(digits, digits.getBytes(StandardCharsets.US_ASCII));
            for (var file : files) search.look(read(file));

            var found = search.found();
            assertThat(found).containsEntry("a number", 0);
            assertThat(found).containsEntry("an identity number", 0).containsEntry("a name", 0);
            int chance = CHANCE.stream().mapToInt(found::get).max().orElseThrow();
            assertThat(found.get("the CVC")).isLessThan(chance + CARDS / 2);
            assertThat(findsWhatIsThere(house)).isPositive();
        } finally {
            Logger.getLogger("").removeHandler(log);
            log.close();
            HTTP.close();
        }
    }

    /** An American Express number of no table, whose CVC has four digits. */
    private static String number(int i) {
        var digits = "37870" + String.format("%09d", 123456789L + i * 7919L);
        for (char check = '0'; check <= '9'; check++)
            if (CardNumber.passesLuhn(digits + check)) return digits + check;
        throw new AssertionError();
    }

    private static String send(TwoOrigins house, String number, int i) throws Exception {
        var form =
                "type=card&card[number]="
                        + number
                        + "&card[exp_month]=12&card[exp_year]=2034&card[cvc]="
                        + CVC;
        var answer = post(house.vaultUrl(), METHODS, form, "key-" + i);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(number);
        var refused = post(house.mainUrl(), METHODS, form, "main-" + i);
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).doesNotContain(number);
        return number;
    }

    /** Wrong in every way that an error message could repeat. */
    private static String sendWrong(TwoOrigins house) throws Exception {
        var number = number(CARDS + 1);
        for (var form :
                List.of(
                        "type=card&card[number]=" + number + "&card[exp_month]=" + number,
                        "type=" + number,
                        "type=card&card=" + number,
                        "type=card&card[number][x]=" + number,
                        "card[" + number + "]=1&type=card")) {
            var answer = post(house.vaultUrl(), METHODS, form, "wrong");
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        return number;
    }

    /** The search would have found a number in the database: one written as a note is found. */
    private int findsWhatIsThere(TwoOrigins house) throws Exception {
        // No card number: those are masked on their way in.
        var noted = "remember-the-blue-one";
        var form = "type=card&card[token]=tok_visa&metadata[note]=" + noted;
        var answer = post(house.mainUrl(), METHODS, form, "noted");
        assertThat(answer.statusCode()).isEqualTo(200);
        var search = new ByteSearch();
        search.add("noted", noted.getBytes(StandardCharsets.US_ASCII));
        for (var file : files()) search.look(read(file));
        return search.found().getOrDefault("noted", 0);
    }

    private static void useAll(TwoOrigins house) {
        var vault = house.module.vault();
        var made = vault.create(TwoOrigins.SELLER, input(), Billing.none(), Map.of());
        var method = ((Tokenised.Made) made).method();
        assertThat(vault.use(TwoOrigins.SELLER, method, OpenCard::hasCvc)).contains(true);
    }

    /** Tokens of people, used and unused, and one that is refused. */
    private static void tellOfPeople(TwoOrigins house) throws Exception {
        var pii = post(house.mainUrl(), "/v1/tokens", "pii[id_number]=" + IDENTITY, "pii");
        assertThat(pii.statusCode()).isEqualTo(200);
        assertThat(pii.body()).doesNotContain(IDENTITY);
        var id = Json.parse(pii.body()).path("id").asText();
        var tokens = house.module.vault().tokens();
        var kind = Tokens.Kind.PII;
        var opened = tokens.open(TwoOrigins.SELLER, kind, id, "id_number");
        assertThat(opened.text()).isEqualTo(IDENTITY);
        var person = "person[first_name]=" + NAME;
        assertThat(post(house.mainUrl(), "/v1/tokens", person, "cpt").statusCode()).isEqualTo(200);
        var wrong = person + "&pii[id_number]=" + IDENTITY;
        var refused = post(house.mainUrl(), "/v1/tokens", wrong, "both");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain(IDENTITY).doesNotContain(NAME);
    }

    private static CardInput input() {
        return new CardInput(number(CARDS + 2), 12, 2034, Optional.of(CVC));
    }

    private static HttpResponse<String> post(String origin, String path, String form, String once)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(origin + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", "Bearer " + TwoOrigins.SECRET)
                        .header("Idempotency-Key", once)
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The database's folder, this test's folder and everything the build wrote. */
    private List<Path> files() throws IOException {
        var database = TestPlatform.serverFolder();
        var all = new ArrayList<Path>();
        for (var root : List.of(database, folder, Path.of("target", "keys"))) {
            try (var walk = Files.walk(root)) {
                walk.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        return all;
    }

    private static List<byte[]> forms(String number) {
        var ascii = number.getBytes(StandardCharsets.US_ASCII);
        var forms = new ArrayList<byte[]>();
        forms.add(ascii);
        forms.add(number.getBytes(StandardCharsets.UTF_16LE));
        forms.add(number.getBytes(StandardCharsets.UTF_16BE));
        forms.add(HexFormat.of().parseHex(number + "f"));
        forms.add(HexFormat.of().parseHex("0" + number));
        forms.add(HexFormat.of().formatHex(ascii).getBytes(StandardCharsets.US_ASCII));
        // Base64 at each of three places of the number within groups of three bytes.
        for (int skip = 0; skip < 3; skip++) {
            int whole = (ascii.length - skip) / 3 * 3;
            var inner = Arrays.copyOfRange(ascii, skip, skip + whole);
            forms.add(Base64.getEncoder().encode(inner));
        }
        return forms;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException removedMeanwhile) {
            return new byte[0];
        }
    }
}
