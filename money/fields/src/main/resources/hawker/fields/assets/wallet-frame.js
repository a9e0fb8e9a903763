// What both frames of the test network's wallets have: the conversation with the page around, and how money is
// written. The messages stand in money/elements/README.md.
"use strict";
const WalletFrame = (() => {
    const root = document.getElementById("wallet");
    const { key, channel, parent: parentOrigin } = root.dataset;
    const framed = parent !== window;
    const NAMES = { apple_pay: "Apple Pay", google_pay: "Google Pay", link: "Link" };

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }

    function hear(deeds) {
        addEventListener("message", (event) => {
            if (!framed || event.origin !== parentOrigin || event.source !== parent) return;
            const message = event.data;
            if (message?.channel === channel && Object.hasOwn(deeds, message.type)) deeds[message.type](message);
        });
        new ResizeObserver(measure).observe(root);
        tell({ type: "ready" });
    }

    function measure() {
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
    }

    // Minor units as the reader writes them.
    function money(minor, currency) {
        const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
        // Money of these two has no smaller unit, and is still sent in hundredths.
        const digits = ["isk", "ugx"].includes(currency) ? 2 : format.resolvedOptions().maximumFractionDigits;
        return format.format(minor / 10 ** digits);
    }

    return { root, key, tell, hear, measure, money, name: (wallet) => NAMES[wallet] ?? wallet };
})();
