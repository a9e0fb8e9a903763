package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code /v1/tax_codes}: what goods are to the tax office; the list ships with the program. */
final class TaxCodes {

    private static final String BASE = "/v1/tax_codes";
    private static final Map<String, ObjectNode> CODES = read();

    private TaxCodes() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get(BASE, Shape.of(Param.paging()), TaxCodes::list),
                Operation.get(BASE + "/{id}", Shape.of(), TaxCodes::retrieve));
    }

    /** A code that is on the list; else 400. */
    static String known(String code, Params params) {
        if (!CODES.containsKey(code))
            throw ApiError.missingReference("tax code", code, params.nameOf("tax_code"));
        return code;
    }

    /** For expanding. */
    static Map<String, ObjectNode> all() {
        return CODES;
    }

    private static Answer list(Call call) {
        return Lists.answer(BASE, page(call.page()));
    }

    private static Page<ObjectNode> page(PageRequest page) {
        var ids = new ArrayList<>(CODES.keySet());
        int from = page.after().map(id -> place(ids, id) + 1).orElse(0);
        if (page.before().isPresent()) {
            int end = place(ids, page.before().get());
            from = Math.max(0, end - page.limit());
            return new Page<>(copies(ids.subList(from, end)), from > 0);
        }
        int end = Math.min(ids.size(), from + page.limit());
        return new Page<>(copies(ids.subList(from, end)), end < ids.size());
    }

    private static List<ObjectNode> copies(List<String> ids) {
        return ids.stream().map(id -> Objects.requireNonNull(CODES.get(id)).deepCopy()).toList();
    }

    private static int place(List<String> ids, String id) {
        int place = ids.indexOf(id);
        if (place < 0) throw ApiError.missingReference("tax code", id, "starting_after");
        return place;
    }

    private static Answer retrieve(Call call) {
        return Optional.ofNullable(CODES.get(call.path("id")))
                .map(code -> Answer.ok(code.deepCopy()))
                .orElseThrow(() -> ApiError.missing("tax code", call.path("id")));
    }

    private static Map<String, ObjectNode> read() {
        var codes = new LinkedHashMap<String, ObjectNode>();
        try (InputStream file = TaxCodes.class.getResourceAsStream("tax_codes.tsv")) {
            var text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            for (var line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
                var cells = line.split("\t", -1);
                var node = Json.object();
                node.put("id", cells[0]).put("object", "tax_code");
                node.put("description", cells[2]).put("name", cells[1]).putNull("requirements");
                codes.put(cells[0], node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return codes;
    }
}
