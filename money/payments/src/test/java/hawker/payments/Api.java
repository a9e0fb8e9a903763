package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.look.Look;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The API of the stage on a port of its own, spoken to by the official SDK or by bare HTTP. */
final class Api implements AutoCloseable {

    /** The answer to a bare request. */
    record Got(int status, ObjectNode body, HttpResponse<String> response) {
        String error(String field) {
            return body.path("error").path(field).asText();
        }
    }

    private final Stage stage;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    Api(Stage stage) {
        this.stage = stage;
        var api = ApiModule.open(stage.platform, stage.accounts);
        var operations = new ArrayList<Operation>(stage.module.operations());
        operations.addAll(stage.customersModule.operations());
        operations.addAll(
                stage.vaultModule.operations(
                        stage.customersModule.check(), stage.network.verifier()));
        var expanders = new ArrayList<Expander>(stage.module.expanders());
        expanders.addAll(stage.customersModule.expanders());
        var routes =
                new Routes()
                        .addAll(api.routes(operations, expanders, List.of(stage.module.replayer())))
                        .addAll(stage.module.routes())
                        .addAll(stage.network.routes(new Look("http://vault.test"), ""));
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server = HttpServer.start(options, routes, stage.platform);
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The official SDK with the seller's secret key. */
    StripeClient client() {
        return client(stage.opened.secretKey().secret());
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(origin())
                .setMaxNetworkRetries(0)
                .build();
    }

    Got post(String path, String form, String... headers) {
        return send(stage.opened.secretKey().secret(), "POST", path, form, headers);
    }

    Got get(String path) {
        return send(stage.opened.secretKey().secret(), "GET", path, "");
    }

    Got send(String key, String method, String path, String form, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(origin() + path))
                        .header("Authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!form.isEmpty()) request.header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) request.headers(headers);
        var response = exchange(request.build());
        return new Got(response.statusCode(), Json.parse(response.body()), response);
    }

    /** A page, as a browser gets it; redirects are not followed. */
    HttpResponse<String> page(String method, String pathAndQuery, Map<String, String> form) {
        var fields = new ArrayList<String>();
        form.forEach((name, value) -> fields.add(name + "=" + encode(value)));
        var request =
                HttpRequest.newBuilder(URI.create(origin() + pathAndQuery))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(String.join("&", fields)));
        return exchange(request.build());
    }

    static String encode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }
}
