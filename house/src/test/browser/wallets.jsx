// The shop's page with wallets, as its developers write it for the Express Checkout Element.
import { useEffect, useRef, useState } from "react";
import { Elements, ExpressCheckoutElement, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";

const GOODS = 2000;
const RATES = [
    { id: "slow", displayName: "By post", amount: 500, deliveryEstimate: { minimum: { unit: "business_day", value: 3 }, maximum: { unit: "business_day", value: 5 } } },
    { id: "fast", displayName: "By courier", amount: 900, deliveryEstimate: "Tomorrow" },
];

export function walletFlows(stripe, secret, watched) {
    function Wallets({ title, options, click, pay, ...more }) {
        const stripe = useStripe();
        const elements = useElements();
        const [told, setTold] = useState("");
        async function onConfirm(event) {
            watched({ event: "confirm", ...event });
            try {
                const { error, ...made } = await pay(stripe, elements, event);
                const thing = Object.values(made)[0];
                setTold(error ? `error ${error.type} ${error.code ?? ""} ${error.decline_code ?? ""}` : `${thing.object} ${thing.status ?? thing.id}`);
            } catch (e) {
                setTold(`${e.name} ${e.message}`);
            }
        }
        return (
            <>
                <h1>{title}</h1>
                <div className="bare">
                    <ExpressCheckoutElement
                        options={options}
                        onReady={(event) => watched({ event: "ready", ...event })}
                        onClick={click && ((event) => (watched({ event: "click", type: event.expressPaymentType }), click(event)))}
                        onCancel={() => setTold("cancelled")}
                        onConfirm={onConfirm}
                        {...Object.fromEntries(Object.entries(more).map(([name, handler]) => [name, (event) => (watched({ event: name, ...event }), handler(event, elements))]))}
                    />
                </div>
                <p role="status">{told}</p>
            </>
        );
    }

    /** A payment element whose list has the wallets, and the shop's own button. */
    function Listed({ options, pay }) {
        const stripe = useStripe();
        const elements = useElements();
        const [told, setTold] = useState("");
        async function submit(event) {
            event.preventDefault();
            setTold("…");
            const { error, ...made } = await pay(stripe, elements);
            const thing = Object.values(made)[0];
            setTold(error ? `error ${error.type} ${error.code ?? ""} ${error.decline_code ?? ""}` : `${thing.object} ${thing.status ?? thing.id}`);
        }
        return (
            <form onSubmit={submit}>
                <h1>Payment</h1>
                <div className="bare"><PaymentElement options={options} onChange={watched} /></div>
                <button disabled={!stripe}>Pay</button>
                <p role="status">{told}</p>
            </form>
        );
    }

    const confirm = (s, elements) => s.confirmPayment({ elements, redirect: "if_required", confirmParams: { return_url: location.href } });
    const deferred = (amount) => ({ mode: "payment", amount, currency: "usd" });

    return {
        express: () => (
            <Elements stripe={stripe} options={{ clientSecret: secret }}>
                <Wallets title="Express" pay={confirm} />
            </Elements>
        ),
        listed: () => (
            <Elements stripe={stripe} options={{ clientSecret: secret }}>
                <Listed pay={confirm} />
            </Elements>
        ),
        listedFirst: () => (
            <Elements stripe={stripe} options={deferred(2500)}>
                <Listed
                    options={{ wallets: { applePay: "never" }, paymentMethodOrder: ["google_pay", "card"], business: { name: "Lantern House" } }}
                    pay={async (s, elements) => {
                        const { error, selectedPaymentMethod } = await elements.submit();
                        if (error) return { error };
                        watched({ event: "submitted", selectedPaymentMethod });
                        const clientSecret = await (await fetch("/intent", { method: "POST" })).text();
                        return s.confirmPayment({ elements, clientSecret, redirect: "if_required", confirmParams: { return_url: location.href } });
                    }}
                />
            </Elements>
        ),
        listedToken: () => (
            <Elements stripe={stripe} options={deferred(2500)}>
                <Listed pay={(s, elements) => s.createConfirmationToken({ elements })} />
            </Elements>
        ),
        listedSetup: () => (
            <Elements stripe={stripe} options={{ clientSecret: secret }}>
                <Listed pay={(s, elements) => s.confirmSetup({ elements, redirect: "if_required" })} />
            </Elements>
        ),
        expressSetup: () => (
            <Elements stripe={stripe} options={{ clientSecret: secret }}>
                <Wallets title="Keep a card" pay={(s, elements) => s.confirmSetup({ elements, redirect: "if_required" })} />
            </Elements>
        ),
        expressDelivery: () => (
            <Elements stripe={stripe} options={deferred(GOODS + RATES[0].amount)}>
                <Wallets
                    title="Express, delivered"
                    options={{ emailRequired: true, phoneNumberRequired: true, shippingAddressRequired: true, allowedShippingCountries: ["US", "GB", "DE"], buttonType: { applePay: "buy" }, buttonTheme: { googlePay: "white-outline" }, paymentMethods: { link: "never" } }}
                    click={({ resolve }) => resolve({ lineItems: [{ name: "Lantern", amount: GOODS }, { name: "Delivery", amount: RATES[0].amount }], shippingRates: RATES, business: { name: "Lantern House" } })}
                    onShippingAddressChange={({ address, resolve, reject }) => (address.country === "DE" ? reject() : resolve({}))}
                    onShippingRateChange={({ shippingRate, resolve }, elements) => {
                        elements.update({ amount: GOODS + shippingRate.amount });
                        resolve({ lineItems: [{ name: "Lantern", amount: GOODS }, { name: "Delivery", amount: shippingRate.amount }] });
                    }}
                    pay={async (s, elements) => {
                        const { error } = await elements.submit();
                        if (error) return { error };
                        const clientSecret = await (await fetch("/intent", { method: "POST" })).text();
                        return s.confirmPayment({ elements, clientSecret, redirect: "if_required", confirmParams: { return_url: location.href } });
                    }}
                />
            </Elements>
        ),
        request: function Request() {
            const [said, setSaid] = useState("");
            const place = useRef(null);
            useEffect(() => {
                let gone = false;
                (async () => {
                    const s = await stripe;
                    const request = s.paymentRequest({
                        country: "US", currency: "usd", total: { label: "Lantern House", amount: 2500 }, requestPayerName: true, requestPayerEmail: true, requestShipping: true,
                        displayItems: [{ label: "Lantern", amount: 2000 }], shippingOptions: [{ id: "slow", label: "By post", detail: "Three days", amount: 500 }], disableWallets: ["applePay"],
                    });
                    if (gone || !(await request.canMakePayment())) return;
                    request.on("shippingaddresschange", ({ shippingAddress, updateWith }) => {
                        watched({ event: "address", ...shippingAddress });
                        updateWith(shippingAddress.country === "DE" ? { status: "invalid_shipping_address" } : { status: "success", total: { label: "Lantern House", amount: 2500 } });
                    });
                    request.on("cancel", () => setSaid("cancelled"));
                    request.on("paymentmethod", async (event) => {
                        watched({ event: "paymentmethod", name: event.payerName, email: event.payerEmail, wallet: event.walletName, option: event.shippingOption.id });
                        const { error, paymentIntent } = await s.confirmCardPayment(secret, { payment_method: event.paymentMethod.id }, { handleActions: false });
                        event.complete(error ? "fail" : "success");
                        setSaid(error ? `error ${error.decline_code}` : `payment_intent ${paymentIntent.status}`);
                    });
                    const button = s.elements().create("paymentRequestButton", { paymentRequest: request, style: { paymentRequestButton: { type: "buy", theme: "light-outline", height: "48px" } } });
                    button.mount(place.current);
                })();
                return () => (gone = true);
            }, []);
            return (
                <>
                    <h1>Payment request</h1>
                    <div ref={place} />
                    <p role="status">{said}</p>
                </>
            );
        },
        expressToken: () => (
            <Elements stripe={stripe} options={deferred(2500)}>
                <Wallets title="Express" pay={(s, elements) => s.createConfirmationToken({ elements })} click={({ resolve }) => resolve()} />
            </Elements>
        ),
        expressRefused: () => (
            <Elements stripe={stripe} options={deferred(2500)}>
                <Wallets title="Express" click={({ reject, expressPaymentType, resolve }) => (expressPaymentType === "link" ? reject() : resolve())} pay={async (s, elements, event) => (event.paymentFailed({ reason: "address_unserviceable" }), { error: { type: "shop" } })} />
            </Elements>
        ),
    };
}
