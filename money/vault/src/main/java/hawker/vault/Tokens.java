package hawker.vault;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.TokensSql.TokenRow;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One-use names of what lies in the vault: of a payment method, of a sealed text, of a CVC in
 * memory. Whoever uses one in the transaction that writes what was made of it is the only one.
 */
public final class Tokens {

    /** What a token names; its id tells which. */
    public enum Kind {
        CARD("tok"),
        BANK_ACCOUNT("btok"),
        /** An identity number. */
        PII("pii"),
        /** What the people of an account told of it. */
        ACCOUNT("ct"),
        /** The same of one person. */
        PERSON("cpt"),
        /** The CVC of a card that is kept already. */
        CVC_UPDATE("cvctok");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** Stripe's {@code type}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String token) {
            for (var kind : values())
                if (token.startsWith(kind.prefix + "_")) return Optional.of(kind);
            return Optional.empty();
        }
    }

    /**
     * What somebody told the vault instead of a seller's server.
     *
     * @param told when
     * @param from the address it came from
     */
    public record Text(String text, Instant told, Optional<String> from) {
        /** Never the text: this may end in a log. */
        @Override
        public String toString() {
            return "Text[…]";
        }
    }

    private final TxRunner tx;
    private final TokensSql sql;
    private final PaymentMethodsSql methods;
    private final SealedTexts texts;
    private final Cvcs cvcs;
    private final Clock clock;
    private final Ids ids;

    Tokens(
            TxRunner tx,
            PaymentMethodsSql methods,
            SealedTexts texts,
            Cvcs cvcs,
            Clock clock,
            Ids ids) {
        this.tx = tx;
        this.sql = new TokensSql();
        this.methods = methods;
        this.texts = texts;
        this.cvcs = cvcs;
        this.clock = clock;
        this.ids = ids;
    }

    // ——— made ———

    /** Of a payment method that is written with it. */
    TokenRow ofMethod(PaymentMethod method, String from) {
        var kind = method.isCard() ? Kind.CARD : Kind.BANK_ACCOUNT;
        return row(method.account(), kind, Optional.of(method.id()), Optional.empty(), from);
    }

    /** Of a text, sealed at once and by another role. */
    TokenRow ofText(AccountId account, Kind kind, String text, String from) {
        var sealed = Optional.of(texts.seal(account, text));
        return row(account, kind, Optional.empty(), sealed, from);
    }

    /** Of a CVC, kept in memory under the token's name; 3 or 4 digits. */
    TokenRow ofCvc(AccountId account, String cvc, String from) {
        var token = row(account, Kind.CVC_UPDATE, Optional.empty(), Optional.empty(), from);
        cvcs.put(token.id(), cvc);
        return token;
    }

    private TokenRow row(
            AccountId account,
            Kind kind,
            Optional<PaymentMethod.Id> method,
            Optional<String> sealed,
            String from) {
        return new TokenRow(
                ids.ordinary(kind.prefix, account),
                kind,
                method,
                sealed,
                Optional.of(from),
                clock.now(),
                Optional.empty());
    }

    void insert(Tx tx, AccountId account, TokenRow token) {
        sql.insert(tx, account, token);
    }

    Optional<TokenRow> find(Tx tx, AccountId account, String token) {
        return sql.find(tx, account, token);
    }

    // ——— used ———

    /** The payment method of a token, which is used up by this. Empty: see {@link #refusal}. */
    Optional<PaymentMethod> useMethod(Tx tx, AccountId account, String token) {
        return Kind.of(token)
                .filter(kind -> kind == Kind.CARD || kind == Kind.BANK_ACCOUNT)
                .flatMap(kind -> sql.use(tx, account, token, clock.now()))
                .flatMap(TokenRow::method)
                .flatMap(id -> methods.find(tx, account, id));
    }

    /** What {@link #useMethod} would give. */
    Optional<PaymentMethod> unusedMethod(Tx tx, AccountId account, String token) {
        return sql.find(tx, account, token)
                .filter(row -> row.used().isEmpty())
                .flatMap(TokenRow::method)
                .flatMap(id -> methods.find(tx, account, id));
    }

    /**
     * What a token names; it stays good until {@link #use}. Never within a transaction: another
     * role opens it.
     *
     * @param param where the token stands in the request
     * @throws ApiError 400 token_already_used, or for a token of another kind or account
     */
    public Text open(AccountId account, Kind kind, String token, String param) {
        var row = unused(account, kind, token, param);
        return row.sealed()
                .flatMap(id -> texts.open(account, id, token))
                .map(text -> new Text(text, row.created(), row.clientIp()))
                .orElseThrow(() -> ApiError.missingReference("token", token, param));
    }

    /**
     * Uses a token up whose text was opened, in the transaction of what is made of it; the text is
     * then forgotten.
     *
     * @throws ApiError 400 token_already_used: somebody was first
     */
    public void use(Tx tx, AccountId account, String token, String param) {
        var row =
                sql.use(tx, account, token, clock.now())
                        .orElseThrow(() -> alreadyUsed(token, param));
        row.sealed().ifPresent(id -> tx.afterCommit(() -> texts.forget(account, id)));
    }

    /**
     * Whether a token's CVC can go with a payment.
     *
     * @throws ApiError 400 as {@link #open}, and for a CVC that is no longer in memory
     */
    public void checkCvc(AccountId account, String token, String param) {
        var row = unused(account, Kind.CVC_UPDATE, token, param);
        if (clock.now().isBefore(row.created().plus(Cvcs.KEPT))) return;
        throw ApiError.parameterInvalid(
                param, "The CVC token " + token + " has expired: ask the buyer for the CVC again.");
    }

    /**
     * Uses a token's CVC up: it goes with the next message to the network about this payment
     * ({@link Vault#use(AccountId, PaymentMethod, String, java.util.function.Function)}).
     *
     * @throws ApiError 400 token_already_used
     */
    public void useCvc(AccountId account, String token, String payment, String param) {
        var now = clock.now();
        boolean first = tx.inAccount(account, t -> sql.use(t, account, token, now)).isPresent();
        if (!first) throw alreadyUsed(token, param);
        cvcs.move(token, payment);
    }

    private TokenRow unused(AccountId account, Kind kind, String token, String param) {
        return tx.readAccount(account, t -> sql.find(t, account, token))
                .filter(row -> row.kind() == kind && row.used().isEmpty())
                .orElseThrow(() -> refusal(account, token, param));
    }

    /** Why a token cannot be used where it was given. */
    public ApiError refusal(AccountId account, String token, String param) {
        return tx.readAccount(account, t -> refusal(t, account, token, param));
    }

    /** The same in a transaction. */
    public ApiError refusal(Tx tx, AccountId account, String token, String param) {
        var row = sql.find(tx, account, token);
        if (row.isEmpty()) return ApiError.missingReference("token", token, param);
        if (row.get().used().isPresent()) return alreadyUsed(token, param);
        return ApiError.parameterInvalid(
                param,
                "You cannot use a token of type `"
                        + row.get().kind().word()
                        + "` here: "
                        + token
                        + ".");
    }

    private static ApiError alreadyUsed(String token, String param) {
        return ApiError.invalid(
                "token_already_used",
                param,
                "You cannot use a token more than once: " + token + ".");
    }
}
