package hawker.vault;

/** What became of card data that was handed in. */
public sealed interface Tokenised {

    /** The card is sealed; whether the issuer knows it is not asked. */
    record Made(PaymentMethod method) implements Tokenised {}

    /**
     * The data cannot be a card.
     *
     * @param code Stripe's: incorrect_number, invalid_number, invalid_expiry_month,
     *     invalid_expiry_year, invalid_cvc
     * @param param number, exp_month, exp_year or cvc
     */
    record InvalidCard(String code, String param, String message) implements Tokenised {}
}
