package hawker.clearing;

import hawker.network.Clearing;
import hawker.network.ClearingFile;
import hawker.network.ClearingFile.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The network's files, with whatever a test does to the lines of one of them. */
final class Spoilt implements Clearing {

    private final Clearing network;
    private final Map<LocalDate, UnaryOperator<List<Line>>> spoiling = new HashMap<>();
    private final Map<LocalDate, UnaryOperator<String>> breaking = new HashMap<>();

    Spoilt(Clearing network) {
        this.network = network;
    }

    /** The file of a day has other lines, and a trailer that fits them. */
    void spoil(LocalDate day, UnaryOperator<List<Line>> how) {
        spoiling.put(day, how);
    }

    /** The file of a day has another text. */
    void damage(LocalDate day, UnaryOperator<String> how) {
        breaking.put(day, how);
    }

    void repair(LocalDate day) {
        breaking.remove(day);
        spoiling.remove(day);
    }

    @Override
    public Optional<LocalDate> begins() {
        return network.begins();
    }

    @Override
    public Optional<ClearingFile> file(LocalDate day) {
        return network.file(day).map(file -> copy(day, file));
    }

    private ClearingFile copy(LocalDate day, ClearingFile file) {
        var lines = new ArrayList<Line>();
        file.forEach(lines::add);
        var spoilt = spoiling.getOrDefault(day, UnaryOperator.identity()).apply(lines);
        var trailer = new ClearingFile.Trailer();
        var text = new StringBuilder(ClearingFile.head(day)).append('\n');
        trailer.add(ClearingFile.head(day));
        for (var line : spoilt) {
            trailer.count(line);
            trailer.add(line.text());
            text.append(line.text()).append('\n');
        }
        text.append(trailer.text()).append('\n');
        try {
            var path = Files.createTempFile(Path.of("target"), "spoilt", ".txt");
            Files.writeString(
                    path,
                    breaking.getOrDefault(day, UnaryOperator.identity()).apply(text.toString()));
            return new ClearingFile(day, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
