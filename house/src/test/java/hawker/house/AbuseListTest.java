package hawker.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hawker.platform.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/abuse.md says which attacks are held; here that is compared with the tests there are. */
class AbuseListTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW =
            Pattern.compile("\\| ([AMP]\\d+) \\| [^|]+ \\| (held|waits for [^|]+) \\|");
    private static final Pattern TEST = Pattern.compile("void ([amp]\\d+)_\\w+\\(");

    @Test
    void every_attack_that_is_held_has_a_test_and_no_other_has_one() throws IOException {
        var tested = tested();
        var wrong = new ArrayList<String>();
        for (var row : listed().entrySet()) {
            boolean held = row.getValue().equals("held");
            boolean shown = tested.contains(row.getKey());
            if (held && !shown) wrong.add(row.getKey() + " is held and has no test");
            if (!held && shown) wrong.add(row.getKey() + " " + row.getValue() + " and has a test");
        }
        for (var id : tested)
            if (!listed().containsKey(id)) wrong.add(id + " has a test and is not listed");
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_list_leaves_no_number_out() throws IOException {
        var listed = listed().keySet();
        for (int n = 1; n <= 48; n++) assertThat(listed).contains("A" + n);
        for (int n = 1; n <= 8; n++) assertThat(listed).contains("M" + n);
    }

    @Test
    void a39_secrets_are_compared_in_one_place() throws IOException {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Secrets.class.getName())
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .orShould()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .because("Secrets.equal takes as long for a near miss as for a far one")
                .check(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("hawker"));
        var byHand =
                Pattern.compile(
                        "\\w*(?:[sS]ecret|[sS]ignature|[pP]assword|[dD]igest|cavv|cvc)(?:\\(\\))?\\.equals\\(");
        var found = new ArrayList<String>();
        for (var file : sources("src/main/java")) {
            var matcher = byHand.matcher(Files.readString(file));
            while (matcher.find()) found.add(HOME.relativize(file) + ": " + matcher.group());
        }
        assertThat(found).isEmpty();
    }

    /** Ids and their states, in the order of the document. */
    private static Map<String, String> listed() throws IOException {
        var listed = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(HOME.resolve("docs/abuse.md"))) {
            var row = ROW.matcher(line);
            if (row.matches() && listed.put(row.group(1), row.group(2)) != null)
                throw new AssertionError(row.group(1) + " is listed twice");
        }
        return listed;
    }

    private static Set<String> tested() throws IOException {
        var ids = new HashSet<String>();
        for (var file : sources("src/test/java")) {
            var matcher = TEST.matcher(Files.readString(file));
            while (matcher.find()) ids.add(matcher.group(1).toUpperCase(Locale.ROOT));
        }
        try (var patches = Files.list(HOME.resolve("house/mutations"))) {
            patches.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".patch"))
                    .forEach(name -> ids.add(name.substring(0, name.length() - 6)));
        }
        return ids;
    }

    private static List<Path> sources(String folder) throws IOException {
        var all = new ArrayList<Path>();
        var rooms = new ArrayList<>(Rooms.FOLDERS.values());
        rooms.add("house");
        for (var room : rooms) {
            var root = HOME.resolve(room).resolve(folder);
            if (!Files.isDirectory(root)) continue;
            try (var files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }
}
