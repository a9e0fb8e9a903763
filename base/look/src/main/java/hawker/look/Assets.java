package hawker.look;

import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Style sheets, scripts and pictures that belong to the program. Each is served under a name that
 * carries a hash of its content ({@code /assets/feed.3f9a01c2de.css}), so that browsers may keep it
 * for ever; text is compressed once, when it is read.
 *
 * <p>A room keeps its own in {@code src/main/resources/hawker/ROOM/assets} and names them: {@code
 * Assets.of(FeedPages.class, "feed.css")}, adds {@link #routes} to its routes and gives {@link
 * #url} to {@link PageHead#withStyle} or {@link PageHead#withScript}.
 */
public final class Assets {

    private static final int HASH = 10;

    private record Asset(String url, String type, byte[] plain, byte[] gzip) {}

    private final Map<String, Asset> byName = new LinkedHashMap<>();

    Assets() {}

    /** Files of the folder {@code assets} beside a class. */
    public static Assets of(Class<?> beside, String... files) {
        var assets = new Assets();
        for (var file : files) assets.add(file, read(beside, "assets/" + file));
        return assets;
    }

    /** Where a file is served. */
    public String url(String file) {
        var asset = byName.get(file);
        if (asset == null) throw new IllegalArgumentException("there is no asset " + file);
        return asset.url;
    }

    public Routes routes() {
        var routes = new Routes();
        for (var asset : byName.values()) routes.get(asset.url, request -> serve(request, asset));
        return routes;
    }

    void add(String file, byte[] content) {
        int dot = file.lastIndexOf('.');
        var hash = hash(content);
        var url = "/assets/" + file.substring(0, dot) + "." + hash + file.substring(dot);
        var type = type(file.substring(dot + 1));
        var gzip = type.startsWith("font/") || type.equals("image/png") ? content : gzip(content);
        byName.put(file, new Asset(url, type, content, gzip));
    }

    static byte[] read(Class<?> beside, String path) {
        try (var in = beside.getResourceAsStream(path)) {
            if (in == null) throw new IllegalStateException("there is no resource " + path);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A file of browser code of others, out of the WebJar it was published in, whichever version
     * the build has.
     */
    static byte[] webJar(String name, String path) {
        var about = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(read(Assets.class, about)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var version = properties.getProperty("version", "");
        return read(
                Assets.class, "/META-INF/resources/webjars/" + name + "/" + version + "/" + path);
    }

    private static Response serve(Request request, Asset asset) {
        boolean smaller = asset.gzip.length < asset.plain.length;
        boolean gzip = smaller && request.header("accept-encoding").orElse("").contains("gzip");
        var response =
                Response.of(200, asset.type, gzip ? asset.gzip : asset.plain)
                        .with("Cache-Control", "public, max-age=31536000, immutable")
                        .with("X-Content-Type-Options", "nosniff");
        // Said also where nothing is encoded, so that the server does not compress it again.
        if (smaller) response = response.with("Vary", "Accept-Encoding");
        return response.with("Content-Encoding", gzip ? "gzip" : "identity");
    }

    private static String hash(byte[] content) {
        var text = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
        return hawker.platform.Secrets.sha256(text).substring(0, HASH);
    }

    private static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream(content.length / 3);
        try (var gzip = new Best(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static String type(String ending) {
        return switch (ending) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "woff2" -> "font/woff2";
            case "png" -> "image/png";
            case "jpg" -> "image/jpeg";
            case "webp" -> "image/webp";
            case "json" -> "application/json";
            case "txt" -> "text/plain; charset=utf-8";
            default -> throw new IllegalArgumentException("no type for ." + ending);
        };
    }
}
