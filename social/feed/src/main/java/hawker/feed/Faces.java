package hawker.feed;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Handle;
import hawker.accounts.Person;
import hawker.catalog.Catalog;
import hawker.catalog.ProductFilter;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who authors are; names and pictures may be ten seconds old. */
final class Faces {

    private static final int KEPT = 20_000;
    private static final int SUGGESTED = 5;
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration SUGGESTIONS = Duration.ofMinutes(1);

    private static final int LOOKED_AT = 50;

    private final Accounts accounts;
    private final Catalog catalog;
    private final LoadingCache<Author, Face> faces;
    private final LoadingCache<String, List<Face>> suggested;

    Faces(Accounts accounts, Catalog catalog) {
        this.accounts = accounts;
        this.catalog = catalog;
        faces = Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).build(this::look);
        suggested =
                Caffeine.newBuilder()
                        .maximumSize(1)
                        .refreshAfterWrite(SUGGESTIONS)
                        .build(key -> lookForShops());
    }

    Face of(Author author) {
        return faces.get(author);
    }

    /** The author behind a handle, with or without the @. */
    Optional<Author> byHandle(String handle) {
        return accounts.byHandle(handle).map(Faces::author);
    }

    /** A few shops to look at: those that have something to sell. */
    List<Face> suggested() {
        return suggested.get("");
    }

    private static Author author(Handle handle) {
        return switch (handle) {
            case Handle.OfAccount(var name, var account) -> Author.of(account);
            case Handle.OfPerson(var name, var person) -> Author.of(person);
        };
    }

    private Face look(Author author) {
        return switch (author) {
            case Author.Brand brand ->
                    accounts.find(brand.id()).map(Faces::face).orElse(Face.NOBODY);
            case Author.Person person ->
                    accounts.person(person.id()).map(Faces::face).orElse(Face.NOBODY);
        };
    }

    private boolean sells(AccountId shop) {
        return catalog.count(shop, ProductFilter.active()) > 0;
    }

    private List<Face> lookForShops() {
        return accounts.all(PageRequest.first(LOOKED_AT)).items().stream()
                .filter(shop -> shop.closed().isEmpty())
                .filter(shop -> sells(accounts.shopAccount(shop.id())))
                .limit(SUGGESTED)
                .map(Faces::face)
                .toList();
    }

    private static Face face(Account account) {
        return new Face(account.name(), account.handle(), account.logo(), true);
    }

    private static Face face(Person person) {
        return new Face(person.name(), person.handle(), Optional.empty(), false);
    }
}
