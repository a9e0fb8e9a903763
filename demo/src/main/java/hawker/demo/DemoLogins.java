package hawker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Who can sign in to the demo, and the keys of its seller. Written to {@code DATA/demo.json} when
 * all is loaded: keys are shown once, and the file's being there says that nothing is missing.
 */
public record DemoLogins(Seller seller, Login shopper, Login operator) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Somebody who can sign in. */
    public record Login(String email, String password) {}

    /** A seller with keys of test mode. */
    public record Seller(
            String handle,
            String email,
            String password,
            String account,
            String secretKey,
            String publishableKey) {}

    public static Path file(Path data) {
        return data.resolve("demo.json");
    }

    /** What an earlier start has written; empty before the demo is loaded. */
    static Optional<DemoLogins> read(Path data) {
        var file = file(data);
        if (!Files.exists(file)) return Optional.empty();
        try {
            var node = JSON.readTree(file.toFile());
            return Optional.of(
                    new DemoLogins(
                            seller(node.get("seller")),
                            login(node.get("shopper")),
                            login(node.get("operator"))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Seller seller(JsonNode node) {
        return new Seller(
                node.get("handle").asText(),
                node.get("email").asText(),
                node.get("password").asText(),
                node.get("account").asText(),
                node.get("secret_key").asText(),
                node.get("publishable_key").asText());
    }

    private static Login login(JsonNode node) {
        return new Login(node.get("email").asText(), node.get("password").asText());
    }

    /**
     * Writes the file anew, in one move: nobody reads half of it.
     *
     * @param base origin of pages and API
     * @param vault origin of the vault
     */
    public void write(Path data, String base, String vault) {
        var node = JSON.createObjectNode().put("base", base).put("vault", vault);
        node.putObject("seller")
                .put("handle", seller.handle)
                .put("email", seller.email)
                .put("password", seller.password)
                .put("account", seller.account)
                .put("secret_key", seller.secretKey)
                .put("publishable_key", seller.publishableKey);
        put(node.putObject("shopper"), shopper);
        put(node.putObject("operator"), operator);
        try {
            Files.createDirectories(data);
            var part = data.resolve("demo.json.part");
            JSON.writerWithDefaultPrettyPrinter().writeValue(part.toFile(), node);
            Files.move(
                    part,
                    file(data),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(data), e);
        }
    }

    private static void put(ObjectNode node, Login login) {
        node.put("email", login.email).put("password", login.password);
    }
}
