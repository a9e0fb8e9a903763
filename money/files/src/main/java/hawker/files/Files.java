package hawker.files;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import hawker.kernel.Ids;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Event.Cause;
import hawker.platform.Events;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The door: files are handed in, shown to their seller, and to others by links. */
public final class Files {

    /** What one account may keep, in bytes: a disk is no bottomless thing. */
    static final long MOST_OF_ACCOUNT = 2L << 30;

    private final Clock clock;
    private final Ids ids;
    private final TxRunner tx;
    private final Events events;
    private final FilesSql sql;

    Files(Platform platform, FilesSql sql) {
        this.clock = platform.clock();
        this.ids = platform.ids();
        this.tx = platform.tx();
        this.events = platform.events();
        this.sql = sql;
    }

    /** What is handed in; its type has been found out and its purpose takes it. */
    record Handed(Purpose purpose, Optional<String> filename, FileType type, byte[] bytes) {}

    /** Empty if the account has no room left. */
    Optional<StoredFile> create(Tx tx, AccountId account, Handed handed, Cause cause) {
        if (sql.size(tx, account) + handed.bytes().length > MOST_OF_ACCOUNT)
            return Optional.empty();
        var file =
                new StoredFile(
                        new StoredFile.Id(ids.ordinary("file", account)),
                        account,
                        handed.purpose(),
                        handed.filename(),
                        handed.type(),
                        handed.bytes().length,
                        clock.now());
        sql.insert(tx, file, handed.bytes());
        var shown = Json.text(FilesJson.file(file, List.of(), "", clock.now()));
        events.tell(tx, cause, List.of("file.created"), file.id().text(), 0, Optional.of(shown));
        return Optional.of(file);
    }

    /** A file of the account, for rooms that take files as evidence or pictures. */
    public Optional<StoredFile> find(AccountId account, StoredFile.Id id) {
        return tx.readAccount(account, tx -> sql.find(tx, account, id));
    }

    /** The bytes of a file. */
    public Optional<byte[]> bytes(AccountId account, StoredFile.Id id) {
        return tx.readAccount(account, tx -> sql.bytes(tx, account, id));
    }

    Page<StoredFile> list(
            AccountId account, Optional<Purpose> purpose, FilesSql.Made made, PageRequest page) {
        var rows = tx.readAccount(account, tx -> sql.list(tx, account, purpose, made, page));
        return cut(rows, page);
    }

    List<StoredFile> all(AccountId account, Collection<String> fileIds) {
        return tx.readAccount(account, tx -> sql.all(tx, account, fileIds));
    }

    FileLink link(Tx tx, StoredFile file, Map<String, String> metadata, Optional<Instant> expires) {
        var account = file.account();
        var link =
                new FileLink(
                        new FileLink.Id(ids.ordinary("link", account)),
                        account,
                        file.id(),
                        ids.secret(account.livemode() ? "fl_live" : "fl_test", account),
                        metadata,
                        clock.now(),
                        expires);
        sql.insert(tx, link);
        return link;
    }

    Optional<FileLink> findLink(AccountId account, FileLink.Id id) {
        return tx.readAccount(account, tx -> sql.link(tx, account, id));
    }

    void update(Tx tx, FileLink changed) {
        sql.update(tx, changed);
    }

    Page<FileLink> links(
            AccountId account,
            Optional<String> file,
            Optional<Boolean> expired,
            FilesSql.Made made,
            PageRequest page) {
        var now = clock.now();
        var rows =
                tx.readAccount(
                        account, tx -> sql.links(tx, account, file, expired, now, made, page));
        return cut(rows, page);
    }

    /** The links of several files, newest first. */
    List<FileLink> linksOf(AccountId account, Collection<String> files) {
        return tx.readAccount(account, tx -> sql.linksOf(tx, account, files));
    }

    /** What a link shows; empty when it ran out. Holding the secret is the right. */
    Optional<StoredFile> shown(String secret) {
        var account = IdCodec.account(secret);
        if (account.isEmpty()) return Optional.empty();
        return tx.readAccount(account.get(), tx -> sql.bySecret(tx, account.get(), secret))
                .filter(link -> !link.isExpired(clock.now()))
                .flatMap(link -> find(link.account(), link.file()));
    }

    Instant now() {
        return clock.now();
    }

    private static <T> Page<T> cut(List<T> rows, PageRequest page) {
        boolean more = rows.size() > page.limit();
        var kept = more ? rows.subList(0, page.limit()) : rows;
        return new Page<>(page.before().isPresent() ? kept.reversed() : kept, more);
    }
}
