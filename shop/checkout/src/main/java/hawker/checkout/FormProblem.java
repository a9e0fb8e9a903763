package hawker.checkout;

/**
 * One thing to mend in a form.
 *
 * @param field its name
 * @param says what is wrong and how to put it right
 */
public record FormProblem(String field, String says) {}
