package hawker.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.File;
import com.stripe.net.RequestOptions;
import com.stripe.param.FileCreateParams;
import com.stripe.param.FileLinkCreateParams;
import com.stripe.param.FileLinkListParams;
import com.stripe.param.FileLinkUpdateParams;
import com.stripe.param.FileListParams;
import hawker.api.ApiKeyKind;
import hawker.api.ApiModule;
import hawker.api.Caller;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.kernel.AccountId;
import hawker.platform.TestPlatform;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files and links: the official SDK as client, and whoever has a link. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesHttpTest {

    private static final AccountId ALICE = new AccountId(1001);
    private static final Map<String, Caller> KEYS =
            Map.of(
                    "sk_test_alice", caller(ALICE, ApiKeyKind.SECRET),
                    "pk_test_alice", caller(ALICE, ApiKeyKind.PUBLISHABLE),
                    "sk_live_alice", caller(ALICE.live(), ApiKeyKind.SECRET),
                    "sk_test_bob", caller(new AccountId(2001), ApiKeyKind.SECRET));

    private final StripeSchema schema = new StripeSchema();
    private final TestPlatform test = TestPlatform.open("api", "files");
    private final FilesModule module = FilesModule.open(test.platform(), "http://shop.test");
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;

    private static Caller caller(AccountId account, ApiKeyKind kind) {
        return new Caller(account, kind, "mk_1", Set.of(), "2026-10-28.endive");
    }

    @BeforeAll
    void open() {
        var api = ApiModule.open(test.platform(), key -> Optional.ofNullable(KEYS.get(key)));
        var routes =
                new Routes()
                        .addAll(api.routes(module.operations(), module.expanders(), List.of()))
                        .addAll(module.routes(api));
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"),
                        api::failed);
        server = HttpServer.start(options, routes, test.platform());
    }

    @AfterAll
    void close() {
        server.close();
        http.close();
        test.close();
    }

    private StripeClient client() {
        return StripeClient.builder()
                .setApiKey("sk_test_alice")
                .setApiBase("http://127.0.0.1:" + server.port())
                .setFilesBase("http://127.0.0.1:" + server.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    private HttpResponse<byte[]> get(String key, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] png(int size) {
        var bytes = new byte[size];
        byte[] head = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, -1, '\r', '\n', '-'};
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private File upload(byte[] bytes, FileCreateParams.Purpose purpose) throws StripeException {
        return client().v1()
                .files()
                .create(
                        FileCreateParams.builder()
                                .setPurpose(purpose)
                                .setFile(stream(bytes))
                                .build());
    }

    @Test
    void a_file_comes_back_byte_for_byte_to_its_seller_only() throws Exception {
        var bytes = png(2_000_000);
        var file = upload(bytes, FileCreateParams.Purpose.DISPUTE_EVIDENCE);
        assertThat(file.getSize()).isEqualTo(bytes.length);
        assertThat(file.getType()).isEqualTo("png");
        assertThat(file.getUrl())
                .isEqualTo("http://shop.test/v1/files/" + file.getId() + "/contents");
        var path = "/v1/files/" + file.getId();
        var json = new String(get("sk_test_alice", path).body(), StandardCharsets.UTF_8);
        assertThat(schema.findings(Json.parse(json))).isEmpty();
        var contents = get("sk_test_alice", path + "/contents");
        assertThat(Arrays.equals(contents.body(), bytes)).isTrue();
        assertThat(contents.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(contents.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        for (var key : List.of("sk_test_bob", "sk_live_alice")) {
            assertThat(get(key, path).statusCode()).isEqualTo(404);
            assertThat(get(key, path + "/contents").statusCode()).isEqualTo(404);
        }
        assertThat(get("pk_test_alice", path + "/contents").statusCode()).isEqualTo(403);
        assertThat(get("", path + "/contents").statusCode()).isEqualTo(401);
        var told =
                test.platform().events().newest(ALICE, Optional.empty(), 50).stream()
                        .filter(event -> event.subject().equals(file.getId()))
                        .toList();
        assertThat(told).hasSize(1);
        assertThat(schema.findings(module.render(told.getFirst(), "file.created").orElseThrow()))
                .isEmpty();
    }

    @Test
    void first_bytes_size_and_purpose_decide_what_is_taken() throws StripeException {
        assertThat(upload(text("%PDF-1.7 …"), FileCreateParams.Purpose.PCI_DOCUMENT).getType())
                .isEqualTo("pdf");
        for (var bad :
                List.of(
                        text("<svg onload=alert(1)>"),
                        text("MZ program"),
                        text("GIF89a…"),
                        new byte[] {1, 2, 3})) refused(bad, FileCreateParams.Purpose.BUSINESS_LOGO);
        refused(text("%PDF-1.7"), FileCreateParams.Purpose.BUSINESS_LOGO);
        refused(png(600_000), FileCreateParams.Purpose.BUSINESS_ICON);
        refused(png(4_500_001), FileCreateParams.Purpose.DISPUTE_EVIDENCE);
        refused(new byte[0], FileCreateParams.Purpose.DISPUTE_EVIDENCE);
        refused(png(16 * 1024 * 1024 + 1), FileCreateParams.Purpose.IDENTITY_DOCUMENT);
    }

    private void refused(byte[] bytes, FileCreateParams.Purpose purpose) {
        assertThatThrownBy(() -> upload(bytes, purpose))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_link_shows_the_file_until_it_ends() throws Exception {
        var stripe = client().v1();
        var bytes = png(100);
        var file = upload(bytes, FileCreateParams.Purpose.BUSINESS_LOGO);
        var link =
                stripe.fileLinks()
                        .create(
                                FileLinkCreateParams.builder()
                                        .setFile(file.getId())
                                        .putMetadata("for", "buyers")
                                        .addExpand("file")
                                        .build());
        assertThat(link.getFileObject().getId()).isEqualTo(file.getId());
        assertThat(link.getUrl()).startsWith("http://shop.test/files/links/fl_test_");
        var path = URI.create(link.getUrl()).getPath();
        assertThat(get("", path).body()).isEqualTo(bytes);
        assertThat(get("", path + "x").statusCode()).isEqualTo(404);
        var json =
                new String(
                        get("sk_test_alice", "/v1/file_links/" + link.getId()).body(),
                        StandardCharsets.UTF_8);
        assertThat(schema.findings(Json.parse(json))).isEmpty();
        assertThat(get("sk_test_bob", "/v1/file_links/" + link.getId()).statusCode())
                .isEqualTo(404);
        var ended =
                stripe.fileLinks()
                        .update(
                                link.getId(),
                                FileLinkUpdateParams.builder()
                                        .setExpiresAt(FileLinkUpdateParams.ExpiresAt.NOW)
                                        .build());
        assertThat(ended.getExpired()).isTrue();
        assertThat(ended.getUrl()).isNull();
        assertThat(ended.getMetadata()).containsEntry("for", "buyers");
        assertThat(get("", path).statusCode()).isEqualTo(404);
        var running =
                stripe.fileLinks()
                        .list(
                                FileLinkListParams.builder()
                                        .setFile(file.getId())
                                        .setExpired(false)
                                        .build());
        assertThat(running.getData()).isEmpty();
        assertThat(stripe.files().retrieve(file.getId()).getLinks().getData()).hasSize(1);
    }

    @Test
    void documents_of_persons_are_never_linked() throws StripeException {
        var file = upload(png(100), FileCreateParams.Purpose.IDENTITY_DOCUMENT);
        assertThatThrownBy(() ->
                        client().v1()
                                .fileLinks()
                                .create(
                                        FileLinkCreateParams.builder()
                                                .setFile(file.getId())
                                                .build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        client().v1()
                                .fileLinks()
                                .create(FileLinkCreateParams.builder().setFile("file_x").build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getParam()).isEqualTo("file"));
    }

    @Test
    void the_same_key_stores_the_same_file_once_and_no_other() throws StripeException {
        var options = RequestOptions.builder().setIdempotencyKey("once").build();
        var first = keyed(png(50), options);
        assertThat(keyed(png(50), options).getId()).isEqualTo(first.getId());
        assertThatThrownBy(() -> keyed(png(51), options)).isInstanceOf(StripeException.class);
        var listed =
                client().v1()
                        .files()
                        .list(
                                FileListParams.builder()
                                        .setPurpose(FileListParams.Purpose.CUSTOMER_SIGNATURE)
                                        .build());
        assertThat(listed.getData()).extracting(File::getId).containsExactly(first.getId());
    }

    private File keyed(byte[] bytes, RequestOptions options) throws StripeException {
        return client().v1()
                .files()
                .create(
                        FileCreateParams.builder()
                                .setPurpose(FileCreateParams.Purpose.CUSTOMER_SIGNATURE)
                                .setFile(stream(bytes))
                                .build(),
                        options);
    }
}
