// A shop's page as its developers write it for Stripe: react-stripe-js and stripe-js from npm, nothing of ours but
// the script tag. What the page is to do stands in its address.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { loadStripe } from "@stripe/stripe-js";
import {
    AddressElement, LinkAuthenticationElement, CardCvcElement, CardElement, CardExpiryElement, CardNumberElement, Elements, EmbeddedCheckout,
    EmbeddedCheckoutProvider, ExpressCheckoutElement, IbanElement, PaymentElement, useElements, useStripe,
} from "@stripe/react-stripe-js";
import * as custom from "@stripe/react-stripe-js/checkout";
import { checkoutFlows } from "./checkouts.jsx";
import { walletFlows } from "./wallets.jsx";

const asked = new URLSearchParams(location.search);
const secret = asked.get("secret");
const stripe = loadStripe(asked.get("key"));

function Form({ children, pay }) {
    const stripe = useStripe();
    const elements = useElements();
    const [told, setTold] = useState("");
    async function submit(event) {
        event.preventDefault();
        setTold("…");
        const { error, paymentIntent, setupIntent, token, paymentMethod, confirmationToken, source } = await pay(stripe, elements);
        if (error) return setTold(`error ${error.type} ${error.code ?? ""} ${error.decline_code ?? ""} ${error.message}`);
        const made = paymentIntent ?? setupIntent ?? token ?? paymentMethod ?? confirmationToken ?? source;
        setTold(`${made.object} ${made.status ?? made.id}`);
    }
    return (
        <form onSubmit={submit}>
            {children}
            <button disabled={!stripe}>Pay</button>
            <p role="status">{told}</p>
        </form>
    );
}

function watched(event) {
    (window.changes ??= []).push(event);
}

const style = { base: { fontSize: "18px", color: "rgb(20, 30, 40)", "::placeholder": { color: "rgb(90, 90, 90)" } }, invalid: { color: "rgb(170, 0, 30)" } };

const flows = {
    card: () => (
        <Elements stripe={stripe}>
            <Form pay={(s, e) => s.confirmCardPayment(secret, { payment_method: { card: e.getElement(CardElement), billing_details: { name: "Ada" } } })}>
                <h1>Card</h1>
                <label htmlFor="card">Your card</label>
                <CardElement id="card" options={{ style }} onChange={watched} />
            </Form>
        </Elements>
    ),
    split: () => (
        <Elements stripe={stripe}>
            <Form pay={(s, e) => s.confirmCardPayment(secret, { payment_method: { card: e.getElement(CardNumberElement) } })}>
                <h1>Card in parts</h1>
                <CardNumberElement options={{ style }} onChange={watched} />
                <CardExpiryElement options={{ style }} onChange={watched} />
                <CardCvcElement options={{ style }} onChange={watched} />
            </Form>
        </Elements>
    ),
    token: () => (
        <Elements stripe={stripe}>
            <Form pay={(s, e) => s.createToken(e.getElement(CardElement), { name: "Ada" })}>
                <h1>Token</h1>
                <CardElement onChange={watched} />
            </Form>
        </Elements>
    ),
    payment: () => (
        <Elements stripe={stripe} options={{ clientSecret: secret, appearance: { variables: { colorPrimary: "#0a6b4f", borderRadius: "4px" } } }}>
            <Form pay={(s, elements) => s.confirmPayment({ elements, redirect: "if_required", confirmParams: { return_url: location.href } })}>
                <h1>Payment</h1>
                <div className="bare"><PaymentElement onChange={watched} /></div>
            </Form>
        </Elements>
    ),
    redirect: () => (
        <Elements stripe={stripe} options={{ clientSecret: secret }}>
            <Form pay={(s, elements) => s.confirmPayment({ elements, confirmParams: { return_url: new URL("/back", location.href).href } })}>
                <h1>Payment</h1>
                <div className="bare"><PaymentElement onChange={watched} /></div>
            </Form>
        </Elements>
    ),
    deferred: () => (
        <Elements stripe={stripe} options={{ mode: "payment", amount: 2500, currency: "usd" }}>
            <Form
                pay={async (s, elements) => {
                    const { error } = await elements.submit();
                    if (error) return { error };
                    const clientSecret = await (await fetch("/intent", { method: "POST" })).text();
                    return s.confirmPayment({ elements, clientSecret, redirect: "if_required", confirmParams: { return_url: location.href } });
                }}
            >
                <h1>Payment</h1>
                <div className="bare"><PaymentElement onChange={watched} /></div>
            </Form>
        </Elements>
    ),
};

flows.cvcToken = () => (
    <Elements stripe={stripe}>
        <Form pay={(s, e) => s.createToken("cvc_update", e.getElement(CardCvcElement))}>
            <h1>The code of a card that is kept</h1>
            <CardCvcElement options={{ style }} onChange={watched} />
        </Form>
    </Elements>
);

flows.cvc = () => (
    <Elements stripe={stripe}>
        <Form pay={(s, e) => s.confirmCardPayment(secret, { payment_method_options: { card: { cvc: e.getElement(CardCvcElement) } } })}>
            <h1>Pay with the card that is kept</h1>
            <CardCvcElement options={{ style }} onChange={watched} />
        </Form>
    </Elements>
);

flows.people = () => (
    <Elements stripe={stripe}>
        <Form
            pay={async (s) => {
                const pii = await s.createToken("pii", { personal_id_number: "000000000" });
                const person = await s.createToken("person", { first_name: "Jane", last_name: "Doe" });
                const account = await s.createToken("account", { business_type: "individual", individual: { first_name: "Jane" }, tos_shown_and_accepted: true });
                for (const { token, error } of [pii, person, account]) watched(token?.type ?? error);
                return account;
            }}
        >
            <h1>Who you are</h1>
        </Form>
    </Elements>
);

flows.setup = () => (
    <Elements stripe={stripe}>
        <Form pay={(s, e) => s.confirmCardSetup(secret, { payment_method: { card: e.getElement(CardElement) } })}>
            <h1>Keep a card</h1>
            <CardElement onChange={watched} />
        </Form>
    </Elements>
);

flows.setupPayment = () => (
    <Elements stripe={stripe} options={{ clientSecret: secret }}>
        <Form pay={(s, elements) => s.confirmSetup({ elements, redirect: "if_required" })}>
            <h1>Keep a card</h1>
            <div className="bare"><PaymentElement onChange={watched} /></div>
        </Form>
    </Elements>
);

flows.confirmation = () => (
    <Elements stripe={stripe} options={{ mode: "payment", amount: 2500, currency: "usd" }}>
        <Form
            pay={async (s, elements) => {
                const { error } = await elements.submit();
                return error ? { error } : s.createConfirmationToken({ elements });
            }}
        >
            <h1>Payment</h1>
            <div className="bare"><PaymentElement onChange={watched} /></div>
        </Form>
    </Elements>
);

flows.address = () => (
    <Elements stripe={stripe} options={{ clientSecret: secret }}>
        <Form
            pay={async (s, elements) => {
                const { error } = await elements.submit();
                if (error) return { error };
                return s.confirmPayment({ elements, redirect: "if_required" });
            }}
        >
            <h1>Payment with an address</h1>
            <div className="bare">
                <LinkAuthenticationElement onChange={watched} />
                <AddressElement options={{ mode: "shipping", allowedCountries: ["US", "GB", "DE"] }} onChange={watched} />
                <PaymentElement onChange={watched} />
            </div>
        </Form>
    </Elements>
);

function Iban({ pay }) {
    return (
        <Elements stripe={stripe}>
            <Form pay={(s, e) => pay(s, e.getElement(IbanElement))}>
                <h1>Debit</h1>
                <label htmlFor="iban">Your bank account</label>
                <IbanElement id="iban" options={{ style, supportedCountries: ["SEPA"] }} onChange={watched} />
            </Form>
        </Elements>
    );
}

const debtor = { name: "Ada King", email: "ada@example.com" };

flows.iban = () => <Iban pay={(s, iban) => s.confirmSepaDebitPayment(secret, { payment_method: { sepa_debit: iban, billing_details: debtor } })} />;

flows.ibanSource = () => <Iban pay={(s, iban) => s.createSource(iban, { currency: "eur", owner: debtor })} />;

flows.bank = () => (
    <Elements stripe={stripe}>
        <Form
            pay={async (s) => {
                const us_bank_account = { account_number: "000123456789", routing_number: "110000000", account_holder_type: "individual" };
                const sent = await s.confirmUsBankAccountPayment(secret, { payment_method: { us_bank_account, billing_details: debtor } });
                if (sent.error) return sent;
                const wrong = await s.verifyMicrodepositsForPayment(secret, { amounts: [1, 2] });
                watched(wrong.error);
                return s.verifyMicrodepositsForPayment(secret, { amounts: [32, 45] });
            }}
        >
            <h1>Debit</h1>
        </Form>
    </Elements>
);

flows.wallets = () => (
    <Elements stripe={stripe} options={{ mode: "payment", amount: 2500, currency: "usd" }}>
        <Form
            pay={async (s) => {
                const request = s.paymentRequest({ country: "US", currency: "usd", total: { label: "Total", amount: 2500 } });
                watched({ wallets: await request.canMakePayment() });
                return s.confirmIdealPayment(secret, { return_url: location.href });
            }}
        >
            <h1>Wallets</h1>
            <ExpressCheckoutElement onReady={watched} onConfirm={watched} />
        </Form>
    </Elements>
);

flows.embedded = function Embedded() {
    const [told, setTold] = useState("");
    const [options] = useState({ fetchClientSecret: async () => secret, onComplete: () => setTold("complete") });
    return (
        <>
            <h1>Checkout</h1>
            <EmbeddedCheckoutProvider stripe={stripe} options={options}>
                <EmbeddedCheckout />
            </EmbeddedCheckoutProvider>
            <p role="status">{told}</p>
        </>
    );
};

function OwnCheckout() {
    const state = custom.useCheckoutElements();
    const [told, setTold] = useState("");
    if (state.type !== "success") return <p role="status">{state.type === "error" ? `error ${state.error.message}` : "loading"}</p>;
    const { checkout } = state;
    const say = (result, what) => setTold(result.type === "error" ? `error ${result.error.code} ${result.error.message}` : what(result.session));
    async function submit(event) {
        event.preventDefault();
        setTold("…");
        say(await checkout.confirm({ redirect: "if_required" }), (session) => `${session.status.type} ${session.status.paymentStatus}`);
    }
    return (
        <form onSubmit={submit}>
            <p>
                Total <b data-testid="total">{checkout.total.total.minorUnitsAmount}</b> for {checkout.lineItems.map((item) => `${item.quantity} ${item.name}`).join()}
            </p>
            <p data-testid="can">{checkout.canConfirm ? "can confirm" : "cannot confirm"}</p>
            <custom.PaymentElement />
            <button type="button" onClick={async () => say(await checkout.updateEmail("ann@example.com"), (session) => `email ${session.email}`)}>Email</button>
            <button type="button" onClick={async () => say(await checkout.updateEmail("ann"), () => "?")}>Wrong email</button>
            <button type="button" onClick={async () => say(await checkout.applyPromotionCode("NONE"), () => "?")}>Wrong code</button>
            <button type="button" onClick={async () => say(await checkout.updateLineItemQuantity({ lineItem: checkout.lineItems[0].id, quantity: 3 }), (session) => `total ${session.total.total.amount}`)}>Three</button>
            <button>Pay</button>
            <p role="status">{told}</p>
        </form>
    );
}

flows.custom = function Custom() {
    const [options] = useState({ clientSecret: Promise.resolve(secret) });
    return (
        <>
            <h1>Checkout</h1>
            <custom.CheckoutElementsProvider stripe={stripe} options={options}>
                <OwnCheckout />
            </custom.CheckoutElementsProvider>
        </>
    );
};

Object.assign(flows, walletFlows(stripe, secret, watched), checkoutFlows(stripe, secret, watched));

const Flow = flows[asked.get("flow")];
createRoot(document.getElementById("app")).render(<StrictMode><Flow /></StrictMode>);
