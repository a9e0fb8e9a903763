// Ways to pay that are no card: one function each, by Stripe's names, all doing the same. What the seller's account
// does not take is refused by the API, in its own words.

/** Debits: the buyer agrees to be debited by pressing the page's button, which is told with the confirmation. */
const DEBITS = { SepaDebit: "sepa_debit", UsBankAccount: "us_bank_account", BacsDebit: "bacs_debit", AcssDebit: "acss_debit", AuBecsDebit: "au_becs_debit" };

/** The buyer goes to another page and comes back to return_url. */
const REDIRECTS = {
    Affirm: "affirm", AfterpayClearpay: "afterpay_clearpay", Alipay: "alipay", AmazonPay: "amazon_pay", Billie: "billie", Bancontact: "bancontact", Blik: "blik", Boleto: "boleto",
    Cashapp: "cashapp", Eps: "eps", Fpx: "fpx", Giropay: "giropay", GrabPay: "grabpay", Ideal: "ideal", Klarna: "klarna", Konbini: "konbini",
    Mobilepay: "mobilepay", Multibanco: "multibanco", Oxxo: "oxxo", P24: "p24", PayPal: "paypal", PayByBank: "pay_by_bank", PayNow: "paynow", Pix: "pix",
    PromptPay: "promptpay", RevolutPay: "revolut_pay", Sofort: "sofort", Twint: "twint", WechatPay: "wechat_pay",
};

function agreed() {
    return { customer_acceptance: { type: "online", online: { user_agent: navigator.userAgent } } };
}

for (const [name, type] of Object.entries(DEBITS))
    for (const [kind, word] of [["payment", "Payment"], ["setup", "Setup"]])
        StripeJs.prototype[`confirm${name}${word}`] = function (secret, data = {}, options = {}) {
            const mandate_data = data.mandate_data ?? (data.payment_method && !data.mandate ? agreed() : undefined);
            return this._confirmWith(type, kind, secret, { ...data, mandate_data }, options);
        };

for (const [name, type] of Object.entries(REDIRECTS))
    for (const [kind, word] of [["payment", "Payment"], ["setup", "Setup"]])
        StripeJs.prototype[`confirm${name}${word}`] = function (secret, data = {}, options = {}) {
            return this._confirmWith(type, kind, secret, { payment_method: {}, ...data }, options);
        };

/** The money comes by a transfer: the intent says where it is to be sent. */
StripeJs.prototype.confirmCustomerBalancePayment = function (secret, { payment_method, ...data } = {}, options = {}) {
    return this._confirmWith("customer_balance", "payment", secret, { payment_method: payment_method?.customer_balance ? {} : payment_method, ...data }, options);
};
