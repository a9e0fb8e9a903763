package hawker.demo;

import hawker.catalog.Ingested;
import hawker.catalog.Media;
import hawker.catalog.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * All pictures of the demo: of the goods, and the logos and banners made of them. The slowest part
 * of loading it, so it is done on all processors.
 */
final class Pictures {

    private final Media media;
    private final Map<String, Picture> byName = new ConcurrentHashMap<>();

    Pictures(Media media) {
        this.media = media;
    }

    void read(Eshop eshop, Goods goods, Consumer<String> says) {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (var seller : Resources.json("sellers.json")) {
            var handle = seller.get("handle").asText();
            var marks = new ArrayList<String>();
            seller.get("mark").forEach(path -> marks.add(path.asText()));
            var accent = seller.get("accent").asText();
            tasks.add(() -> store("logo " + handle, Artwork.logo(accent, marks)));
            var strip = new ArrayList<byte[]>();
            seller.get("banner").forEach(id -> strip.add(Eshop.picture(id.asInt())));
            tasks.add(() -> store("banner " + handle, Artwork.banner(strip)));
        }
        for (var item : eshop.items()) {
            tasks.add(() -> store("item " + item.id(), item.picture()));
            if (goods.isSeenCloser(item.id()))
                tasks.add(() -> store("closer " + item.id(), Artwork.closer(item.picture())));
        }
        run(tasks, says);
    }

    private boolean store(String name, byte[] picture) {
        if (!(media.store(picture) instanceof Ingested.Stored(var stored)))
            throw new IllegalStateException("a picture of the demo is refused: " + name);
        byName.put(name, stored);
        return true;
    }

    private static void run(List<Callable<Boolean>> tasks, Consumer<String> says) {
        var done = new AtomicInteger();
        int processors = Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newFixedThreadPool(processors)) {
            var running = new ArrayList<Future<Boolean>>();
            for (var task : tasks)
                running.add(
                        threads.submit(() -> {
                            var result = task.call();
                            int n = done.incrementAndGet();
                            if (n % 30 == 0) says.accept("Pictures: " + n + " of " + tasks.size());
                            return result;
                        }));
            for (var one : running) one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture of the demo cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    Picture logo(String handle) {
        return named("logo " + handle);
    }

    Picture banner(String handle) {
        return named("banner " + handle);
    }

    Picture item(int id) {
        return named("item " + id);
    }

    /** The second picture of an item, if it has one. */
    Optional<Picture> closer(int id) {
        return Optional.ofNullable(byName.get("closer " + id));
    }

    private Picture named(String name) {
        var picture = byName.get(name);
        if (picture == null) throw new IllegalArgumentException("there is no picture " + name);
        return picture;
    }
}
