package hawker.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A product as a seller typed it, not checked yet; {@link Catalog#create} and {@link
 * Catalog#update} say what is wrong with it.
 *
 * @param slug empty: made from the title
 * @param description HTML; what is not on the allow-list is dropped
 * @param variants without options exactly one, with empty values
 * @param images of this seller, in the order to be shown
 */
public record NewProduct(
        String title,
        Optional<String> slug,
        String description,
        String brand,
        String type,
        List<String> tags,
        Product.Status status,
        List<Option> options,
        List<NewVariant> variants,
        List<Image.Id> images) {

    public NewProduct {
        tags = List.copyOf(tags);
        options = List.copyOf(options);
        variants = List.copyOf(variants);
        images = List.copyOf(images);
    }

    /** An active product without options. */
    public static NewProduct of(String title, String description, NewVariant variant) {
        return new NewProduct(
                title,
                Optional.empty(),
                description,
                "",
                "",
                List.of(),
                Product.Status.ACTIVE,
                List.of(),
                List.of(variant),
                List.of());
    }

    /** The product as it stands, to be changed and stored again. */
    public static NewProduct from(Product product) {
        return new NewProduct(
                product.title(),
                Optional.of(product.slug()),
                product.description(),
                product.brand(),
                product.type(),
                product.tags(),
                product.status(),
                product.options(),
                product.variants().stream().map(NewVariant::from).toList(),
                product.images().stream().map(Image::id).toList());
    }

    public NewProduct withTitle(String newTitle) {
        return new NewProduct(
                newTitle, slug, description, brand, type, tags, status, options, variants, images);
    }

    public NewProduct withSlug(String newSlug) {
        return new NewProduct(
                title,
                Optional.of(newSlug),
                description,
                brand,
                type,
                tags,
                status,
                options,
                variants,
                images);
    }

    public NewProduct withDescription(String html) {
        return new NewProduct(
                title, slug, html, brand, type, tags, status, options, variants, images);
    }

    public NewProduct withBrand(String newBrand, String newType, List<String> newTags) {
        return new NewProduct(
                title,
                slug,
                description,
                newBrand,
                newType,
                newTags,
                status,
                options,
                variants,
                images);
    }

    public NewProduct withStatus(Product.Status newStatus) {
        return new NewProduct(
                title, slug, description, brand, type, tags, newStatus, options, variants, images);
    }

    public NewProduct withVariants(List<Option> newOptions, List<NewVariant> newVariants) {
        return new NewProduct(
                title,
                slug,
                description,
                brand,
                type,
                tags,
                status,
                newOptions,
                newVariants,
                images);
    }

    public NewProduct withImages(List<Image.Id> newImages) {
        return new NewProduct(
                title, slug, description, brand, type, tags, status, options, variants, newImages);
    }
}
