package hawker.files;

import hawker.api.ApiError;
import hawker.api.ApiModule;
import hawker.api.Caller;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;

/**
 * The bytes of files: to their seller by key, to others by link. Strangers made these files, so a
 * browser must neither guess a type nor run anything of them on our origin.
 */
final class LinkPages {

    static final String PATH = "/files/links/";

    private final Files files;

    LinkPages(Files files) {
        this.files = files;
    }

    Routes routes(ApiModule api) {
        return new Routes()
                .get("/v1/files/{id}/contents", api.download(this::contents))
                .get(PATH + "{secret}", this::shown);
    }

    private Response contents(Caller caller, Request request) {
        var text = request.pathParam("id");
        return StoredFile.Id.parse(text)
                .flatMap(id -> files.find(caller.account(), id))
                .map(this::bytes)
                .orElseThrow(() -> ApiError.missing("file", text));
    }

    private Response shown(Request request) {
        return files.shown(request.pathParam("secret"))
                .map(this::bytes)
                .orElseGet(() -> Response.text(404, "This link shows nothing any more."));
    }

    private Response bytes(StoredFile file) {
        var bytes = files.bytes(file.account(), file.id()).orElseThrow();
        boolean picture = file.type() == FileType.JPEG || file.type() == FileType.PNG;
        var how = picture ? "inline" : "attachment";
        return Response.of(200, file.type().contentType(), bytes)
                .with(
                        "Content-Disposition",
                        how + "; filename=\"" + file.id().text() + "." + file.type().text() + "\"")
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("Cache-Control", "private, max-age=300");
    }
}
