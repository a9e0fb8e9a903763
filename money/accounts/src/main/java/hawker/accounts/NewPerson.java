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

    /** Somebody who runs the installation; any handle will do, reserved ones too. */
    public static NewPerson operator(String handle, String name, String email, String password) {
        return new NewPerson(handle, name, email, password, true);
    }

    NewPerson withHandle(String other) {
        return new NewPerson(other, name, email, password, operator);
    }

    @Override
    public String toString() {
        return "NewPerson[" + handle + "]";
    }
}
