package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Balances, their lines and payouts as programs see them, over HTTP. */
abstract class PayoutsStory {

    final Till till = Till.on("2026-11-20");
    private final HttpServer server = serve();
    private final HttpClient http = HttpClient.newHttpClient();
    int status;

    @AfterEach
    void close() {
        http.close();
        server.close();
        till.close();
    }

    String error(String form) {
        var code = post("/v1/payouts", form).path("error").path("code").asText();
        assertThat(status).isEqualTo(400);
        return code;
    }

    List<String> sources(String path) {
        return texts(list(path), "source");
    }

    List<ObjectNode> list(String path) {
        var objects = new ArrayList<ObjectNode>();
        for (var each : get(path).path("data")) objects.add((ObjectNode) each);
        return objects;
    }

    static List<String> texts(List<ObjectNode> objects, String field) {
        return objects.stream().map(object -> object.path(field).asText()).toList();
    }

    static List<String> amounts(JsonNode amounts) {
        var texts = new ArrayList<String>();
        for (var each : amounts)
            texts.add(each.path("currency").asText() + " " + each.path("amount").asLong());
        return texts;
    }

    /** What the official types say against an object. */
    static List<String> findings(ObjectNode object) {
        return new StripeSchema().findings(object);
    }

    private HttpServer serve() {
        var routes =
                ApiModule.open(till.test.platform(), till.accounts)
                        .routes(
                                till.module.operations(),
                                till.module.expanders(Map.of()),
                                List.of());
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        return HttpServer.start(options, routes, till.test.platform());
    }

    ObjectNode get(String path) {
        return send("GET", path, "");
    }

    ObjectNode post(String path, String form, String... headers) {
        return send("POST", path, form, headers);
    }

    private ObjectNode send(String method, String path, String form, String... headers) {
        var uri =
                URI.create(
                        "http://127.0.0.1:"
                                + server.port()
                                + path.replace("[", "%5B").replace("]", "%5D"));
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + till.opened.secretKey().secret())
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!form.isEmpty()) request.header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) request.headers(headers);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            status = response.statusCode();
            return Json.parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
