package hawker.accounts;

/**
 * What somebody gives to sign up; checked by {@link Accounts#signUp}. The password is not part of
 * any text made of this.
 */
public record NewPerson(
        String handle, String name, String email, String password, boolean operator) {

    public static NewPerson of(String handle, String name, String email, String password) {
        return new NewPerson(handle, name, email, password, false);
    }

    @Override
    public String toString() {
        return "NewPerson[" + handle + "]";
    }
}
