package hawker.accounts;

import hawker.look.Field;
import hawker.web.Request;
import java.util.Map;

/** A form as it comes back: what was typed, and what is wrong with it. */
record FilledForm(Request request, Map<String, String> errors) {

    static FilledForm fresh(Request request) {
        return new FilledForm(request, Map.of());
    }

    FilledForm wrong(String field, String message) {
        return new FilledForm(request, Map.of(field, message));
    }

    String value(String name) {
        return request.formParam(name).or(() -> request.queryParam(name)).orElse("").strip();
    }

    /** Passwords are not touched: a space may be part of one. */
    String password() {
        return request.secretParam("password").orElse("");
    }

    /** The field with what was typed and what is wrong; passwords are never sent back. */
    Field show(Field field) {
        var shown = field.name().equals("password") ? field : field.value(value(field.name()));
        return shown.error(errors.getOrDefault(field.name(), ""));
    }

    /** The same with a value to begin with. */
    Field show(Field field, String otherwise) {
        var shown = show(field);
        return value(field.name()).isEmpty() ? shown.value(otherwise) : shown;
    }
}
