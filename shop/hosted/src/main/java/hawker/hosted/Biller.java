package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payments.PaymentIntent;
import hawker.platform.Tx;
import hawker.pricing.Coupon;
import hawker.vault.Billing;
import hawker.vault.PaymentMethod;
import java.util.List;
import java.util.Optional;

/**
 * What sessions ask of the room that bills. It stands above this one and is handed in; decision
 * 0089 says why the session has the payment and the other room makes of it what is billed.
 */
public interface Biller {

    /**
     * A price of the sale; what has no tax rates is taxed by the sale's usual ones.
     *
     * @param price as the API wrote it when it was put into the session
     * @param quantity 0 of what is metered
     * @param due what is paid for it now, before rebates and taxes
     */
    record Item(ObjectNode price, long quantity, List<String> taxRates, Money due) {
        public Item {
            taxRates = List.copyOf(taxRates);
        }
    }

    /**
     * A rebate that the session has used up already.
     *
     * @param coupon with the terms that the buyer has seen, whatever became of it since
     */
    record Off(Coupon coupon, Optional<String> promotionCode) {}

    /** A way of delivery, by its name. */
    record Delivery(String name, Money amount) {}

    /**
     * What a session sells.
     *
     * @param session {@code cs_…}: a sale happens once
     * @param customer {@code cus_…} who is billed; empty while that is not known
     * @param recurring what is paid again and again; empty: there is no subscription, but an
     *     invoice
     * @param once what is paid now only
     * @param total what the first payment must be over
     * @param data {@code subscription_data} or {@code invoice_creation[invoice_data]}, checked
     */
    record Sale(
            AccountId account,
            String session,
            Optional<String> customer,
            Currency currency,
            List<Item> recurring,
            List<Item> once,
            List<Off> rebates,
            Optional<Delivery> delivery,
            Money total,
            ObjectNode data) {
        public Sale {
            recurring = List.copyOf(recurring);
            once = List.copyOf(once);
            rebates = List.copyOf(rebates);
        }
    }

    /** Who buys, as far as the session knows. */
    record Buyer(
            Optional<String> name,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> business,
            Optional<String> individual,
            Billing.Address address) {}

    /**
     * How a sale was paid.
     *
     * @param intent the payment, if there was something to pay
     * @param method what later payments are to be made with, if something was kept
     */
    record Payment(Optional<PaymentIntent.Id> intent, Optional<PaymentMethod.Id> method) {}

    /** What a sale has become. */
    record Sold(String customer, Optional<String> subscription, Optional<String> invoice) {}

    /**
     * Refuses, with the error of the API, what could not be billed: intervals that do not go
     * together, prices with meters, a customer with money in another currency.
     */
    void check(Tx tx, Sale sale);

    /** Whether a customer was billed before, so that codes for first orders are not for them. */
    boolean hasBought(Tx tx, AccountId account, String customer);

    /**
     * Refuses {@code account_tax_ids} that are not the account's own, or too many.
     *
     * @param data of invoices, with the parameter
     */
    void checkTaxIds(AccountId account, Params data);

    /** Makes a customer of a buyer who is none yet. */
    String customer(Tx tx, AccountId account, Buyer buyer);

    /**
     * Writes down the number by which a tax office knows a customer that was made for a session.
     *
     * @param kind eu_vat, us_ein …
     */
    void taxNumber(Tx tx, AccountId account, String customer, String kind, String value);

    /**
     * Makes the subscription, or the invoice, of a sale in the transaction that completes its
     * session. The money has moved: nothing is refused any more.
     *
     * @param buyer of whom a customer is made if the sale's is gone
     */
    Sold sell(Tx tx, Sale sale, Buyer buyer, Payment payment);
}
