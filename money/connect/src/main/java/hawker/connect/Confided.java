package hawker.connect;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * What people told a room above instead of their platform's server: details and identity numbers,
 * under one-use names; and the files that prove them.
 */
public interface Confided {

    /** What a token names. */
    enum Kind {
        ACCOUNT,
        PERSON,
        /** An identity number. */
        PII
    }

    /**
     * What was told.
     *
     * @param text a number; of accounts and persons JSON, as {@code Params.mergeInto} writes it
     * @param from the address it came from
     */
    record Text(String text, Instant told, Optional<String> from) {
        /** Never the text: this may end in a log. */
        @Override
        public String toString() {
            return "Text[…]";
        }
    }

    /** Nobody keeps any. */
    Confided NOTHING =
            new Confided() {
                @Override
                public Text open(AccountId maker, Kind kind, String token, String param) {
                    throw ApiError.missingReference("token", token, param);
                }

                @Override
                public void use(Tx tx, AccountId maker, String token, String param) {
                    throw ApiError.missingReference("token", token, param);
                }

                @Override
                public Optional<String> purpose(AccountId owner, String file) {
                    return Optional.empty();
                }
            };

    /**
     * What a token names; it stays good. Never within a transaction: another role opens it.
     *
     * @param maker whose token it is
     * @param param where it stands in the request, for errors
     * @throws ApiError 400 if there is no such token of this kind, or it was used
     */
    Text open(AccountId maker, Kind kind, String token, String param);

    /**
     * Uses a token up with what is made of it.
     *
     * @throws ApiError 400 if somebody was first
     */
    void use(Tx tx, AccountId maker, String token, String param);

    /** What a file was handed in for; empty if the account has no such file. */
    Optional<String> purpose(AccountId owner, String file);
}
