package hawker.feed;

import gg.jte.Content;

/**
 * The stream of the front page.
 *
 * @param following which tab is shown
 * @param continued whether it is not the newest page
 */
public record StreamView(Content list, boolean following, boolean signedIn, boolean continued) {}
