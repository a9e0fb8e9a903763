package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What documents name is there: classes and their members, files of rooms, places that links lead
 * to.
 */
class DocumentsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** A class in a document: `Stock`, `catalog/Stock`, `network/sim/Cases`, `Pricing.redeem`. */
    private static final Pattern CLASS =
            Pattern.compile("`(?:([a-z/]+)/)?([A-Z]\\w*[a-z]\\w*)((?:\\.\\w+)*)(?:\\([^`]*\\))?`");

    /**
     * A file or folder of a room: `elements/script/checkout.js`, `checkout/`, `look/assets/*.css`.
     */
    private static final Pattern FILE = Pattern.compile("`([a-z]+)/([a-z][\\w./*-]*)?`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");

    /** Of the JDK and of Stripe's own script. */
    private static final Set<String> FOREIGN = Set.of("Optional", "IntegrationError");

    @Test
    void a_class_that_a_document_names_is_there() {
        var types = types();
        assertThat(wrong(CLASS, named -> isThere(named, types))).isEmpty();
    }

    private static boolean isThere(MatchResult named, Map<String, List<Path>> types) {
        if (FOREIGN.contains(named.group(2))) return true;
        var room = named.group(1) == null ? "/" : "/" + named.group(1) + "/";
        var files =
                types.getOrDefault(named.group(2), List.of()).stream()
                        .filter(file -> file.toString().contains(room))
                        .map(DocumentsTest::read)
                        .toList();
        if (files.isEmpty()) return false;
        for (var member : named.group(3).split("\\.")) {
            var word = Pattern.compile("\\b" + member + "\\b");
            if (files.stream().noneMatch(text -> word.matcher(text).find())) return false;
        }
        return true;
    }

    @Test
    void a_file_of_a_room_that_a_document_names_is_there() {
        assertThat(wrong(FILE, DocumentsTest::fileIsThere)).isEmpty();
    }

    private static boolean fileIsThere(MatchResult named) {
        var folder = Rooms.FOLDERS.get(named.group(1));
        if (folder == null) return true;
        if (CLASS.matcher(named.group()).matches()) return true;
        // Of a pattern, the folder is looked for.
        var rest = named.group(2) == null ? "" : named.group(2).replaceFirst("[^/]*\\*.*", "");
        for (var kind : new String[] {"java", "resources"}) {
            var in = HOME.resolve(folder).resolve("src/main/" + kind + "/hawker/" + named.group(1));
            if (Files.exists(in.resolve(rest))) return true;
        }
        return Files.exists(HOME.resolve(folder).resolve(rest));
    }

    @Test
    void a_link_of_a_document_leads_somewhere() {
        var dead = new ArrayList<String>();
        for (var document : documents())
            LINK.matcher(read(document))
                    .results()
                    .map(link -> link.group(1))
                    .filter(to -> !Files.exists(document.resolveSibling(to)))
                    .forEach(to -> dead.add(HOME.relativize(document) + ": " + to));
        assertThat(dead).isEmpty();
    }

    private static List<String> wrong(Pattern names, Predicate<MatchResult> isThere) {
        var wrong = new ArrayList<String>();
        for (var document : documents()) {
            // Decisions tell of the day they were made.
            if (document.toString().contains("/decisions/")) continue;
            names.matcher(read(document))
                    .results()
                    .filter(isThere.negate())
                    .forEach(name -> wrong.add(HOME.relativize(document) + ": " + name.group()));
        }
        return wrong;
    }

    /** Where each type is declared, nested ones too, tests included. */
    private static Map<String, List<Path>> types() {
        var types = new HashMap<String, List<Path>>();
        for (var file : files(".java"))
            DECLARED.matcher(read(file))
                    .results()
                    .forEach(type ->
                            types.computeIfAbsent(type.group(1), name -> new ArrayList<>())
                                    .add(file));
        return types;
    }

    private static List<Path> documents() {
        return files(".md");
    }

    private static List<Path> files(String end) {
        return SourceTree.files(HOME).stream()
                .filter(file -> file.toString().endsWith(end))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
