package hawker.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /v1/files and /v1/file_links. */
final class FilesHttp {

    private static final String FILES = "/v1/files";
    private static final String LINKS = "/v1/file_links";
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Of the whole body: the largest file and what stands around it. */
    private static final int MOST = 17 * 1024 * 1024;

    private static final String[] PURPOSES =
            Arrays.stream(Purpose.values()).map(Purpose::text).toArray(String[]::new);

    private static final Shape CREATE =
            Shape.of(
                    Param.oneOf("purpose", PURPOSES).required(),
                    Param.hash(
                            "file_link_data",
                            Param.flag("create").required(),
                            Param.timestamp("expires_at"),
                            Param.metadata()));
    private static final Shape LIST =
            Shape.of(Param.paging(), Param.range("created"), Param.oneOf("purpose", PURPOSES));
    private static final Shape CREATE_LINK =
            Shape.of(Param.id("file").required(), Param.timestamp("expires_at"), Param.metadata());
    private static final Shape UPDATE_LINK =
            Shape.of(Param.timestampOrNow("expires_at").nullable(), Param.metadata());
    private static final Shape LIST_LINKS =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.flag("expired"),
                    Param.id("file"));

    private final Files files;
    private final String origin;

    FilesHttp(Files files, String origin) {
        this.files = files;
        this.origin = origin;
    }

    List<Operation> operations() {
        return List.of(
                Operation.upload(FILES, MOST, CREATE, this::create),
                Operation.get(FILES, LIST, this::list),
                Operation.get(FILES + "/{id}", Shape.of(), this::retrieve),
                Operation.post(LINKS, CREATE_LINK, this::createLink),
                Operation.get(LINKS, LIST_LINKS, this::listLinks),
                Operation.get(LINKS + "/{id}", Shape.of(), this::retrieveLink),
                Operation.post(LINKS + "/{id}", UPDATE_LINK, this::updateLink));
    }

    private Answer create(Call call) {
        var handed = handed(call);
        var link = call.params().hash("file_link_data").filter(data -> data.isTrue("create"));
        if (link.isPresent() && !handed.purpose().isLinkable()) throw notLinkable("purpose");
        var expires = link.flatMap(data -> future(data, "expires_at"));
        return call.write(tx -> {
            var file =
                    files.create(tx, call.account(), handed, call.cause())
                            .orElseThrow(() ->
                                    ApiError.parameterInvalid(
                                            "file", "Your account has no room for more files."));
            var links =
                    link.map(data ->
                                    files.link(tx, file, data.metadata().orElse(Map.of()), expires))
                            .map(List::of)
                            .orElse(List.of());
            return Answer.ok(FilesJson.file(file, links, origin, files.now()));
        });
    }

    /** The file, found out about: neither its name nor its sender says what it is. */
    private static Files.Handed handed(Call call) {
        var purpose = Purpose.of(call.params().requiredText("purpose"));
        var bytes = call.upload().bytes();
        var filename = call.upload().filename().map(FilesHttp::shortened);
        if (bytes.length == 0) throw ApiError.parameterInvalid("file", "The file is empty.");
        if (bytes.length > purpose.most())
            throw ApiError.parameterInvalid(
                    "file",
                    "Files for "
                            + purpose.text()
                            + " have at most "
                            + purpose.most()
                            + " bytes; this one has "
                            + bytes.length
                            + ".");
        var type = FileType.of(bytes, filename);
        if (type.isEmpty() || !purpose.takes(type.get()))
            throw ApiError.parameterInvalid(
                    "file", "This type of file is not taken for " + purpose.text() + ".");
        return new Files.Handed(purpose, filename, type.get(), bytes);
    }

    /** A name without folders and control characters, at most 200 characters. */
    private static String shortened(String filename) {
        var last = filename.substring(filename.replace('\\', '/').lastIndexOf('/') + 1);
        var clean = last.replaceAll("\\p{Cntrl}", "");
        return clean.length() <= 200 ? clean : clean.substring(clean.length() - 200);
    }

    private static ApiError notLinkable(String param) {
        return ApiError.parameterInvalid(param, "Files of this purpose cannot be shown by a link.");
    }

    private Optional<Instant> future(Params params, String name) {
        var time = params.timestamp(name);
        if (time.isPresent() && !time.get().isAfter(files.now()))
            throw ApiError.parameterInvalid(params.nameOf(name), "It must lie in the future.");
        return time;
    }

    private Answer list(Call call) {
        var params = call.params();
        var page =
                files.list(
                        call.account(),
                        params.text("purpose").map(Purpose::of),
                        made(params),
                        call.page());
        return Lists.answer(
                FILES, new Page<>(render(call.account(), page.items()), page.hasMore()));
    }

    private static FilesSql.Made made(Params params) {
        var created = params.range("created");
        return new FilesSql.Made(
                created.flatMap(TimeRange::from).orElse(Instant.EPOCH),
                created.flatMap(TimeRange::before).orElse(NEVER));
    }

    private Answer retrieve(Call call) {
        var id = call.path("id");
        var file =
                StoredFile.Id.parse(id)
                        .flatMap(parsed -> files.find(call.account(), parsed))
                        .orElseThrow(() -> ApiError.missing("file", id));
        return Answer.ok(render(call.account(), List.of(file)).getFirst());
    }

    /** Files with their links: one question, however many there are. */
    private List<ObjectNode> render(AccountId account, List<StoredFile> all) {
        var links = files.linksOf(account, all.stream().map(file -> file.id().text()).toList());
        return all.stream()
                .map(file ->
                        FilesJson.file(
                                file,
                                links.stream()
                                        .filter(link -> link.file().equals(file.id()))
                                        .toList(),
                                origin,
                                files.now()))
                .toList();
    }

    private Answer createLink(Call call) {
        var params = call.params();
        var id = params.requiredText("file");
        var file =
                StoredFile.Id.parse(id)
                        .flatMap(parsed -> files.find(call.account(), parsed))
                        .orElseThrow(() -> ApiError.missingReference("file", id, "file"));
        if (!file.purpose().isLinkable()) throw notLinkable("file");
        var expires = future(params, "expires_at");
        return call.write(
                tx -> answer(files.link(tx, file, params.metadata().orElse(Map.of()), expires)));
    }

    private Answer listLinks(Call call) {
        var params = call.params();
        var page =
                files.links(
                        call.account(),
                        params.text("file"),
                        params.flag("expired"),
                        made(params),
                        call.page());
        return Lists.answer(LINKS, page.map(link -> FilesJson.link(link, origin, files.now())));
    }

    private Answer retrieveLink(Call call) {
        return answer(link(call));
    }

    private Answer updateLink(Call call) {
        var params = call.params();
        var link = link(call);
        if (link.isExpired(files.now()) && params.has("expires_at"))
            throw ApiError.parameterInvalid("expires_at", "This link has expired for good.");
        if (params.timestamp("expires_at")
                .map(end -> end.isBefore(call.receivedAt()))
                .orElse(false))
            throw ApiError.parameterInvalid("expires_at", "It must not lie in the past.");
        var end =
                params.isUnset("expires_at")
                        ? Optional.<Instant>empty()
                        : params.timestamp("expires_at").or(link::expires);
        return call.write(tx -> {
            var changed = link.with(params.mergeMetadata(link.metadata()), end);
            files.update(tx, changed);
            return answer(changed);
        });
    }

    private FileLink link(Call call) {
        var id = call.path("id");
        return FileLink.Id.parse(id)
                .flatMap(parsed -> files.findLink(call.account(), parsed))
                .orElseThrow(() -> ApiError.missing("file_link", id));
    }

    private Answer answer(FileLink link) {
        return Answer.ok(FilesJson.link(link, origin, files.now()));
    }

    /** {@code file_link.file}, and the files that other objects name. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var rendered = new HashMap<String, ObjectNode>();
        for (var node : render(account, files.all(account, ids)))
            rendered.put(node.path("id").asText(), node);
        return rendered;
    }
}
