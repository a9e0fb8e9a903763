package hawker.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Call;
import hawker.api.Expander;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Opens the room. */
public final class VaultModule implements AutoCloseable {

    private static final int CVC_SLOTS = 20_000;
    private static final int CLEAN_UP = 1_000;
    private static final Duration UNNAMED = Duration.ofHours(1);

    private final Platform platform;
    private final PaymentMethodsSql sql;
    private final CardsSql cards;
    private final Tokenising tokenising;
    private final Cvcs cvcs;
    private final Audit audit;
    private final Velocity velocity;
    private final Rotation rotation;
    private final BankEntry banks;
    private final Vault vault;

    private VaultModule(
            Platform platform, UnaryOperator<AccountId> platformOf, Velocity.Limits limits) {
        this.platform = platform;
        var clock = platform.clock();
        var ids = platform.ids();
        var keys =
                VaultKeys.open(
                        platform.settings().data().resolve("keys").resolve("vault.json"),
                        clock.now());
        var sealing = new Sealing(keys);
        var fingerprints = new Fingerprints(keys.fingerprintMaster(), platformOf);
        var fixedCards = new FixedCards(fingerprints);
        this.cards = new CardsSql(platform.txAs("vault"));
        this.rotation = new Rotation(keys, sealing, cards, clock);
        this.sql = new PaymentMethodsSql(fixedCards);
        this.cvcs = new Cvcs(clock, CVC_SLOTS);
        this.velocity = new Velocity(limits, clock);
        this.audit = new Audit(cards, clock, ids.token(22));
        this.tokenising = new Tokenising(cards, sealing, fingerprints, cvcs, velocity, clock, ids);
        this.banks = new BankEntry(cards, sealing, fingerprints, clock, ids);
        this.vault =
                new Vault(
                        platform.tx(),
                        sql,
                        new Making(platform.tx(), sql, tokenising, fixedCards, banks, clock, ids),
                        new Keeping(sql, platform.events(), clock),
                        new Opening(cards, sealing, cvcs, audit, velocity),
                        new Tokens(
                                platform.tx(),
                                sql,
                                new SealedTexts(cards, sealing, audit, clock, ids),
                                cvcs,
                                clock,
                                ids),
                        clock);
    }

    /** Opens the vault with its keys in DATA/keys/vault.json (made at the first start). */
    public static VaultModule open(Platform platform) {
        return open(platform, account -> account);
    }

    /**
     * @param platformOf whose fingerprints an account shares: of a connected account its platform
     */
    public static VaultModule open(Platform platform, UnaryOperator<AccountId> platformOf) {
        return open(platform, platformOf, Velocity.Limits.USUAL);
    }

    static VaultModule open(
            Platform platform, UnaryOperator<AccountId> platformOf, Velocity.Limits limits) {
        return new VaultModule(platform, platformOf, limits);
    }

    /** The door. */
    public Vault vault() {
        return vault;
    }

    /** What sources of the API are made of. */
    public Sources sources(CustomerCheck customers) {
        var cloning = new Cloning(vault, tokenising, customers);
        return new Sources(sql, banks, entry(CardEntry.Origin.MAIN), cloning);
    }

    /**
     * Methods that are shown as sources ({@code src_…}). They are made first, their numbers sealed
     * at once, and written in the transaction that writes the source.
     */
    public static final class Sources {

        private final PaymentMethodsSql sql;
        private final BankEntry banks;
        private final CardEntry entry;
        private final Cloning cloning;

        private Sources(PaymentMethodsSql sql, BankEntry banks, CardEntry entry, Cloning cloning) {
            this.cloning = cloning;
            this.sql = sql;
            this.banks = banks;
            this.entry = entry;
        }

        /** {@code card[…]} of a source. */
        public static Param card() {
            return TokensHttp.card();
        }

        /**
         * A card that a seller's program sends, under the rules of tokens.
         *
         * @throws hawker.api.ApiError 402 for a number that may not come this way, or cannot be one
         */
        public PaymentMethod card(Call call, Params card) {
            return entry.seal(call, card, TokensHttp.billing(card));
        }

        /**
         * A card of a platform's customer, made anew for the account that the platform acts for.
         *
         * @param original which of the customer's cards
         * @param param that names it
         * @throws hawker.api.ApiError 400 if there is none, or no platform acts
         */
        public PaymentMethod shared(Call call, String customer, String original, String param) {
            return cloning.copy(call, customer, Optional.of(original), param);
        }

        /**
         * A bank account.
         *
         * @param number with {@code iban} for sepa_debit, else account_number and routing_number
         * @throws hawker.api.ApiError 400 for what cannot be one
         */
        public PaymentMethod account(
                AccountId account, Instrument.Scheme scheme, Params number, Billing holder) {
            return banks.ofSource(account, scheme.text(), number, holder);
        }

        /**
         * Money that a buyer is to promise or send.
         *
         * @param type of the source: ideal, ach_credit_transfer …
         */
        public PaymentMethod promised(AccountId account, String type, Billing holder) {
            return banks.promised(account, type, holder);
        }

        /** Writes what was made here. */
        public PaymentMethod add(
                Tx tx, PaymentMethod made, Billing owner, Map<String, String> metadata) {
            var source = named(made, owner, metadata);
            sql.insert(tx, source);
            return source;
        }

        /** The method of a one-time token, used up before in this transaction, as a source. */
        public PaymentMethod of(
                Tx tx, PaymentMethod ofToken, Billing owner, Map<String, String> metadata) {
            var source = named(ofToken, owner, metadata);
            sql.asSource(tx, source);
            return source;
        }

        private static PaymentMethod named(
                PaymentMethod method, Billing owner, Map<String, String> metadata) {
            return method.withDetails(owner, method.allowRedisplay(), metadata).madeSource();
        }
    }

    /** Keeping cards for customers; asks the network room's verifier. */
    public Attaching attaching(CustomerCheck customers, CardVerifier verifier) {
        return new Attaching(vault, customers, verifier);
    }

    /**
     * /v1/payment_methods, /v1/tokens and /v1/confirmation_tokens of the main origin.
     *
     * @param people the parameters {@code account} and {@code person} of tokens
     */
    public List<Operation> operations(
            CustomerCheck customers, CardVerifier verifier, Param... people) {
        var entry = entry(CardEntry.Origin.MAIN);
        var cloning = Optional.of(new Cloning(vault, tokenising, customers));
        var methods = new PaymentMethodsHttp(vault, entry, banks, cloning);
        var tokens = new TokensHttp(vault, sql, entry, banks, cloning, people);
        var all = new ArrayList<>(methods.management(attaching(customers, verifier), customers));
        all.addAll(List.of(methods.creation(), tokens.creation(), tokens.retrieval()));
        var confirmations = confirmations(entry);
        all.addAll(confirmations.management());
        all.add(confirmations.creation());
        return all;
    }

    /**
     * What the vault's own origin has of the API: making payment methods, also out of simulated
     * wallets, and both kinds of tokens.
     *
     * @param people as in {@link #operations}
     */
    public List<Operation> fieldOperations(Param... people) {
        var entry = entry(CardEntry.Origin.VAULT);
        var none = Optional.<Cloning>empty();
        return List.of(
                new PaymentMethodsHttp(vault, entry, banks, none).creation(),
                new TokensHttp(vault, sql, entry, banks, none, people).creation(),
                confirmations(entry).creation(),
                new WalletsHttp(tokenising, sql::insert, platform.clock()).creation());
    }

    private ConfirmationTokensHttp confirmations(CardEntry entry) {
        return new ConfirmationTokensHttp(vault, entry, banks, platform.ids(), platform.clock());
    }

    /** How the id of a payment method becomes the object, wherever it stands. */
    public List<Expander> expanders() {
        return List.of(
                Expander.of(
                        this::rendered,
                        "payment_intent.payment_method",
                        "setup_intent.payment_method",
                        "charge.payment_method",
                        "mandate.payment_method",
                        "customer.invoice_settings.default_payment_method"));
    }

    private Map<String, ObjectNode> rendered(AccountId account, Collection<String> ids) {
        var nodes = new HashMap<String, ObjectNode>();
        vault.find(account, ids).forEach((id, m) -> nodes.put(id, PaymentMethodJson.render(m)));
        return nodes;
    }

    private CardEntry entry(CardEntry.Origin origin) {
        return new CardEntry(origin, vault, tokenising, sql, platform.clock());
    }

    /** Work that comes round: wiping, forgetting, deleting, and checking the audit. */
    public void schedule() {
        var chores = platform.chores();
        chores.every(Duration.ofMinutes(1), "vault.wipe", this::wipe);
        chores.every(Duration.ofMinutes(10), "vault.unnamed", this::deleteUnnamed);
        chores.every(Duration.ofHours(1), "vault.audit", this::checkAudit);
        chores.every(Duration.ofMinutes(10), "vault.rotate", rotation::goOn);
    }

    /**
     * Begins a change of the key that wraps the keys of cards (PCI DSS 3.7.4: once a year); chores
     * finish it while the program works. Then back up DATA/keys anew.
     */
    public void rotateKeys() {
        rotation.begin();
    }

    int goOnRotating() {
        return rotation.goOn();
    }

    void wipe() {
        cvcs.wipeExpired();
        velocity.forgetOld();
        audit.flush();
    }

    int deleteUnnamed() {
        var now = platform.clock().now();
        return cards.deleteUnnamed(now.minus(UNNAMED), now, CLEAN_UP);
    }

    void checkAudit() {
        if (!audit.isWhole())
            throw new IllegalStateException("the vault's audit chain is broken: " + audit.chain());
    }

    String auditChain() {
        return audit.chain();
    }

    /** Wipes what is in memory and writes what the audit still holds. */
    @Override
    public void close() {
        audit.close();
        cvcs.close();
    }
}
