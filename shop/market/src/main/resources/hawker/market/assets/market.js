"use strict";

// The product page: Buy opens the sheet with the variant chosen, the address follows the choice, and
// on phones a bar with Buy comes up when the button is out of sight. Without this the form does it all.
{
    const buy = document.querySelector("button[data-buys]");

    const target = (button) => {
        const form = button.form;
        const address = new URL(button.formAction);
        for (const name of ["variant", "quantity", "post"]) {
            const value = form.elements[name]?.value;
            if (value) address.searchParams.set(name, value);
        }
        return address.href;
    };

    const openSheet = (button) => {
        const link = document.createElement("a");
        link.href = target(button);
        link.dataset.sheet = button.dataset.buys;
        link.hidden = true;
        button.after(link);
        link.click();
        link.remove();
    };

    if (buy) {
        document.addEventListener("click", (event) => {
            if (event.target.closest("button[data-buys]") === buy) {
                event.preventDefault();
                openSheet(buy);
            } else if (event.target.closest("[data-buys-again]")) {
                buy.scrollIntoView({ block: "center" });
                buy.click();
            }
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
