package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader may rely on in every room. */
class TidyTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    void every_room_says_what_it_is_for() {
        var missing = new ArrayList<String>();
        for (var room : Rooms.FOLDERS.entrySet()) {
            var folder = HOME.resolve(room.getValue());
            if (!Files.exists(folder.resolve("README.md")))
                missing.add(room.getValue() + "/README.md");
            var info =
                    folder.resolve("src/main/java/hawker/" + room.getKey() + "/package-info.java");
            if (!Files.exists(info) || !read(info).contains("@NullMarked"))
                missing.add(info.toString());
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void no_file_is_longer_than_400_lines() {
        assertThat(sources().filter(file -> read(file).lines().count() > 400).map(TidyTest::name))
                .isEmpty();
    }

    @Test
    void no_method_is_longer_than_a_screen() {
        var tooLong = new ArrayList<String>();
        sources().forEach(file -> tooLong.addAll(longMethods(file, 70)));
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothing_is_left_to_do_on_main() {
        var word = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
        assertThat(sources().filter(file -> word.matcher(read(file)).find()).map(TidyTest::name))
                .isEmpty();
    }

    @Test
    void no_test_is_switched_off() {
        var off = Pattern.compile("@(Disabled|Ignore)\\b");
        assertThat(
                        files("src/test/java", ".java")
                                .filter(file -> !file.endsWith("TidyTest.java"))
                                .filter(file -> off.matcher(read(file)).find())
                                .map(TidyTest::name))
                .isEmpty();
    }

    @Test
    void sql_of_a_room_names_only_its_own_schema() {
        var findings = new ArrayList<String>();
        var names = String.join("|", Rooms.FOLDERS.keySet());
        var foreign =
                Pattern.compile(
                        "\\b(?:from|into|join|update)\\s+(" + names + ")\\.[a-z_]",
                        Pattern.CASE_INSENSITIVE);
        for (var room : Rooms.FOLDERS.entrySet()) {
            files(HOME.resolve(room.getValue()).resolve("src/main/java"), ".java")
                    .forEach(file -> {
                        var matcher = foreign.matcher(read(file));
                        while (matcher.find())
                            if (!matcher.group(1).equals(room.getKey()))
                                findings.add(name(file) + ": " + matcher.group());
                    });
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void every_table_is_in_its_rooms_manifest() {
        var create =
                Pattern.compile(
                        "create table(?: if not exists)?\\s+(\\w+)\\.(\\w+)",
                        Pattern.CASE_INSENSITIVE);
        var missing = new ArrayList<String>();
        for (var room : Rooms.FOLDERS.entrySet()) {
            var schema =
                    HOME.resolve(room.getValue())
                            .resolve("src/main/resources/hawker/" + room.getKey() + "/schema");
            if (!Files.isDirectory(schema)) continue;
            var manifest = read(schema.resolve("distribution.txt"));
            var all = new StringBuilder();
            files(schema, ".sql").forEach(file -> all.append(read(file)));
            files(schema, ".sql")
                    .forEach(file -> {
                        var matcher = create.matcher(read(file));
                        while (matcher.find()) {
                            var table = matcher.group(2);
                            if (all.indexOf("drop table " + room.getKey() + "." + table) >= 0)
                                continue;
                            if (!Pattern.compile("(?m)^" + table + "\\s").matcher(manifest).find())
                                missing.add(room.getKey() + "." + table);
                        }
                    });
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void the_project_speaks_of_itself_alone() {
        var words =
                Pattern.compile(
                        "repo\\.maven\\.apache\\.org|registry\\.npmjs|deb\\.debian\\.org|/work/(?:main|shared|tools)");
        assertThat(
                        everything()
                                .filter(file -> !file.endsWith("TidyTest.java"))
                                .filter(file -> words.matcher(read(file)).find())
                                .map(TidyTest::name))
                .isEmpty();
    }

    @Test
    void every_public_type_of_a_door_stands_in_the_glossary_or_explains_itself() {
        var type =
                Pattern.compile(
                        "(?m)^public (?:final |sealed |non-sealed |abstract )*(?:class|record|interface|enum) (\\w+)");
        var silent = new ArrayList<String>();
        sources()
                .forEach(file -> {
                    var text = read(file);
                    var matcher = type.matcher(text);
                    if (matcher.find() && !text.substring(0, matcher.start()).contains("/**"))
                        silent.add(name(file));
                });
        assertThat(silent).isEmpty();
    }

    private static List<String> longMethods(Path file, int limit) {
        var found = new ArrayList<String>();
        var lines = read(file).lines().toList();
        var start =
                Pattern.compile(
                        "^    (?:@\\w+ )?(?:public |private |protected |static |final |synchronized |<.*> )*[\\w<>\\[\\], .?@]+ \\w+\\(.*");
        for (int i = 0; i < lines.size(); i++) {
            if (!start.matcher(lines.get(i)).matches()
                    || lines.get(i).contains(" record ")
                    || !(lines.get(i).endsWith("{") || lines.get(i).endsWith("("))) continue;
            int end = i + 1;
            while (end < lines.size()
                    && !lines.get(end).equals("    }")
                    && !start.matcher(lines.get(end)).matches()) end++;
            if (end - i > limit)
                found.add(name(file) + ":" + (i + 1) + " (" + (end - i) + " lines)");
        }
        return found;
    }

    private static Stream<Path> sources() {
        return files("src/main/java", ".java");
    }

    private static Stream<Path> files(String folder, String end) {
        return Rooms.FOLDERS.values().stream()
                .flatMap(room -> files(HOME.resolve(room).resolve(folder), end));
    }

    private static Stream<Path> files(Path folder, String end) {
        if (!Files.isDirectory(folder)) return Stream.empty();
        try (var found = Files.walk(folder)) {
            return found.filter(f -> f.toString().endsWith(end)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> everything() {
        return SourceTree.files(HOME).stream()
                .filter(f ->
                        f.toString()
                                .matches(
                                        ".*\\.(java|md|sql|jte|css|js|xml|sh|txt|properties)|.*/(hawker|check|run)"));
    }

    private static String name(Path file) {
        return HOME.relativize(file).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
