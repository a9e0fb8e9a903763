package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements about payment links. */
final class LinksSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    private static final String LINK =
            """
            select account_id, link_id, version, active, created, body, detail from hosted.link
            """;

    /** Which links a list wants; empty parts do not restrict. */
    record Wanted(ObjectNode like, Optional<TimeRange> created) {}

    void insert(Tx tx, PaymentLink link) {
        tx.update(
                """
                insert into hosted.link (account_id, link_id, version, active, created, body, detail)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                link.account(),
                link.id().text(),
                link.version(),
                link.active(),
                link.created(),
                new Tx.Json(Json.text(link.render())),
                new Tx.Json(Json.text(link.detail())));
    }

    Optional<PaymentLink> find(Tx tx, AccountId account, PaymentLink.Id id) {
        return tx.one(
                LINK + "where account_id = ? and link_id = ?", LinksSql::link, account, id.text());
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<PaymentLink> lock(Tx tx, AccountId account, PaymentLink.Id id) {
        return tx.one(
                LINK + "where account_id = ? and link_id = ? for update",
                LinksSql::link,
                account,
                id.text());
    }

    /** Newest first, or, where a page before a link is wanted, the oldest of the newer ones. */
    List<PaymentLink> list(
            Tx tx,
            AccountId account,
            Wanted wanted,
            PageRequest page,
            Optional<PaymentLink> cursor) {
        boolean back = page.before().isPresent();
        return tx.list(
                LINK
                        + """
                        where account_id = ? and body @> ? and created >= ? and created < ?
                          and (created, link_id)
                        """
                        + (back
                                ? " > (?, ?) order by created, link_id limit ?"
                                : " < (?, ?) order by created desc, link_id desc limit ?"),
                LinksSql::link,
                account,
                new Tx.Json(Json.text(wanted.like())),
                wanted.created().flatMap(TimeRange::from).orElse(Instant.EPOCH),
                wanted.created().flatMap(TimeRange::before).orElse(LAST_MOMENT),
                cursor.map(PaymentLink::created).orElse(LAST_MOMENT),
                cursor.map(l -> l.id().text()).orElse(""),
                page.limit() + 1);
    }

    /** Writes the next version; the version guards against a change meanwhile. */
    void update(Tx tx, PaymentLink link) {
        int changed =
                tx.update(
                        """
                        update hosted.link set version = ?, active = ?, body = ?, detail = ?
                        where account_id = ? and link_id = ? and version = ?
                        """,
                        link.version(),
                        link.active(),
                        new Tx.Json(Json.text(link.render())),
                        new Tx.Json(Json.text(link.detail())),
                        link.account(),
                        link.id().text(),
                        link.version() - 1);
        if (changed != 1) throw new IllegalStateException(link.id() + " changed meanwhile");
    }

    /** How many sessions of a link are being paid, or have a buyer at their bank. */
    long underWay(Tx tx, PaymentLink link) {
        return underWay(tx, link, "");
    }

    /** The same without one of them. */
    long underWay(Tx tx, PaymentLink link, Session.Id but) {
        return underWay(tx, link, but.text());
    }

    private long underWay(Tx tx, PaymentLink link, String but) {
        return tx.one(
                        """
                        select count(*) as n from hosted.session
                        where account_id = ? and body ->> 'payment_link' = ?
                          and state in ('paying', 'action') and session_id <> ?
                        """,
                        row -> row.number("n"),
                        link.account(),
                        link.id().text(),
                        but)
                .orElse(0L);
    }

    private static PaymentLink link(Row row) {
        return new PaymentLink(
                new PaymentLink.Id(row.text("link_id")),
                row.account("account_id"),
                row.integer("version"),
                row.flag("active"),
                row.time("created"),
                Json.parse(row.text("body")),
                Json.parse(row.text("detail")));
    }
}
