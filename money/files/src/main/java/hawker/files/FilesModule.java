package hawker.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds the room; its schema is "files". */
public final class FilesModule {

    /** What this room tells, by Stripe's names. */
    public static final Set<String> TYPES = Set.of("file.created");

    private final Files files;
    private final FilesHttp http;
    private final String origin;

    private FilesModule(Platform platform, String origin) {
        files = new Files(platform, new FilesSql());
        http = new FilesHttp(files, origin);
        this.origin = origin;
    }

    /**
     * Opens the room.
     *
     * @param origin where the program is reached, for the URLs of files and links
     */
    public static FilesModule open(Platform platform, String origin) {
        return new FilesModule(platform, origin);
    }

    /** The door. */
    public Files files() {
        return files;
    }

    /** /v1/files and /v1/file_links. */
    public List<Operation> operations() {
        return http.operations();
    }

    /** The bytes, by key and by link. */
    public Routes routes(ApiModule api) {
        return new LinkPages(files).routes(api);
    }

    /** How the ids of files become files, for the objects of other rooms. */
    public Expander.Fetch fetch() {
        return http::fetch;
    }

    public List<Expander> expanders() {
        return List.of(Expander.of(http::fetch, "file_link.file"));
    }

    /** The file that an event tells of. */
    public Optional<ObjectNode> render(Event event, String type) {
        if (!event.isOf(type)) return Optional.empty();
        return event.payload()
                .map(Json::parse)
                .map(file ->
                        file.put("url", origin + "/v1/files/" + event.subject() + "/contents"));
    }
}
