package hawker.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files that people write, sorted. What builds and tests make is not entered at all: other
 * tests of the same run write and delete there.
 */
final class SourceTree {

    private static final Set<String> MADE = Set.of("target", "node_modules");

    private SourceTree() {}

    static List<Path> files(Path home) {
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    home,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return isMade(home, folder)
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            files.add(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    /** Hidden folders hold history and settings of tools; .ci is ours. */
    private static boolean isMade(Path home, Path folder) {
        var name = folder.getFileName().toString();
        boolean hidden = name.startsWith(".") && !name.equals(".ci");
        return !folder.equals(home) && (MADE.contains(name) || hidden);
    }
}
