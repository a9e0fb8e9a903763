package hawker.dashboard;

/** One thing that waits for the seller, and the link that begins it. */
public record TodoItem(String icon, String says, String action, String href) {}
