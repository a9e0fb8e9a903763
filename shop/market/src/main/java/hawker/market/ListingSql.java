package hawker.market;

import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The statements about the projection of what is for sale. */
final class ListingSql {

    /** How like a word has to be to one of a listing to be taken for a slip of the pen. */
    private static final String SIMILAR = "0.4";

    private static final String UPSERT =
            """
            INSERT INTO market.listing AS l (product_id, account_id, slug, title, brand, type,
                price, currency, in_stock, created_at, words, search)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                setweight(to_tsvector('english', ?), 'A')
                || setweight(to_tsvector('english', ?), 'B')
                || setweight(to_tsvector('english', ?), 'D'))
            ON CONFLICT (product_id) DO UPDATE SET slug = EXCLUDED.slug, title = EXCLUDED.title,
                brand = EXCLUDED.brand, type = EXCLUDED.type, price = EXCLUDED.price,
                currency = EXCLUDED.currency, in_stock = EXCLUDED.in_stock,
                words = EXCLUDED.words, search = EXCLUDED.search
            """;

    int put(AccountId account, Tx tx, Product product, String shop) {
        var price = product.lowestPrice();
        var about =
                String.join(
                        " ",
                        shop,
                        product.brand(),
                        product.type(),
                        String.join(" ", product.tags()));
        return tx.update(
                UPSERT,
                product.id().text(),
                account,
                product.slug(),
                product.title(),
                product.brand(),
                product.type(),
                price.minor(),
                price.currency(),
                !product.isSoldOut(),
                product.created(),
                (product.title() + " " + about).toLowerCase(Locale.ROOT),
                product.title(),
                about,
                product.summary());
    }

    int drop(AccountId account, Tx tx, Product.Id product) {
        return tx.update(
                "DELETE FROM market.listing WHERE account_id = ? AND product_id = ?",
                account,
                product.text());
    }

    /** How a text is matched against the listings. */
    enum Match {
        ALL("true"),
        WORDS("search @@ websearch_to_tsquery('english', ?)"),
        SIMILAR("market.word_similarity(?, words) >= " + ListingSql.SIMILAR);

        private final String condition;

        Match(String condition) {
            this.condition = condition;
        }
    }

    List<ProductRef> page(Tx tx, Search search, Match match) {
        var where = new Where(search, match).shop().type().price();
        var sql =
                "SELECT account_id, product_id FROM market.listing WHERE "
                        + where.sql()
                        + " ORDER BY "
                        + order(search, match)
                        + " LIMIT ? OFFSET ?";
        var args = where.args();
        if (search.sort() == Search.Sort.RELEVANT && match != Match.ALL)
            args.add(text(search, match));
        args.add(Search.PAGE);
        args.add((search.page() - 1) * Search.PAGE);
        return tx.list(
                sql,
                row ->
                        new ProductRef(
                                row.account("account_id"), new Product.Id(row.text("product_id"))),
                args.toArray());
    }

    private static String order(Search search, Match match) {
        return switch (search.sort()) {
            case RELEVANT ->
                    switch (match) {
                        case ALL -> "in_stock DESC, product_id DESC";
                        case WORDS ->
                                "ts_rank_cd(search, websearch_to_tsquery('english', ?))"
                                        + " * CASE WHEN in_stock THEN 1 ELSE 0.5 END DESC,"
                                        + " product_id DESC";
                        case SIMILAR -> "market.word_similarity(?, words) DESC, product_id DESC";
                    };
            case NEWEST -> "product_id DESC";
            case CHEAPEST -> "price, product_id DESC";
            case DEAREST -> "price DESC, product_id DESC";
        };
    }

    int count(Tx tx, Search search, Match match) {
        var where = new Where(search, match).shop().type().price();
        return tx.one(
                        "SELECT count(*) AS n FROM market.listing WHERE " + where.sql(),
                        row -> row.integer("n"),
                        where.args().toArray())
                .orElse(0);
    }

    /** How many there are of each kind, without the choice of a kind. */
    Map<String, Integer> types(Tx tx, Search search, Match match) {
        var where = new Where(search, match).shop().price();
        var counts = new LinkedHashMap<String, Integer>();
        tx.list(
                "SELECT type, count(*) AS n FROM market.listing WHERE type <> '' AND "
                        + where.sql()
                        + " GROUP BY type ORDER BY n DESC, type LIMIT 50",
                row -> counts.put(row.text("type"), row.integer("n")),
                where.args().toArray());
        return counts;
    }

    /** How many there are in each shop, without the choice of a shop. */
    Map<AccountId, Integer> shops(Tx tx, Search search, Match match) {
        var where = new Where(search, match).type().price();
        var counts = new LinkedHashMap<AccountId, Integer>();
        tx.list(
                "SELECT account_id, count(*) AS n FROM market.listing WHERE "
                        + where.sql()
                        + " GROUP BY account_id ORDER BY n DESC, account_id LIMIT 50",
                row -> counts.put(row.account("account_id"), row.integer("n")),
                where.args().toArray());
        return counts;
    }

    private static String text(Search search, Match match) {
        return match == Match.SIMILAR ? search.text().toLowerCase(Locale.ROOT) : search.text();
    }

    /** The conditions of a search: constant texts, the values as arguments. */
    private static final class Where {

        private final Search search;
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> args = new ArrayList<>();

        Where(Search search, Match match) {
            this.search = search;
            sql.append(match.condition);
            if (match != Match.ALL) args.add(text(search, match));
            if (search.inStock()) sql.append(" AND in_stock");
        }

        Where shop() {
            return and(" AND account_id = ?", search.shop());
        }

        Where type() {
            return and(" AND type = ?", search.type());
        }

        Where price() {
            return and(" AND price <= ?", search.atMost());
        }

        private Where and(String condition, Optional<?> value) {
            value.ifPresent(v -> {
                sql.append(condition);
                args.add(v);
            });
            return this;
        }

        String sql() {
            return sql.toString();
        }

        List<Object> args() {
            return new ArrayList<>(args);
        }
    }
}
