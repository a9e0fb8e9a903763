package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Products and their images: rows in, rows out. */
final class ProductsSql {

    /** A product's own row. */
    record Head(
            Product.Id id,
            AccountId account,
            String title,
            String slug,
            String description,
            String summary,
            String brand,
            String type,
            List<String> tags,
            Product.Status status,
            List<Option> options,
            Instant created,
            Instant updated) {}

    /** An image and the product it belongs to. */
    record ImageOf(Product.Id product, Image image) {}

    private ProductsSql() {}

    /** Stores a new product; false if its slug is taken. */
    static boolean insert(AccountId account, Tx tx, Head head, String words) {
        return tx.update(
                        """
                        insert into catalog.products (account_id, product_id, slug, title,
                            description, summary, brand, type, tags, status, options, words,
                            created, updated)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (account_id, slug) do nothing
                        """,
                        account,
                        head.id.text(),
                        head.slug,
                        head.title,
                        head.description,
                        head.summary,
                        head.brand,
                        head.type,
                        head.tags.toArray(String[]::new),
                        head.status.name(),
                        new Tx.Json(OptionsJson.write(head.options)),
                        words,
                        head.created,
                        head.updated)
                == 1;
    }

    static void update(AccountId account, Tx tx, Head head, String words) {
        tx.update(
                """
                update catalog.products set slug = ?, title = ?, description = ?, summary = ?,
                    brand = ?, type = ?, tags = ?, status = ?, options = ?, words = ?, updated = ?
                where account_id = ? and product_id = ?
                """,
                head.slug,
                head.title,
                head.description,
                head.summary,
                head.brand,
                head.type,
                head.tags.toArray(String[]::new),
                head.status.name(),
                new Tx.Json(OptionsJson.write(head.options)),
                words,
                head.updated,
                account,
                head.id.text());
    }

    static boolean setStatus(
            AccountId account, Tx tx, Product.Id id, Product.Status status, Instant now) {
        return tx.update(
                        """
                        update catalog.products set status = ?, updated = ?
                        where account_id = ? and product_id = ?
                        """,
                        status.name(),
                        now,
                        account,
                        id.text())
                == 1;
    }

    /** Keeps others from changing a product until the end of the transaction. */
    static boolean lock(AccountId account, Tx tx, Product.Id id) {
        return tx.one(
                        """
                        select product_id from catalog.products
                        where account_id = ? and product_id = ? for update
                        """,
                        row -> row.text("product_id"),
                        account,
                        id.text())
                .isPresent();
    }

    static boolean slugTaken(AccountId account, Tx tx, String slug, Product.Id by) {
        return tx.one(
                        """
                        select product_id from catalog.products
                        where account_id = ? and slug = ? and product_id <> ?
                        """,
                        row -> row.text("product_id"),
                        account,
                        slug,
                        by.text())
                .isPresent();
    }

    static Optional<Product.Id> idOfSlug(AccountId account, Tx tx, String slug) {
        return tx.one(
                "select product_id from catalog.products where account_id = ? and slug = ?",
                row -> new Product.Id(row.text("product_id")),
                account,
                slug);
    }

    static List<Head> heads(AccountId account, Tx tx, String[] ids) {
        return tx.list(
                """
                select account_id, product_id, slug, title, description, summary, brand, type,
                    tags, status, options, created, updated
                from catalog.products where account_id = ? and product_id = any(?)
                """,
                ProductsSql::head,
                account,
                ids);
    }

    /** Ids of a list, newest first, one more than the page takes. */
    static List<Product.Id> ids(AccountId account, Tx tx, ProductFilter filter, PageRequest page) {
        var wanted = Wanted.of(account, filter);
        var order = page.before().isPresent() ? ORDER_OLDEST : ORDER_NEWEST;
        var all = "select product_id from catalog.products" + wanted.where();
        return tx.list(
                (filter.text().isBlank() ? all : foundFirst(all)) + order,
                row -> new Product.Id(row.text("product_id")),
                wanted.and(page.after().orElse(LAST), page.before().orElse(""), page.limit() + 1));
    }

    /**
     * What is searched is found by its words first and put in order then: walking the list in its
     * order until enough have the words reads the whole shop for a rare one.
     */
    private static String foundFirst(String all) {
        return "with found as materialized (" + all + ") select product_id from found where true";
    }

    /** Above every product id: ids are ASCII. */
    private static final String LAST = "prod_\u007f";

    private static final String RANGE = " and product_id < ? and product_id > ? ";
    private static final String ORDER_NEWEST = RANGE + "order by product_id desc limit ?";
    private static final String ORDER_OLDEST = RANGE + "order by product_id limit ?";

    static int count(AccountId account, Tx tx, ProductFilter filter) {
        var wanted = Wanted.of(account, filter);
        return tx.one(
                        "select count(*) as n from catalog.products" + wanted.where(),
                        row -> row.integer("n"),
                        wanted.and())
                .orElse(0);
    }

    /**
     * The conditions of a filter, only those it has: one text for all filters ({@code ? = '' or …})
     * is planned for none of them, and then reads the whole shop for a word in it.
     */
    private record Wanted(String where, List<Object> values) {

        static Wanted of(AccountId account, ProductFilter filter) {
            var where = new StringBuilder(" where account_id = ?");
            var values = new ArrayList<Object>(List.of(account));
            BiConsumer<String, String> condition =
                    (text, value) -> {
                        where.append(" and ").append(text);
                        values.add(value);
                    };
            filter.status().ifPresent(status -> condition.accept("status = ?", status.name()));
            filter.type().ifPresent(type -> condition.accept("type = ?", type));
            filter.tag().ifPresent(tag -> condition.accept("? = any(tags)", tag));
            var query = Texts.query(filter.text());
            if (!query.isEmpty())
                condition.accept("to_tsvector('simple', words) @@ to_tsquery('simple', ?)", query);
            return new Wanted(where.toString(), values);
        }

        /** The values of the conditions, and then these. */
        Object[] and(Object... more) {
            return Stream.concat(values.stream(), Stream.of(more)).toArray();
        }
    }

    static List<String> types(AccountId account, Tx tx) {
        return tx.list(
                """
                select type from catalog.products
                where account_id = ? and status = 'ACTIVE' and type <> ''
                group by type order by count(*) desc, type limit 50
                """,
                row -> row.text("type"),
                account);
    }

    /** The newest active products of everybody, before (older than) the one given. */
    static List<ProductRef> acrossNewest(Tx tx, Optional<Product.Id> after, int limit) {
        return tx.list(
                """
                /* across: directory */
                select account_id, product_id from catalog.products
                where status = 'ACTIVE' and product_id < ?
                order by product_id desc limit ?
                """,
                row ->
                        new ProductRef(
                                row.account("account_id"), new Product.Id(row.text("product_id"))),
                after.map(Product.Id::text).orElse(LAST),
                limit);
    }

    static void insertImage(AccountId account, Tx tx, Image image, Instant now) {
        var picture = image.picture();
        tx.update(
                """
                insert into catalog.images (account_id, image_id, product_id, position, hash,
                    width, height, colour, widths, alt, created)
                values (?, ?, null, 0, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                image.id().text(),
                picture.hash(),
                picture.width(),
                picture.height(),
                picture.averageColour(),
                picture.widths().stream().map(String::valueOf).toArray(String[]::new),
                image.alt(),
                now);
    }

    /** Puts images into a product in this order; how many of them are the seller's and free. */
    static int arrangeImages(AccountId account, Tx tx, Product.Id product, List<Image.Id> images) {
        tx.update(
                "update catalog.images set product_id = null where account_id = ? and product_id = ?",
                account,
                product.text());
        int found = 0;
        for (int i = 0; i < images.size(); i++)
            found +=
                    tx.update(
                            """
                            update catalog.images set product_id = ?, position = ?
                            where account_id = ? and image_id = ? and product_id is null
                            """,
                            product.text(),
                            i,
                            account,
                            images.get(i).text());
        return found;
    }

    static List<ImageOf> images(AccountId account, Tx tx, String[] products) {
        return tx.list(
                """
                select product_id, image_id, hash, width, height, colour, widths, alt
                from catalog.images where account_id = ? and product_id = any(?)
                order by product_id, position
                """,
                row -> new ImageOf(new Product.Id(row.text("product_id")), image(row)),
                account,
                products);
    }

    static Optional<Image> freeImage(AccountId account, Tx tx, Image.Id id) {
        return tx.one(
                """
                select image_id, hash, width, height, colour, widths, alt from catalog.images
                where account_id = ? and image_id = ? and product_id is null
                """,
                ProductsSql::image,
                account,
                id.text());
    }

    /** Reads the columns image_id, hash, width, height, colour, widths and alt. */
    static Image image(Row row) {
        var widths = row.texts("widths").stream().map(Integer::valueOf).toList();
        var picture =
                new Picture(
                        row.text("hash"),
                        row.integer("width"),
                        row.integer("height"),
                        row.text("colour"),
                        widths);
        return new Image(new Image.Id(row.text("image_id")), picture, row.text("alt"));
    }

    private static Head head(Row row) {
        return new Head(
                new Product.Id(row.text("product_id")),
                row.account("account_id"),
                row.text("title"),
                row.text("slug"),
                row.text("description"),
                row.text("summary"),
                row.text("brand"),
                row.text("type"),
                row.texts("tags"),
                Product.Status.valueOf(row.text("status")),
                OptionsJson.read(row.text("options")),
                row.time("created"),
                row.time("updated"));
    }
}
