package hawker.payments;

/** How a change of an intent ended: done, or refused with a named reason. */
public sealed interface Change {

    record Done(PaymentIntent intent) implements Change {}

    record Refused(Refusal reason, String message) implements Change {}
}
