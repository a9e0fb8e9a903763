package hawker.files;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of files.file, content and link. */
final class FilesSql {

    /** Sorts behind every id of a prefix. */
    private static final String END = "~";

    /** When rows of a list were made. */
    record Made(Instant from, Instant before) {}

    void insert(Tx tx, StoredFile file, byte[] bytes) {
        tx.update(
                """
                insert into files.file (account_id, file_id, purpose, filename, type, size, created)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                file.account(),
                file.id().text(),
                file.purpose().text(),
                file.filename(),
                file.type().text(),
                file.size(),
                file.created());
        tx.update(
                "insert into files.content (account_id, file_id, bytes) values (?, ?, ?)",
                file.account(),
                file.id().text(),
                bytes);
    }

    /** Bytes of all files of the account. */
    long size(Tx tx, AccountId account) {
        return tx.list(
                        """
                        select coalesce(sum(size), 0)::bigint as bytes from files.file
                        where account_id = ?
                        """,
                        row -> row.number("bytes"),
                        account)
                .getFirst();
    }

    Optional<StoredFile> find(Tx tx, AccountId account, StoredFile.Id id) {
        return all(tx, account, List.of(id.text())).stream().findFirst();
    }

    List<StoredFile> all(Tx tx, AccountId account, Collection<String> ids) {
        return tx.list(
                "select * from files.file where account_id = ? and file_id = any(?)",
                FilesSql::file,
                account,
                ids.toArray(String[]::new));
    }

    Optional<byte[]> bytes(Tx tx, AccountId account, StoredFile.Id id) {
        return tx.one(
                "select bytes from files.content where account_id = ? and file_id = ?",
                row -> row.bytes("bytes"),
                account,
                id.text());
    }

    /** At most one more than the page holds. */
    List<StoredFile> list(
            Tx tx, AccountId account, Optional<Purpose> purpose, Made made, PageRequest page) {
        var sql =
                page.before().isPresent()
                        ? """
                        select * from files.file
                        where account_id = ? and file_id > ? and file_id < ? and created >= ?
                            and created < ? and (?::text is null or purpose = ?)
                        order by file_id limit ?
                        """
                        : """
                        select * from files.file
                        where account_id = ? and file_id > ? and file_id < ? and created >= ?
                            and created < ? and (?::text is null or purpose = ?)
                        order by file_id desc limit ?
                        """;
        return tx.list(
                sql,
                FilesSql::file,
                account,
                page.before().orElse("file_"),
                page.after().orElse("file_" + END),
                made.from(),
                made.before(),
                purpose.map(Purpose::text),
                purpose.map(Purpose::text),
                page.limit() + 1);
    }

    void insert(Tx tx, FileLink link) {
        tx.update(
                """
                insert into files.link (account_id, link_id, file_id, secret, metadata, created,
                    expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                link.account(),
                link.id().text(),
                link.file().text(),
                link.secret(),
                Json.text(Json.metadata(link.metadata())),
                link.created(),
                link.expires());
    }

    void update(Tx tx, FileLink link) {
        tx.update(
                """
                update files.link set metadata = ?, expires_at = ?
                where account_id = ? and link_id = ?
                """,
                Json.text(Json.metadata(link.metadata())),
                link.expires(),
                link.account(),
                link.id().text());
    }

    Optional<FileLink> link(Tx tx, AccountId account, FileLink.Id id) {
        return tx.one(
                "select * from files.link where account_id = ? and link_id = ?",
                FilesSql::link,
                account,
                id.text());
    }

    Optional<FileLink> bySecret(Tx tx, AccountId account, String secret) {
        return tx.one(
                "select * from files.link where account_id = ? and secret = ?",
                FilesSql::link,
                account,
                secret);
    }

    List<FileLink> linksOf(Tx tx, AccountId account, Collection<String> files) {
        return tx.list(
                """
                select * from files.link where account_id = ? and file_id = any(?)
                order by link_id desc
                """,
                FilesSql::link,
                account,
                files.toArray(String[]::new));
    }

    /** At most one more than the page holds. */
    List<FileLink> links(
            Tx tx,
            AccountId account,
            Optional<String> file,
            Optional<Boolean> expired,
            Instant now,
            Made made,
            PageRequest page) {
        var sql =
                page.before().isPresent()
                        ? """
                        select * from files.link
                        where account_id = ? and link_id > ? and link_id < ?
                            and created >= ? and created < ?
                            and (?::text is null or file_id = ?)
                            and (?::boolean is null or (coalesce(expires_at, 'infinity') <= ?) = ?)
                        order by link_id limit ?
                        """
                        : """
                        select * from files.link
                        where account_id = ? and link_id > ? and link_id < ?
                            and created >= ? and created < ?
                            and (?::text is null or file_id = ?)
                            and (?::boolean is null or (coalesce(expires_at, 'infinity') <= ?) = ?)
                        order by link_id desc limit ?
                        """;
        return tx.list(
                sql,
                FilesSql::link,
                account,
                page.before().orElse("link_"),
                page.after().orElse("link_" + END),
                made.from(),
                made.before(),
                file,
                file,
                expired,
                now,
                expired,
                page.limit() + 1);
    }

    private static StoredFile file(Row row) {
        return new StoredFile(
                new StoredFile.Id(row.text("file_id")),
                row.account("account_id"),
                Purpose.of(row.text("purpose")),
                row.maybeText("filename"),
                FileType.of(row.text("type")),
                row.integer("size"),
                row.time("created"));
    }

    private static FileLink link(Row row) {
        return new FileLink(
                new FileLink.Id(row.text("link_id")),
                row.account("account_id"),
                new StoredFile.Id(row.text("file_id")),
                row.text("secret"),
                Json.metadata(row.text("metadata")),
                row.time("created"),
                row.maybeTime("expires_at"));
    }
}
