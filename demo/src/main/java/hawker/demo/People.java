package hawker.demo;

import hawker.accounts.Accounts;
import hawker.accounts.NewPerson;
import hawker.accounts.SignedUp;
import hawker.kernel.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The people of the demo: shopkeepers, friends of the market, a shopper, the operator. */
final class People {

    /** Everybody's: a demo is open to all who can reach it. */
    static final String PASSWORD = "hawker-demo";

    private final Accounts accounts;
    private final Map<String, UserId> byHandle = new LinkedHashMap<>();

    People(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Signs up everybody of the two files. */
    void signUp() {
        for (var seller : Resources.json("sellers.json")) {
            var owner = seller.get("owner");
            signUp(
                    owner.get("handle").asText(),
                    owner.get("name").asText(),
                    owner.get("email").asText(),
                    false);
        }
        for (var person : Resources.json("people.json"))
            signUp(
                    person.get("handle").asText(),
                    person.get("name").asText(),
                    person.get("email").asText(),
                    person.path("role").asText().equals("operator"));
    }

    private void signUp(String handle, String name, String email, boolean operator) {
        switch (accounts.signUp(new NewPerson(handle, name, email, PASSWORD, operator))) {
            case SignedUp.Welcome(var person) -> byHandle.put(handle, person.id());
            case SignedUp.EmailTaken taken -> throw refused(handle, taken);
            case SignedUp.HandleTaken taken -> throw refused(handle, taken);
            case SignedUp.Invalid invalid -> throw refused(handle, invalid);
        }
    }

    private static IllegalStateException refused(String handle, SignedUp why) {
        return new IllegalStateException("cannot sign up @" + handle + ": " + why);
    }

    UserId of(String handle) {
        var id = byHandle.get(handle);
        if (id == null) throw new IllegalArgumentException("nobody is called @" + handle);
        return id;
    }

    /** All but the operator, always in this order. */
    List<String> talkers() {
        var handles = new ArrayList<>(byHandle.keySet());
        handles.remove("marketoffice");
        return handles;
    }

    /** The e-mail of the one with a role. */
    static String emailOf(String role) {
        for (var person : Resources.json("people.json"))
            if (person.path("role").asText().equals(role)) return person.get("email").asText();
        throw new IllegalStateException("nobody is the " + role);
    }
}
