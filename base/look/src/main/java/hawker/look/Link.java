package hawker.look;

/** Words and where they lead. */
public record Link(String label, String href) {}
