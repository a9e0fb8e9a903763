package hawker.accounts;

import hawker.kernel.Currency;
import java.util.Optional;

/** What is needed to open a seller's account; checked by {@link Accounts#openAccount}. */
public record NewAccount(
        String handle,
        String name,
        String country,
        Currency currency,
        String email,
        String about,
        Optional<String> logo,
        Optional<String> banner,
        Optional<String> accent) {

    public static NewAccount of(
            String handle, String name, String country, Currency currency, String email) {
        return new NewAccount(
                handle,
                name,
                country,
                currency,
                email,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
