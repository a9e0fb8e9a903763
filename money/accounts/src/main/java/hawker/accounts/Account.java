package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import java.time.Instant;
import java.util.Optional;

/**
 * A seller.
 *
 * @param id the live number; the test one is its pair
 * @param handle the name in addresses, without the @
 * @param country two capital letters (ISO 3166)
 * @param currency in which it sells and is paid out
 * @param about a few sentences for the shop's page
 * @param logo URL path of a picture
 * @param banner URL path of a picture
 * @param accent a colour, {@code #rrggbb}
 * @param supportEmail where buyers may write to
 * @param returns what the shop takes back and how, in its own words; may be empty
 * @param closed while the shop sells nothing: what buyers read about it, may be empty
 * @param apiVersion of API answers for requests that name none, fixed when the account is opened
 */
public record Account(
        AccountId id,
        String handle,
        String name,
        String country,
        Currency currency,
        String email,
        boolean chargesEnabled,
        boolean payoutsEnabled,
        String about,
        Optional<String> logo,
        Optional<String> banner,
        Optional<String> accent,
        Optional<String> supportEmail,
        String returns,
        Optional<String> closed,
        String apiVersion,
        Instant created) {

    public Account {
        if (!id.livemode())
            throw new IllegalArgumentException("an account goes by its live number");
    }

    /** Why nothing can be bought in the shop now, for buyers; empty: it can. */
    public Optional<String> closedSays() {
        return closed.map(words -> (name + " is closed at the moment. " + words).strip());
    }

    /** How it presents itself, to be changed. */
    public Profile profile() {
        return new Profile(name, about, logo, banner, accent, supportEmail, returns, closed);
    }

    Account withProfile(Profile profile) {
        return new Account(
                id,
                handle,
                profile.name(),
                country,
                currency,
                email,
                chargesEnabled,
                payoutsEnabled,
                profile.about(),
                profile.logo(),
                profile.banner(),
                profile.accent(),
                profile.supportEmail(),
                profile.returns(),
                profile.closed(),
                apiVersion,
                created);
    }
}
