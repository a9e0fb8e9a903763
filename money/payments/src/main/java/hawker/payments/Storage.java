package hawker.payments;

/** The room's statements, by table. */
record Storage(IntentsSql intents, ChargesSql charges, RefundsSql refunds) {

    static Storage open() {
        return new Storage(new IntentsSql(), new ChargesSql(), new RefundsSql());
    }
}
