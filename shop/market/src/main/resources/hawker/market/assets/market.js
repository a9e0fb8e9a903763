"use strict";

// The product page: the address follows the choice, and on phones a bar with Buy comes up when the button is out of
// sight. Without this the form does it all.
{
    const buy = document.querySelector("button[data-buys]");

    if (buy) {
        document.addEventListener("click", (event) => {
            if (event.target.closest("[data-buys-again]")) buy.click();
        });

        buy.form.addEventListener("change", (event) => {
            if (!event.target.name.startsWith("option-")) return;
            const address = new URL(location.href);
            address.searchParams.set("variant", buy.form.elements["variant"].value);
            history.replaceState(history.state, "", address);
        });

        const bar = document.querySelector(".hk-market-buybar");
        // Everything below the screen counts as in sight: the bar is for those who are past the button.
        const watch = new IntersectionObserver(
            (entries) => (bar.hidden = entries.at(-1).isIntersecting),
            { rootMargin: "0px 0px 1000000px 0px" },
        );
        watch.observe(buy);
    }
}
