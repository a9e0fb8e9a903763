package hawker.catalog;

import hawker.catalog.ProductsSql.Head;
import hawker.catalog.Saved.Problem;
import hawker.kernel.AccountId;
import hawker.platform.DatabaseException;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores products: rules first, then rows, then the event. */
final class Saving {

    private static final int SLUG_TRIES = 20;

    private final Platform platform;
    private final CatalogEvents events;
    private final Stock stock;
    private final Reading reading;

    Saving(Platform platform, CatalogEvents events, Stock stock, Reading reading) {
        this.platform = platform;
        this.events = events;
        this.stock = stock;
        this.reading = reading;
    }

    /** Rolls back what was written before a row refused. */
    private static final class Mistake extends RuntimeException {
        private final transient Problem problem;

        Mistake(String field, String says) {
            super(says, null, false, false);
            this.problem = new Problem(field, says);
        }
    }

    Saved create(AccountId account, NewProduct typed) {
        var problems = ProductRules.check(typed);
        if (!problems.isEmpty()) return new Saved.Refused(problems);
        return stored(account, tx -> Optional.of(create(tx, account, clean(typed))));
    }

    Saved update(AccountId account, Product.Id id, NewProduct typed) {
        var problems = ProductRules.check(typed);
        if (!problems.isEmpty()) return new Saved.Refused(problems);
        return stored(account, tx -> update(tx, account, id, clean(typed)));
    }

    private Saved stored(AccountId account, Function<Tx, Optional<Product>> work) {
        try {
            Optional<Product> product = platform.tx().inAccount(account, work);
            return product.<Saved>map(Saved.Stored::new).orElseGet(Saved.Missing::new);
        } catch (Mistake mistake) {
            return new Saved.Refused(List.of(mistake.problem));
        } catch (DatabaseException e) {
            // Somebody else stored the same SKU or slug between our look and our row.
            if (!e.isDuplicate()) throw e;
            var says = "Somebody just stored the same SKU or address; try again.";
            return new Saved.Refused(List.of(new Problem("variants", says)));
        }
    }

    private Product create(Tx tx, AccountId account, NewProduct product) {
        var id = new Product.Id(platform.ids().ordinary("prod", account));
        var slug = Texts.slug(product.slug().filter(s -> !s.isBlank()).orElse(product.title()));
        var stored = Optional.<Head>empty();
        for (int i = 1; i <= SLUG_TRIES && stored.isEmpty(); i++) {
            var tried = head(account, id, product, i == 1 ? slug : slug + "-" + i);
            if (ProductsSql.insert(account, tx, tried, words(product))) stored = Optional.of(tried);
        }
        if (stored.isEmpty()) throw new Mistake("slug", "Twenty products have this address.");
        skus(tx, account, id, product);
        for (int i = 0; i < product.variants().size(); i++)
            insert(tx, account, id, i, product.variants().get(i));
        images(tx, account, id, product.images());
        events.append(tx, account, "product.created", id.text());
        return reading.find(tx, account, id).orElseThrow();
    }

    private Optional<Product> update(Tx tx, AccountId account, Product.Id id, NewProduct product) {
        if (!ProductsSql.lock(account, tx, id)) return Optional.empty();
        var before = reading.find(tx, account, id).orElseThrow();
        var slug = product.slug().filter(s -> !s.isBlank()).map(Texts::slug).orElse(before.slug());
        if (ProductsSql.slugTaken(account, tx, slug, id))
            throw new Mistake("slug", "Another product has this address.");
        skus(tx, account, id, product);
        variants(tx, account, before, product.variants());
        images(tx, account, id, product.images());
        ProductsSql.update(account, tx, head(account, id, product, slug), words(product));
        events.append(tx, account, "product.updated", id.text());
        return reading.find(tx, account, id);
    }

    private void variants(Tx tx, AccountId account, Product before, List<NewVariant> variants) {
        var known =
                before.variants().stream()
                        .collect(Collectors.toMap(Variant::id, Function.identity()));
        var kept = variants.stream().flatMap(v -> v.id().stream()).collect(Collectors.toSet());
        // Removed first, so that a new variant may take over the SKU of an old one.
        for (var old : known.keySet())
            if (!kept.contains(old)) VariantsSql.remove(account, tx, old);
        for (int i = 0; i < variants.size(); i++) {
            var variant = variants.get(i);
            if (variant.id().isEmpty()) insert(tx, account, before.id(), i, variant);
            else change(tx, account, known, i, variant.id().get(), variant);
        }
    }

    private void change(
            Tx tx,
            AccountId account,
            Map<Variant.Id, Variant> known,
            int position,
            Variant.Id id,
            NewVariant variant) {
        if (!known.containsKey(id))
            throw new Mistake("variants[" + position + "]", "This variant is no longer there.");
        VariantsSql.update(account, tx, position, id, variant);
        StockSql.setOnEmpty(account, tx, id, variant.onEmpty());
        prices(tx, account, id, VariantsSql.prices(account, tx, id), variant.prices());
    }

    private void insert(
            Tx tx, AccountId account, Product.Id product, int position, NewVariant variant) {
        var id = new Variant.Id(platform.ids().ordinary("var", account));
        VariantsSql.insert(account, tx, product, position, id, variant);
        stock.begin(tx, account, id, variant.onHand().orElse(0), variant.onEmpty());
        prices(tx, account, id, List.of(), variant.prices());
    }

    private void prices(
            Tx tx, AccountId account, Variant.Id id, List<Price> before, List<Price> after) {
        var now = platform.clock().now();
        Set<hawker.kernel.Currency> kept = new HashSet<>();
        for (int i = 0; i < after.size(); i++) {
            var price = after.get(i);
            kept.add(price.amount().currency());
            VariantsSql.putPrice(account, tx, id, i, price);
            if (before.stream().noneMatch(b -> b.amount().equals(price.amount())))
                VariantsSql.remember(account, tx, id, price.amount(), now);
        }
        for (var old : before)
            if (!kept.contains(old.amount().currency()))
                VariantsSql.dropPrice(account, tx, id, old.amount().currency());
    }

    private static void images(Tx tx, AccountId account, Product.Id id, List<Image.Id> images) {
        if (ProductsSql.arrangeImages(account, tx, id, images) != images.size())
            throw new Mistake("images", "A picture is not there or belongs to another product.");
    }

    private static void skus(Tx tx, AccountId account, Product.Id id, NewProduct product) {
        var skus = product.variants().stream().map(NewVariant::sku).toArray(String[]::new);
        var taken = VariantsSql.skusTaken(account, tx, id, skus);
        if (!taken.isEmpty())
            throw new Mistake("variants", "Another product has the SKU " + taken.getFirst() + ".");
    }

    private Head head(AccountId account, Product.Id id, NewProduct product, String slug) {
        var now = platform.clock().now();
        return new Head(
                id,
                account,
                product.title(),
                slug,
                product.description(),
                Texts.summary(product.description()),
                product.brand(),
                product.type(),
                product.tags(),
                product.status(),
                product.options(),
                now,
                now);
    }

    /** The product with its texts as they are stored and every variant with a SKU. */
    private NewProduct clean(NewProduct typed) {
        var options =
                typed.options().stream()
                        .map(o -> new Option(Texts.line(o.name()), lines(o.values())))
                        .toList();
        var tags = lines(typed.tags()).stream().filter(t -> !t.isEmpty()).distinct().toList();
        return new NewProduct(
                Texts.line(typed.title()),
                typed.slug(),
                Texts.description(typed.description()),
                Texts.line(typed.brand()),
                Texts.line(typed.type()),
                tags,
                typed.status(),
                options,
                typed.variants().stream().map(this::clean).toList(),
                typed.images());
    }

    private NewVariant clean(NewVariant typed) {
        var sku = Texts.line(typed.sku());
        if (sku.isEmpty()) sku = platform.ids().token(8).toUpperCase(Locale.ROOT);
        return new NewVariant(
                typed.id(),
                lines(typed.values()),
                sku,
                typed.barcode(),
                typed.grams(),
                typed.shipped(),
                typed.prices(),
                typed.onEmpty(),
                typed.onHand());
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(Texts::line).toList();
    }

    private static String words(NewProduct product) {
        var texts = new ArrayList<>(List.of(product.title(), product.brand(), product.type()));
        texts.addAll(product.tags());
        product.variants().forEach(v -> texts.add(v.sku()));
        return Texts.fold(String.join(" ", texts));
    }
}
