package hawker.look;

/** What a message or a state means; always said in words too, never by colour alone. */
public enum Tone {
    PLAIN,
    NOTE,
    GOOD,
    WARN,
    BAD;

    String key() {
        return switch (this) {
            case PLAIN -> "plain";
            case NOTE -> "note";
            case GOOD -> "good";
            case WARN -> "warn";
            case BAD -> "bad";
        };
    }

    String icon() {
        return switch (this) {
            case PLAIN, NOTE -> "info";
            case GOOD -> "circle-check";
            case WARN -> "triangle-alert";
            case BAD -> "circle-alert";
        };
    }
}
