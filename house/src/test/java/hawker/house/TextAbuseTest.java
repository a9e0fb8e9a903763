package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people type stays text, wherever it comes back: a corpus of injections in all fields. */
@Tag("slow")
class TextAbuseTest {

    /** How many injections a stall takes; their number is a multiple of it. */
    private static final int A_STALL = 3;

    private final House house = House.open();

    @Test
    void a35_nothing_that_people_type_runs_or_bends_a_page() throws IOException {
        var injections = injections();
        var picture = picture();
        var stalls = new ArrayList<Stall.Pages>();
        for (int n = 0; n < injections.size(); n += A_STALL)
            stalls.add(
                    Stall.open(house, injections.subList(n, n + A_STALL), stalls.size(), picture));
        try (var trap = new Trap(house)) {
            for (var stall : stalls) {
                trap.as(stall.buyer());
                for (var path : stall.buyers()) trap.visit(path, stall.names());
                trap.as(stall.owner());
                for (var path : stall.owners()) trap.visit(path, stall.names());
            }
            for (var path : List.of("/", "/shops", "/dashboard", "/mailbox")) trap.visit(path);
            for (var mail : mails()) trap.visit(mail);
            assertThat(trap.findings()).isEmpty();
        }
    }

    @Test
    void a35_the_trap_snaps() {
        try (var trap = new Trap(house)) {
            trap.snap("<p onclick=x>a</p><script>alert(35)</script><a href=' javascript:x'>b</a>");
            assertThat(trap.findings())
                    .anyMatch(found -> found.contains("onclick"))
                    .anyMatch(found -> found.contains("javascript"))
                    .anyMatch(found -> found.contains("a script ran"));
        }
    }

    private List<String> mails() {
        var mails = new ArrayList<String>();
        for (var link : new Web(house.base()).get("/mailbox").body().split("href=\""))
            if (link.startsWith("/mailbox/")) mails.add(link.substring(0, link.indexOf('"')));
        assertThat(mails).isNotEmpty();
        return mails;
    }

    /** The corpus, a line each. */
    static List<String> injections() throws IOException {
        return Files.readAllLines(Path.of("src/test/abuse/injections.txt"));
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
