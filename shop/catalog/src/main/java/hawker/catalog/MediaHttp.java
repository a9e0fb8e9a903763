package hawker.catalog;

import hawker.web.Request;
import hawker.web.Response;

/** Serves pictures. Their names carry a hash, so that a browser need never ask again. */
final class MediaHttp {

    private final Media media;

    MediaHttp(Media media) {
        this.media = media;
    }

    Response file(Request request) {
        return media.read(request.pathParam("file"))
                .map(bytes ->
                        Response.of(200, "image/jpeg", bytes)
                                .with("Cache-Control", "public, max-age=31536000, immutable")
                                .with("X-Content-Type-Options", "nosniff"))
                .orElseGet(() -> Response.text(404, "There is no such picture."));
    }
}
