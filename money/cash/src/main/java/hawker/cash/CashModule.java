package hawker.cash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.Operation;
import hawker.customers.Customers;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.Purpose;
import hawker.payments.Payments;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Builds the room; its schema is "cash". */
public final class CashModule {

    /** The names of this room's events. */
    public static final Set<String> TYPES = Set.of(Cash.FUNDS_AVAILABLE, Cash.CREATED);

    private final Cash cash;
    private final CashHttp http;
    private final Invariant invariant;
    private final Asking asking;

    private CashModule(
            Platform platform,
            Ledger ledger,
            Customers customers,
            Payments payments,
            Function<AccountId, String> sellers) {
        var sql = new CashSql();
        var instructions = new Instructions(sellers);
        asking = new Asking(platform, sql, payments, sellers);
        cash = new Cash(platform, ledger, sql, instructions, asking);
        http = new CashHttp(sql, cash, instructions, customers, payments);
        invariant = new Whole(platform, ledger, sql);
    }

    /**
     * @param sellers the name of a seller, which is the holder of the accounts to send money to
     */
    public static CashModule open(
            Platform platform,
            Ledger ledger,
            Customers customers,
            Payments payments,
            Function<AccountId, String> sellers) {
        var module = new CashModule(platform, ledger, customers, payments, sellers);
        return module;
    }

    /** What payments has to know; the one who opens the rooms hands it over. */
    public hawker.payments.BuyersCash buyersCash() {
        return cash;
    }

    /** Cash balances, their movements, and the test helper that funds them. */
    public List<Operation> operations() {
        return http.operations();
    }

    /**
     * Where customers say which bank account a refund goes to.
     *
     * @param api has {@code POST /v1/payment_methods}
     */
    public Routes routes(ApiModule.Inside api) {
        return new AccountPages(asking, api).routes();
    }

    /** The object that an event of this room tells of, as it was. */
    public Optional<ObjectNode> render(Event event, String type) {
        return event.isOf(type) ? event.payload().map(Json::parse) : Optional.empty();
    }

    /** I13, for the ledger's audit. */
    public List<Invariant> invariants() {
        return List.of(invariant);
    }

    /** All that customers have and intents hold is what the ledger says. */
    private record Whole(Platform platform, Ledger ledger, CashSql sql) implements Invariant {

        @Override
        public String id() {
            return "I13";
        }

        @Override
        public String says() {
            return "customers' cash balances and what intents hold of them are the pocket customer_cash";
        }

        @Override
        public List<Finding> check(AccountId account) {
            return platform.tx()
                    .readAccount(
                            account,
                            tx -> {
                                var found = new ArrayList<Finding>();
                                var booked = ledger.balances(tx, account);
                                for (Money total : sql.totals(tx, account)) {
                                    var pocket = booked.of(Purpose.CUSTOMER_CASH, total.currency());
                                    if (!pocket.equals(total))
                                        found.add(
                                                new Finding(
                                                        id(),
                                                        account,
                                                        total.currency().code(),
                                                        "customers have "
                                                                + total
                                                                + ", booked "
                                                                + pocket));
                                }
                                return List.copyOf(found);
                            });
        }
    }
}
