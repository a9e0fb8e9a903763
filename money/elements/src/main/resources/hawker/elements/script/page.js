// What the page around gets: window.Stripe.

function Stripe(key, options) {
    if (typeof key !== "string" || !key) throw new IntegrationError("Please call Stripe() with your publishable key.");
    if (/^(sk|rk)_/.test(key))
        throw new IntegrationError("You should not use your secret key in a page. Please pass a publishable key (pk_…).");
    if (!/^pk_(test|live)_/.test(key)) throw new IntegrationError(`${key.slice(0, 12)}… is not a publishable key.`);
    return new StripeJs(key, options);
}
Stripe.version = CONFIG.version;
if (!window.Stripe) window.Stripe = Stripe;
