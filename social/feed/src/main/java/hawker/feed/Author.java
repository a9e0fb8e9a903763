package hawker.feed;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.UserId;
import java.util.Optional;

/** Whom a post speaks for: a person, or a shop that one of its people writes for. */
public sealed interface Author {

    record Person(UserId id) implements Author {}

    /** The live number of the account: a shop is one author in both modes. */
    record Brand(AccountId id) implements Author {
        public Brand {
            id = id.live();
        }
    }

    /** The public id, {@code usr_…} or {@code acct_…}: it stays when a handle moves. */
    default String key() {
        return switch (this) {
            case Person person -> person.id().text();
            case Brand brand -> brand.id().text();
        };
    }

    static Author of(UserId person) {
        return new Person(person);
    }

    static Author of(AccountId brand) {
        return new Brand(brand);
    }

    /** The author behind a key; empty if the text is no key of ours. */
    static Optional<Author> parse(String key) {
        if (key.startsWith("acct_")) return AccountId.parse(key).map(Brand::new);
        return IdCodec.user(key)
                .filter(user -> user.text().equals(key))
                .map(user -> (Author) new Person(user));
    }
}
