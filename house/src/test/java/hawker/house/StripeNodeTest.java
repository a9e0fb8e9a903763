package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The official npm package cannot tell the difference either; ./check installs Node where there is
 * none.
 */
@Tag("slow")
class StripeNodeTest {

    @Test
    void the_npm_package_tells_its_story() throws Exception {
        var house = House.open();
        var folder = Path.of("target/node").toAbsolutePath();
        Files.createDirectories(folder);
        for (var file : new String[] {"package.json", "story.mjs"})
            Files.copy(
                    Path.of("src/test/node").resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        run(folder, Map.of(), "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        var told =
                run(
                        folder,
                        Map.of("BASE", house.base(), "KEY", house.secretKey()),
                        "node",
                        "story.mjs");
        assertThat(told).contains("STORY TOLD");
    }

    private static String run(Path folder, Map<String, String> environment, String... command)
            throws Exception {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + output).isZero();
        return output;
    }
}
