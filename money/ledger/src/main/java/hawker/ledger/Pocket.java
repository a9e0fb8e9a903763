package hawker.ledger;

import hawker.kernel.Currency;

/** One purpose in one currency: what books call an account. */
public record Pocket(Purpose purpose, Currency currency) implements Comparable<Pocket> {

    @Override
    public int compareTo(Pocket other) {
        int byCode = Integer.compare(purpose.code(), other.purpose.code());
        return byCode != 0 ? byCode : currency.compareTo(other.currency);
    }
}
