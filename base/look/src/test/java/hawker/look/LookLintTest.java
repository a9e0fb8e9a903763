package hawker.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs over the style sheets and templates of every room, not only of this one. */
class LookLintTest {

    private static final Path ROOT = root();

    @Test
    void style_sheets_use_tokens_logical_sides_and_no_force() {
        var findings = lint(".css", Lint::css);
        findings.remove("base/look/src/main/resources/hawker/look/assets/tokens.css");
        assertThat(findings).isEmpty();
    }

    @Test
    void tokens_hold_no_force_and_no_ids_either() {
        var tokens =
                read(ROOT.resolve("base/look/src/main/resources/hawker/look/assets/tokens.css"));
        assertThat(tokens)
                .doesNotContain("!important")
                .doesNotContain("rgb(")
                .doesNotContain("hsl(");
    }

    @Test
    void templates_have_no_inline_code_and_everything_has_its_label() {
        assertThat(lint(".jte", Lint::template)).isEmpty();
    }

    @Test
    void each_form_that_posts_carries_the_token_of_its_session() {
        var findings = lint(".jte", Lint::forms);
        // The vault's origin sets no cookie, so there is no session to ride on.
        findings.keySet().removeIf(file -> file.matches("money/(vault|fields|network)/.*"));
        // Whoever asks for a link by mail has none yet.
        findings.remove("shop/portal/src/main/jte/login.jte");
        assertThat(findings).isEmpty();
    }

    @Test
    void each_icon_that_is_named_exists() {
        var named =
                Pattern.compile(
                        "(?:icon|iconOnly|Kit\\.empty)\\(\\s*\"([a-z0-9-]+)\""
                                + "|NavItem\\.of\\(\\s*\"[^\"]*\",\\s*\"[^\"]*\",\\s*\"([a-z0-9-]+)\"");
        Function<String, List<String>> unknown =
                text ->
                        named.matcher(text)
                                .results()
                                .map(hit -> hit.group(1) == null ? hit.group(2) : hit.group(1))
                                .filter(icon -> !Icons.NAMES.contains(icon))
                                .toList();
        assertThat(lint(".jte", unknown)).isEmpty();
        assertThat(lint(".java", unknown)).isEmpty();
    }

    @Test
    void the_lint_finds_what_it_looks_for() {
        assertThat(Lint.css("a { color: #fff; }")).hasSize(1);
        assertThat(Lint.css("a { margin-left: 3px; left: 0; }")).hasSize(3);
        assertThat(Lint.css("#x { outline: none; z-index: 3; }")).hasSize(3);
        assertThat(Lint.css("a { color: red; color: rgb(0 0 0) !important; }")).hasSize(3);
        assertThat(Lint.css("a { border: 1px solid var(--line); inset-inline-start: 2px; }"))
                .isEmpty();
        assertThat(Lint.css("a { color: var(--ink-white); white-space: nowrap; }")).isEmpty();
        assertThat(Lint.template("<p style=\"x\" onclick=\"y\">")).hasSize(2);
        assertThat(Lint.template("<img src=\"a\">")).hasSize(3);
        assertThat(Lint.template("<button>x</button><input name=\"a\">")).hasSize(2);
        assertThat(Lint.template("<label>a <input name=\"a\"></label>")).isEmpty();
        assertThat(Lint.forms("<form method=\"post\" action=\"/x\"></form>")).hasSize(1);
        assertThat(Lint.template("<a class=\"${b > 1 ? \"x\" : \"y\"}\" href=\"#\">")).isEmpty();
    }

    private static Map<String, List<String>> lint(
            String ending, Function<String, List<String>> rules) {
        var findings = new TreeMap<String, List<String>>();
        for (var room : rooms())
            try (var files = Files.walk(room.resolve("src/main"))) {
                files.filter(path -> path.toString().endsWith(ending))
                        .forEach(path -> {
                            var found = rules.apply(read(path));
                            if (!found.isEmpty())
                                findings.put(ROOT.relativize(path).toString(), found);
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        return findings;
    }

    /** The folders of rooms: what is beside their sources is written by other builds meanwhile. */
    private static List<Path> rooms() {
        try (var found = Files.find(ROOT, 2, (path, file) -> file.isDirectory())) {
            return found.filter(path -> Files.isDirectory(path.resolve("src/main"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in the folder of their room. */
    private static Path root() {
        return Path.of("").toAbsolutePath().resolve("../..").normalize();
    }
}
