// Checkout sessions in the shop's own page with every element there is for them, and with the form in one element.
import { useState } from "react";
import {
    CheckoutElementsProvider, CheckoutForm, CheckoutFormProvider, ContactDetailsElement, CurrencySelectorElement, ExpressCheckoutElement, PaymentElement,
    ShippingAddressElement, TaxIdElement, TermsElement, useCheckoutElements, useCheckoutForm,
} from "@stripe/react-stripe-js/checkout";

export function checkoutFlows(stripe, secret, watched) {
    const told = (result) => (result.type === "error" ? `error ${result.error.code} ${result.error.message}` : `${result.session.status.type} ${result.session.status.paymentStatus}`);
    const confirmed = (checkout, args) => checkout.confirm({ redirect: "if_required", ...args });

    function Sums({ checkout }) {
        const { total, recurring, currencyOptions, taxIdInfo, shipping } = checkout;
        return (
            <dl>
                <dt>Total</dt>
                <dd data-testid="total">{total.total.amount}</dd>
                <dt>Then</dt>
                <dd data-testid="recurring">{recurring ? `${recurring.dueNext.total.amount} every ${recurring.intervalCount} ${recurring.interval}, trial ${recurring.trial?.trialPeriodDays ?? "none"}` : "nothing"}</dd>
                <dt>Currencies</dt>
                <dd data-testid="currencies">{currencyOptions?.map(({ currency, amount }) => `${currency} ${amount}`).join(", ") ?? "one"}</dd>
                <dt>Business</dt>
                <dd data-testid="tax">{taxIdInfo ? `${taxIdInfo.businessName} ${taxIdInfo.taxId.type} ${taxIdInfo.taxId.value}` : "none"}</dd>
                <dt>Delivery</dt>
                <dd data-testid="delivery">{shipping?.shippingOption.displayName ?? "none"}</dd>
            </dl>
        );
    }

    function Whole() {
        const state = useCheckoutElements();
        const [said, setSaid] = useState("");
        if (state.type !== "success") return <p role="status">{state.type === "error" ? `error ${state.error.message}` : "loading"}</p>;
        const { checkout } = state;
        const submit = async (event) => {
            event.preventDefault();
            setSaid("…");
            const valid = await checkout.validateElements();
            if (valid.type === "error") return setSaid(`invalid ${valid.error.validation_errors[0].element} ${valid.error.message}`);
            setSaid(told(await confirmed(checkout)));
        };
        return (
            <form onSubmit={submit}>
                <div className="bare">
                    <ExpressCheckoutElement onReady={(event) => watched({ event: "ready", ...event })} onConfirm={async (event) => setSaid(told(await confirmed(checkout, { expressCheckoutConfirmEvent: event })))} />
                    <CurrencySelectorElement />
                    <ContactDetailsElement />
                    {new URLSearchParams(location.search).has("ship") && <ShippingAddressElement />}
                    <TaxIdElement options={{}} />
                    <PaymentElement />
                    <TermsElement options={{}} />
                </div>
                <Sums checkout={checkout} />
                <button>Pay</button>
                <p role="status">{said}</p>
            </form>
        );
    }

    function InOne() {
        const state = useCheckoutForm();
        const [said, setSaid] = useState("");
        if (state.type !== "success") return <p role="status">{state.type === "error" ? `error ${state.error.message}` : "loading"}</p>;
        const { checkout } = state;
        return (
            <>
                <div className="bare">
                    <CheckoutForm onChange={watched} onConfirm={async (event) => (watched({ event: "confirm", source: event.source }), setSaid(told(await confirmed(checkout, { formConfirmEvent: event }))))} />
                </div>
                <Sums checkout={checkout} />
                <p role="status">{said}</p>
            </>
        );
    }

    return {
        whole: function WholeFlow() {
            const [options] = useState({ clientSecret: Promise.resolve(secret) });
            return (
                <>
                    <h1>Checkout</h1>
                    <CheckoutElementsProvider stripe={stripe} options={options}>
                        <Whole />
                    </CheckoutElementsProvider>
                </>
            );
        },
        form: function FormFlow() {
            const [options] = useState({ clientSecret: secret });
            return (
                <>
                    <h1>Checkout</h1>
                    <CheckoutFormProvider stripe={stripe} options={options}>
                        <InOne />
                    </CheckoutFormProvider>
                </>
            );
        },
    };
}
