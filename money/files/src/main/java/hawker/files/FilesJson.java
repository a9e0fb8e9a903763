package hawker.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Lists;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Files and links as Stripe's API writes them in its newest version. */
final class FilesJson {

    /** How many links stand in a file. */
    private static final int INSIDE = 10;

    private FilesJson() {}

    /**
     * A file.
     *
     * @param links of the file, newest first
     * @param origin of the program, without a slash at its end
     */
    static ObjectNode file(StoredFile file, List<FileLink> links, String origin, Instant now) {
        var node = Json.object();
        node.put("id", file.id().text());
        node.put("object", "file");
        node.put("created", Json.seconds(file.created()));
        node.putNull("expires_at");
        Json.put(node, "filename", file.filename());
        var inside = links.stream().limit(INSIDE).map(link -> link(link, origin, now)).toList();
        node.set(
                "links",
                Lists.of("/v1/file_links?file=" + file.id().text(), inside, links.size() > INSIDE));
        node.put("purpose", file.purpose().text());
        node.put("size", file.size());
        node.putNull("title");
        node.put("type", file.type().text());
        var url = origin + "/v1/files/" + file.id().text() + "/contents";
        return Json.put(node, "url", origin.isEmpty() ? Optional.empty() : Optional.of(url));
    }

    static ObjectNode link(FileLink link, String origin, Instant now) {
        var node = Json.object();
        boolean expired = link.isExpired(now);
        node.put("id", link.id().text());
        node.put("object", "file_link");
        node.put("created", Json.seconds(link.created()));
        node.put("expired", expired);
        Json.putTime(node, "expires_at", link.expires());
        node.put("file", link.file().text());
        node.put("livemode", link.account().livemode());
        node.set("metadata", Json.metadata(link.metadata()));
        var url = origin + LinkPages.PATH + link.secret();
        return Json.put(node, "url", expired ? Optional.empty() : Optional.of(url));
    }
}
