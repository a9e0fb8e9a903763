package hawker.connect;

/**
 * For tests of rooms: all that an account of one person has to tell so that it may do everything.
 */
public final class WholeAccount {

    /** Without its type; it is paid out to {@code btok_us_verified}. */
    public static final String FORM =
            "country=US&business_type=individual&email=jo@example.com"
                    + "&capabilities[card_payments][requested]=true"
                    + "&capabilities[transfers][requested]=true"
                    + "&business_profile[mcc]=5734&business_profile[url]=https://jo.example"
                    + "&tos_acceptance[date]=1700000000&tos_acceptance[ip]=8.8.8.8"
                    + "&external_account=btok_us_verified"
                    + "&individual[first_name]=Jo&individual[last_name]=Doe"
                    + "&individual[email]=jo@example.com&individual[phone]=0000000000"
                    + "&individual[dob][day]=1&individual[dob][month]=1&individual[dob][year]=1901"
                    + "&individual[address][line1]=address_full_match"
                    + "&individual[address][city]=Schenectady&individual[address][state]=NY"
                    + "&individual[address][postal_code]=12345&individual[ssn_last_4]=0000";

    public static final String CUSTOM = "type=custom&" + FORM;

    private WholeAccount() {}
}
