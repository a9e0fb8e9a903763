package hawker.demo;

import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.kernel.Currency;
import hawker.kernel.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Logins and sellers with keys, and no market: for those who only want the API, and for load. */
public final class BareDemo {

    private final Doors doors;

    private BareDemo(Doors doors) {
        this.doors = doors;
    }

    /** A seller without goods, a shopper and an operator; made once. */
    public static DemoLogins load(Doors doors) {
        var data = doors.platform().settings().data();
        var before = DemoLogins.read(data);
        if (before.isPresent()) return before.get();
        var logins = new BareDemo(doors).logins();
        logins.write(data, "", "");
        return logins;
    }

    /**
     * Secret keys of so many further sellers, made on the first start that asks for them. They are
     * kept in a file of the data folder that only its owner reads.
     */
    public static List<String> sellers(Doors doors, int count) {
        var file = doors.platform().settings().data().resolve("keys").resolve("sellers.txt");
        try {
            var keys = new ArrayList<String>();
            if (Files.exists(file)) keys.addAll(Files.readAllLines(file));
            if (keys.size() >= count) return List.copyOf(keys);
            var bare = new BareDemo(doors);
            var owner = bare.person("merchants-" + keys.size(), "Merchants", false);
            while (keys.size() < count) {
                var handle = "merchant-" + (keys.size() + 1);
                keys.add(bare.open(handle, owner).secretKey().secret());
            }
            Files.createDirectories(file.getParent());
            Files.write(file, keys);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return List.copyOf(keys);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the sellers' keys in " + file, e);
        }
    }

    private DemoLogins logins() {
        var opened = open("merchant", person("mara", "Mara Merchant", false));
        person("sam", "Sam Shopper", false);
        person("olga", "Olga Operator", true);
        return new DemoLogins(
                new DemoLogins.Seller(
                        "merchant",
                        email("mara"),
                        People.PASSWORD,
                        opened.account().id().text(),
                        opened.secretKey().secret(),
                        opened.publishableKey().secret()),
                new DemoLogins.Login(email("sam"), People.PASSWORD),
                new DemoLogins.Login(email("olga"), People.PASSWORD));
    }

    private OpenedAccount.Opened open(String handle, UserId owner) {
        var wanted = NewAccount.of(handle, handle, "US", Currency.USD, email(handle));
        if (doors.accounts().openAccount(wanted, owner) instanceof OpenedAccount.Opened opened)
            return opened;
        throw new IllegalStateException("the account " + handle + " could not be opened");
    }

    private UserId person(String handle, String name, boolean operator) {
        var wanted = new NewPerson(handle, name, email(handle), People.PASSWORD, operator);
        if (doors.accounts().signUp(wanted) instanceof SignedUp.Welcome welcome)
            return welcome.person().id();
        throw new IllegalStateException(handle + " could not sign up");
    }

    private static String email(String handle) {
        return handle + "@hawker.example";
    }
}
