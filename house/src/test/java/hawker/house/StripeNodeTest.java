package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
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
        assertThat(told("story.mjs")).contains("STORY TOLD");
    }

    @Test
    void packages_of_recent_years_do_with_the_versions_they_were_written_for() throws Exception {
        assertThat(told("older.mjs")).contains("OLDER STORIES TOLD");
    }

    private static String told(String story) throws Exception {
        var house = House.open();
        var node = new CommandLine("node");
        for (var file : new String[] {"package.json", story})
            Files.copy(
                    Path.of("src/test/node").resolve(file),
                    node.folder().resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        node.done(Map.of(), "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        var environment = Map.of("BASE", house.base(), "KEY", house.secretKey());
        return node.done(environment, "node", story);
    }
}
