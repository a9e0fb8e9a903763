/** Sellers let platforms act for them, with OAuth. The door is {@link hawker.oauth.OauthModule}. */
@NullMarked
package hawker.oauth;

import org.jspecify.annotations.NullMarked;
