package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A bank account ({@code ba_…}) or debit card ({@code card_…}) that an account is paid out to.
 *
 * @param isDefault whether payouts in its currency go there unless told otherwise; at most one a
 *     currency
 * @param status {@code new}, {@code validated}, {@code errored} (a payout came back)
 * @param accountNumber the whole number, for the bank only: never shown; of a card the last four
 * @param details how the API shows it, in the API's own form; nobody changes the tree
 */
public record ExternalAccount(
        String id,
        AccountId account,
        int version,
        Currency currency,
        boolean isDefault,
        String status,
        String accountNumber,
        ObjectNode details,
        Map<String, String> metadata,
        Instant created) {

    /** Who keeps one-time tokens of cards and bank accounts: a room above. */
    public interface Tokens {

        /** There are only the fixed names of test mode. */
        Tokens NONE =
                new Tokens() {
                    @Override
                    public Optional<Named> find(AccountId account, String token) {
                        return Optional.empty();
                    }

                    @Override
                    public Named.Card described(AccountId account, Params card) {
                        throw ApiError.parameterInvalid(
                                card.nameOf("object"),
                                "Sending card numbers directly is unsafe. Use a token.");
                    }

                    @Override
                    public boolean use(Tx tx, AccountId account, String token) {
                        return false;
                    }

                    @Override
                    public ApiError refusal(AccountId account, String token, String param) {
                        return ApiError.missingReference("token", token, param);
                    }
                };

        /**
         * What a token of an account stands for; it stays good. Never called within a transaction:
         * a number is opened for it. Empty: no such, or used.
         */
        Optional<Named> find(AccountId account, String token);

        /**
         * What a card shows whose data a platform's server describes; published test cards only.
         *
         * @throws ApiError 402 for every other number
         */
        Named.Card described(AccountId account, Params card);

        /** Uses a token up with what is made of it; false: somebody was first. */
        boolean use(Tx tx, AccountId account, String token);

        /** Why {@link #find} gives nothing: no such token, used, or of another kind. */
        ApiError refusal(AccountId account, String token, String param);

        /** What a token stands for. */
        sealed interface Named {

            /**
             * A bank account.
             *
             * @param number its digits, or an IBAN
             * @param routing nine digits in the United States; else empty
             */
            record Bank(
                    String country,
                    Currency currency,
                    String routing,
                    String number,
                    Optional<String> holder,
                    Optional<String> holderType)
                    implements Named {

                /** Without the number: this may end in a log. */
                @Override
                public String toString() {
                    return "Bank[" + country + "]";
                }
            }

            /**
             * A card.
             *
             * @param brand as the API writes it: Visa
             * @param fingerprint equal for equal cards of the account that made the token
             */
            record Card(
                    String brand,
                    String country,
                    int expMonth,
                    int expYear,
                    String funding,
                    String last4,
                    String fingerprint,
                    Optional<String> name)
                    implements Named {}
        }
    }

    public ExternalAccount {
        metadata = Map.copyOf(metadata);
    }

    public boolean isCard() {
        return id.startsWith("card_");
    }

    public String last4() {
        return details.path("last4").asText();
    }

    /** Of a bank account; empty for cards. */
    public Optional<String> routing() {
        return Optional.ofNullable(details.get("routing_number")).map(node -> node.asText());
    }

    /** Whether money can be there within minutes. */
    public boolean takesInstant() {
        return details.path("instant").asBoolean();
    }

    public String country() {
        return details.path("country").asText();
    }

    public String holder() {
        return details.path(isCard() ? "name" : "account_holder_name").asText("");
    }

    ExternalAccount with(boolean nowDefault, String nowStatus) {
        return new ExternalAccount(
                id,
                account,
                version + 1,
                currency,
                nowDefault,
                nowStatus,
                accountNumber,
                details,
                metadata,
                created);
    }

    ExternalAccount with(ObjectNode otherDetails, Map<String, String> otherMetadata) {
        return new ExternalAccount(
                id,
                account,
                version + 1,
                currency,
                isDefault,
                status,
                accountNumber,
                otherDetails,
                otherMetadata,
                created);
    }

    /** Without the number: this may end in a log. */
    @Override
    public String toString() {
        return "ExternalAccount[" + id + " •••• " + last4() + "]";
    }
}
