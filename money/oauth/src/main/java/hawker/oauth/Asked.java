package hawker.oauth;

import hawker.kernel.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a platform asks a seller for, after its parameters have been checked.
 *
 * @param application its id, {@code ca_…}, which names platform and mode
 * @param redirect where the browser comes back to; one that the platform registered
 * @param readsOnly whether it wants to read only: the scope {@code read_only}, which is also what
 *     is meant when none is named
 * @param state what the platform wants back untouched
 */
record Asked(
        AccountId platform,
        String application,
        String redirect,
        boolean readsOnly,
        Optional<String> state) {

    static final String READ = "read_only";
    static final String WRITE = "read_write";

    String scope() {
        return readsOnly ? READ : WRITE;
    }

    /** Back to the platform with a code. */
    String granted(String code) {
        return back(Map.of("code", code, "scope", scope()));
    }

    /** Back to the platform without one. */
    String refused(String error, String description) {
        return back(Map.of("error", error, "error_description", description));
    }

    private String back(Map<String, String> params) {
        var all = new LinkedHashMap<String, String>();
        state.ifPresent(text -> all.put("state", text));
        all.putAll(params);
        return Redirects.with(redirect, all);
    }
}
