package hawker.settings;

import hawker.accounts.Accounts;
import hawker.accounts.Role.Right;
import hawker.catalog.Media;
import hawker.checkout.Checkout;
import hawker.desk.Desk;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.web.Routes;

/** Builds the room; it has no schema. */
public final class SettingsModule {

    private final Desk desk;
    private final ShopPages shop;
    private final DeliveryPages delivery;
    private final PolicyPages policies;

    private SettingsModule(Desk desk, Look look, Accounts accounts, Media media, Checkout till) {
        var templates =
                new Templates("hawker.settings.templates", SettingsModule.class.getClassLoader());
        this.desk = desk;
        var frames = new Frames(desk, templates);
        this.shop = new ShopPages(frames, look, accounts, media);
        this.delivery = new DeliveryPages(frames, look, till);
        this.policies = new PolicyPages(frames, look, accounts);
    }

    public static SettingsModule open(
            Desk desk, Look look, Accounts accounts, Media media, Checkout checkout) {
        return new SettingsModule(desk, look, accounts, media, checkout);
    }

    public Routes routes() {
        var rate = DeliveryPages.RATE;
        return new Routes()
                .get(ShopPages.PATH, desk.seller(Right.SEE_GOODS, shop::show))
                .post(ShopPages.PATH, desk.seller(Right.RUN_SHOP, shop::change))
                .post(
                        ShopPages.PICTURES,
                        ShopPages.MAX_UPLOAD,
                        desk.uploads(Right.RUN_SHOP, ShopPages.FILES, shop::pictures))
                .post(ShopPages.OPEN, desk.seller(Right.RUN_SHOP, shop::open))
                .get(DeliveryPages.PATH, desk.seller(Right.SEE_GOODS, delivery::list))
                .post(DeliveryPages.PATH, desk.seller(Right.RUN_SHOP, delivery::place))
                .get(DeliveryPages.NEW, desk.seller(Right.RUN_SHOP, delivery::blank))
                .post(DeliveryPages.NEW, desk.seller(Right.RUN_SHOP, delivery::add))
                .get(rate, desk.seller(Right.RUN_SHOP, delivery::edit))
                .post(rate, desk.seller(Right.RUN_SHOP, delivery::change))
                .post(rate + "/move", desk.seller(Right.RUN_SHOP, delivery::move))
                .post(rate + "/delete", desk.seller(Right.RUN_SHOP, delivery::remove))
                .get(PolicyPages.PATH, desk.seller(Right.SEE_GOODS, policies::show))
                .post(PolicyPages.PATH, desk.seller(Right.RUN_SHOP, policies::change));
    }
}
