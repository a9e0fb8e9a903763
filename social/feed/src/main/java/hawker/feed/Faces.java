package hawker.feed;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Handle;
import hawker.accounts.Person;
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

    private final Accounts accounts;
    private final LoadingCache<Author, Face> faces;
    private final LoadingCache<String, List<Face>> suggested;

    Faces(Accounts accounts) {
        this.accounts = accounts;
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

    /** A few shops to look at. */
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

    private List<Face> lookForShops() {
        return accounts.all(PageRequest.first(SUGGESTED)).items().stream()
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
