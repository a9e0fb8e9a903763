package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Lists;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.vault.Instrument;
import hawker.vault.PaymentMethod;
import hawker.vault.PaymentMethodJson;
import hawker.vault.Vault;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How the methods of a customer look as their sources, and under which ids. */
final class SourceForms {

    static final Optional<String> US_BANK = Optional.of(Instrument.Scheme.US_BANK_ACCOUNT.text());

    private final TxRunner transactions;
    private final Vault vault;
    private final Attaching attaching;

    SourceForms(TxRunner transactions, Vault vault, Attaching attaching) {
        this.transactions = transactions;
        this.vault = vault;
        this.attaching = attaching;
    }

    Page<ObjectNode> shown(AccountId account, Page<PaymentMethod> page) {
        var made = page.items().stream().filter(PaymentMethod::asSource).toList();
        if (made.isEmpty()) return page.map(PaymentMethodJson::older);
        var sources =
                transactions.readAccount(
                        account, tx -> attaching.sources().shown(tx, account, made));
        return page.map(method ->
                method.asSource()
                        ? Objects.requireNonNull(sources.get(method.id().text()))
                        : PaymentMethodJson.older(method));
    }

    /** A method as a customer's sources show it. */
    ObjectNode form(Tx tx, PaymentMethod method) {
        return method.asSource()
                ? Objects.requireNonNull(
                        attaching
                                .sources()
                                .shown(tx, method.account(), List.of(method))
                                .get(method.id().text()))
                : PaymentMethodJson.older(method);
    }

    /** A source has the id of its method in the older form. */
    static String methodId(String source) {
        return PaymentMethod.Id.parse(source).map(PaymentMethod.Id::text).orElse(source);
    }

    /** How a source that a request names is kept. */
    static String kept(String source) {
        boolean told = source.startsWith("ba_") || source.startsWith("src_");
        return told ? source : methodId(source);
    }

    static boolean hasOlderForm(PaymentMethod method) {
        return method.isCard() || method.asSource() || US_BANK.equals(Optional.of(method.type()));
    }

    /** Under the id that the older form has. */
    static String olderId(PaymentMethod method) {
        if (method.asSource()) return PaymentMethodJson.sourceId(method.id());
        return method.isCard()
                ? PaymentMethodJson.olderId(method.id())
                : PaymentMethodJson.olderBankId(method.id());
    }

    /** For expansion of an id in the older form. */
    Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids) {
        var methods = ids.stream().map(SourceForms::methodId).toList();
        var rendered = new HashMap<String, ObjectNode>();
        var found = vault.find(account, methods).values().stream();
        var sources = found.filter(SourceForms::hasOlderForm).toList();
        var forms = shown(account, new Page<>(sources, false)).items();
        for (int i = 0; i < forms.size(); i++) rendered.put(olderId(sources.get(i)), forms.get(i));
        return rendered;
    }

    /** The list inside a customer: the first ten. */
    Map<String, ObjectNode> lists(AccountId account, Collection<String> ids) {
        var lists = new HashMap<String, ObjectNode>();
        for (var id : ids) {
            var page = shown(account, vault.sources(account, id, PageRequest.first(10)));
            lists.put(id, Lists.of("/v1/customers/" + id + "/sources", page));
        }
        return lists;
    }
}
