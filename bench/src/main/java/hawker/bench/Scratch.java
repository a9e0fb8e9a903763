package hawker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders for the data of one run: some gigabytes that nobody wants once it is over. */
public final class Scratch {

    private Scratch() {}

    /** A new folder for temporary files that the embedded database's own user may enter. */
    public static Path folder(String name) throws IOException {
        var folder = Files.createTempDirectory(name);
        if (!folder.toFile().setExecutable(true, false))
            throw new IOException("cannot open " + folder + " to the database's user");
        return folder;
    }

    /** Removes it; nothing in it may be in use. */
    public static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(file);
        }
    }
}
