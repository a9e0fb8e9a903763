package hawker.vault;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import hawker.vault.PaymentMethod.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payment methods and one-time tokens: what the program's own role may read and write. */
final class PaymentMethodsSql {

    private static final String ONE =
            "select * from vault.payment_method where account_id = ? and payment_method_id = ?";

    private static final GroupCommit.Insert FIXED =
            GroupCommit.Insert.guarded(
                    "vault.payment_method",
                    "account_id bigint",
                    "payment_method_id text",
                    "fixed_name text",
                    "exp_month int",
                    "exp_year int",
                    "created_at timestamptz");

    private final MethodRows rows;

    PaymentMethodsSql(FixedCards fixedCards) {
        this.rows = new MethodRows(fixedCards);
    }

    void addFixed(GroupCommit.Unit unit, PaymentMethod method, String name) {
        unit.add(
                FIXED,
                method.account().number(),
                method.id().text(),
                name,
                method.card().expMonth(),
                method.card().expYear(),
                method.created());
    }

    void insert(Tx tx, PaymentMethod method) {
        if (!method.isCard()) insertOther(tx, method);
        else
            switch (method.source()) {
                case Source.Fixed(var name) -> insertFixed(tx, method, name);
                case Source.Sealed(var cardId) -> insertSealed(tx, method, cardId);
                case Source.None() -> throw new IllegalArgumentException("a card without a number");
            }
    }

    private static void insertOther(Tx tx, PaymentMethod method) {
        var fixed = method.source() instanceof Source.Fixed(var name) ? name : null;
        var sealed = method.source() instanceof Source.Sealed(var id) ? id : null;
        tx.update(
                """
                insert into vault.payment_method
                    (account_id, payment_method_id, fixed_name, card_id, kind, bank, billing,
                     allow_redisplay, metadata, created_at, as_source)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                method.account(),
                method.id().text(),
                Optional.ofNullable(fixed),
                Optional.ofNullable(sealed),
                method.type(),
                bank(method.instrument()),
                billing(method.billing()),
                redisplay(method.allowRedisplay()),
                metadata(method.metadata()),
                method.created(),
                method.asSource());
    }

    private static String told(Instrument instrument) {
        return instrument instanceof Instrument.BankAccount bank
                ? PaymentMethodJson.told(bank)
                : "{}";
    }

    private static Optional<String> bank(Instrument instrument) {
        return instrument instanceof Instrument.BankAccount bank
                ? Optional.of(PaymentMethodJson.stored(bank))
                : Optional.empty();
    }

    private static void insertFixed(Tx tx, PaymentMethod method, String name) {
        tx.update(
                """
                insert into vault.payment_method
                    (account_id, payment_method_id, fixed_name, exp_month, exp_year, billing,
                     allow_redisplay, metadata, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                method.account(),
                method.id().text(),
                name,
                method.card().expMonth(),
                method.card().expYear(),
                billing(method.billing()),
                redisplay(method.allowRedisplay()),
                metadata(method.metadata()),
                method.created());
    }

    private static void insertSealed(Tx tx, PaymentMethod method, String cardId) {
        var card = method.card();
        tx.update(
                """
                insert into vault.payment_method
                    (account_id, payment_method_id, card_id, brand, last4, funding, country,
                     fingerprint, networks, preferred_network, check_line1, check_postal_code,
                     check_cvc, exp_month, exp_year, billing, allow_redisplay, metadata, created_at,
                     presence, wallet, as_source)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                method.account(),
                method.id().text(),
                cardId,
                card.brand(),
                card.last4(),
                card.funding(),
                card.country(),
                card.fingerprint(),
                String.join(",", card.networks()),
                card.preferredNetwork(),
                check(card.checks().addressLine1()),
                check(card.checks().postalCode()),
                check(card.checks().cvc()),
                card.expMonth(),
                card.expYear(),
                billing(method.billing()),
                redisplay(method.allowRedisplay()),
                metadata(method.metadata()),
                method.created(),
                card.presence().map(PaymentMethodJson::stored),
                card.wallet().map(CardDisplay.Wallet::text),
                method.asSource());
    }

    Optional<PaymentMethod> find(Tx tx, AccountId account, PaymentMethod.Id id) {
        return tx.one(ONE, rows::method, account, id.text());
    }

    /** The same, held against every other change until the transaction ends. */
    Optional<PaymentMethod> lock(Tx tx, AccountId account, PaymentMethod.Id id) {
        return tx.one(ONE + " for update", rows::method, account, id.text());
    }

    List<PaymentMethod> find(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                """
                select * from vault.payment_method
                where account_id = ? and payment_method_id = any(?)
                """,
                rows::method,
                account,
                ids.toArray(String[]::new));
    }

    /**
     * @param types of the methods
     * @param sources also those of other types that were made as sources
     * @param redisplay only those with this choice
     */
    Page<PaymentMethod> list(
            Tx tx,
            AccountId account,
            String customer,
            List<String> types,
            boolean sources,
            Optional<String> redisplay,
            PageRequest page) {
        var wanted = types.toArray(String[]::new);
        var found =
                page.before().isPresent()
                        ? tx.list(
                                """
                                select * from vault.payment_method
                                where account_id = ? and customer = ? and payment_method_id > ?
                                    and (coalesce(kind, 'card') = any(?) or as_source and ?)
                                    and (?::text is null
                                        or coalesce(allow_redisplay, 'unspecified') = ?)
                                order by payment_method_id limit ?
                                """,
                                rows::method,
                                account,
                                customer,
                                page.before(),
                                wanted,
                                sources,
                                redisplay,
                                redisplay,
                                page.limit() + 1)
                        : tx.list(
                                """
                                select * from vault.payment_method
                                where account_id = ? and customer = ?
                                    and (?::text is null or payment_method_id < ?)
                                    and (coalesce(kind, 'card') = any(?) or as_source and ?)
                                    and (?::text is null
                                        or coalesce(allow_redisplay, 'unspecified') = ?)
                                order by payment_method_id desc limit ?
                                """,
                                rows::method,
                                account,
                                customer,
                                page.after(),
                                page.after(),
                                wanted,
                                sources,
                                redisplay,
                                redisplay,
                                page.limit() + 1);
        var cut = Page.of(found, page.limit());
        return page.before().isPresent() ? new Page<>(cut.items().reversed(), cut.hasMore()) : cut;
    }

    /** Only an unattached method can be attached: its state is part of the condition. */
    Optional<PaymentMethod> attach(
            Tx tx, AccountId account, PaymentMethod.Id id, String customer, Checks checks) {
        return tx.one(
                """
                update vault.payment_method
                set state = 'ATTACHED', customer = ?,
                    check_line1 = coalesce(?, check_line1),
                    check_postal_code = coalesce(?, check_postal_code),
                    check_cvc = coalesce(?, check_cvc)
                where account_id = ? and payment_method_id = ? and state = 'UNATTACHED'
                returning *
                """,
                rows::method,
                customer,
                check(checks.addressLine1()),
                check(checks.postalCode()),
                check(checks.cvc()),
                account,
                id.text());
    }

    Optional<PaymentMethod> detach(Tx tx, AccountId account, PaymentMethod.Id id) {
        return tx.one(
                """
                update vault.payment_method set state = 'DETACHED', customer = null
                where account_id = ? and payment_method_id = ? and state = 'ATTACHED'
                returning *
                """,
                rows::method,
                account,
                id.text());
    }

    /** Uses up a method that no customer has; false if it is not there, or not free any more. */
    boolean consume(Tx tx, AccountId account, PaymentMethod.Id id) {
        return tx.update(
                        """
                        update vault.payment_method set state = 'DETACHED'
                        where account_id = ? and payment_method_id = ? and state = 'UNATTACHED'
                        """,
                        account,
                        id.text())
                == 1;
    }

    List<PaymentMethod> detachAll(Tx tx, AccountId account, String customer) {
        return tx.list(
                """
                update vault.payment_method set state = 'DETACHED', customer = null
                where account_id = ? and customer = ?
                returning *
                """,
                rows::method,
                account,
                customer);
    }

    /** Of an account only what its owner tells: whether it is proven others may have written. */
    private static void updateOther(Tx tx, PaymentMethod method) {
        tx.update(
                """
                update vault.payment_method
                set bank = (bank::jsonb || ?::jsonb)::text, billing = ?, metadata = ?,
                    allow_redisplay = ?
                where account_id = ? and payment_method_id = ?
                """,
                told(method.instrument()),
                billing(method.billing()),
                metadata(method.metadata()),
                redisplay(method.allowRedisplay()),
                method.account(),
                method.id().text());
    }

    /** Writes that a bank account is proven; nothing else of it, which others may be changing. */
    void prove(Tx tx, PaymentMethod method) {
        tx.update(
                """
                update vault.payment_method set bank = ?
                where account_id = ? and payment_method_id = ?
                """,
                bank(method.instrument()),
                method.account(),
                method.id().text());
    }

    void asSource(Tx tx, PaymentMethod method) {
        tx.update(
                """
                update vault.payment_method set as_source = true, billing = ?, metadata = ?
                where account_id = ? and payment_method_id = ?
                """,
                billing(method.billing()),
                metadata(method.metadata()),
                method.account(),
                method.id().text());
    }

    /** Everything of a method that its owner may change. */
    void update(Tx tx, PaymentMethod method) {
        if (!method.isCard()) {
            updateOther(tx, method);
            return;
        }
        tx.update(
                """
                update vault.payment_method
                set billing = ?, metadata = ?, allow_redisplay = ?, exp_month = ?, exp_year = ?,
                    preferred_network = ?
                where account_id = ? and payment_method_id = ?
                """,
                billing(method.billing()),
                metadata(method.metadata()),
                redisplay(method.allowRedisplay()),
                method.card().expMonth(),
                method.card().expYear(),
                method.card().preferredNetwork(),
                method.account(),
                method.id().text());
    }

    private static Optional<String> check(Optional<Checks.Check> check) {
        return check.map(Enum::name);
    }

    private static Optional<String> billing(Billing billing) {
        return billing.equals(Billing.none())
                ? Optional.empty()
                : Optional.of(Json.text(PaymentMethodJson.billing(billing)));
    }

    private static Optional<String> metadata(Map<String, String> metadata) {
        return metadata.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.text(Json.metadata(metadata)));
    }

    private static Optional<String> redisplay(String allow) {
        return allow.equals(MethodRows.UNSPECIFIED) ? Optional.empty() : Optional.of(allow);
    }
}
