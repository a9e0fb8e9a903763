package hawker.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.connect.Connect;
import hawker.connect.ExternalAccount;
import hawker.kernel.AccountId;
import hawker.payouts.Destination;
import hawker.platform.Tx;
import java.util.List;

/** Tells payouts where accounts of platforms can be paid out to. */
record PayoutPlaces(Connect connect) implements Destination.Known {

    /** By what cards go to the bank: there is no routing number behind a card. */
    private static final String OF_CARDS = "000000000";

    @Override
    public List<Destination> of(AccountId account) {
        return connect.externals(account).stream().map(PayoutPlaces::destination).toList();
    }

    @Override
    public boolean debitsNegative(AccountId account) {
        return connect.debitsNegativeBalances(account);
    }

    @Override
    public boolean keeps(AccountId account) {
        return connect.isMade(account);
    }

    @Override
    public void keep(Tx tx, AccountId account, ObjectNode told) {
        connect.setPayouts(tx, account, told);
    }

    private static Destination destination(ExternalAccount external) {
        return new Destination(
                external.id(),
                external.country(),
                external.currency(),
                external.routing().orElse(OF_CARDS),
                external.accountNumber(),
                external.takesInstant(),
                external.isDefault());
    }
}
