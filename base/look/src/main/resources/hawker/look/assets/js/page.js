// Small things of every page: scheme switch, bars, dialogs, copying, steppers, forms that may be sent once.

const root = document.documentElement;

// An icon of the sprite that the page already uses.
globalThis.hkIcon = (name) => {
    const sprite = document.querySelector(".hk-icon > use")?.href.baseVal.split("#")[0] ?? "";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "hk-icon");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.append(use);
    return svg;
};

function setScheme(scheme) {
    root.dataset.scheme = scheme;
    document.cookie = `hk_scheme=${scheme}; Path=/; SameSite=Lax; Max-Age=31536000`;
    for (const button of document.querySelectorAll(".hk-scheme button"))
        button.setAttribute("aria-pressed", String(button.value === scheme));
    document.dispatchEvent(new CustomEvent("hk:scheme", { detail: { scheme } }));
}

document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".hk-scheme") && event.submitter) {
        event.preventDefault();
        setScheme(event.submitter.value);
    } else if (form.dataset.busy && !event.defaultPrevented) {
        // A second press while the first is under way must not pay twice.
        if (form.dataset.sent) event.preventDefault();
        form.dataset.sent = "true";
        lock(form);
    }
});

document.addEventListener("hk:lock", (event) => lock(event.target));
document.addEventListener("hk:unlock", (event) => unlock(event.target));

// Money may be moving: the button locks and says so; after 8 s it says that we are still at it.
function lock(form) {
    const button = form.querySelector("button[type=submit]:not([form])");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    const label = button.querySelector("span") ?? button;
    form.dataset.label = label.textContent;
    label.textContent = form.dataset.busy;
    button.setAttribute("aria-busy", "true");
    // Disabled only after the browser has read the form, or the button's own value would be missing.
    setTimeout(() => (button.disabled = true));
    setTimeout(() => {
        if (!button.isConnected || button.getAttribute("aria-busy") !== "true") return;
        const note = document.createElement("p");
        note.className = "hk-pay-note";
        note.setAttribute("role", "status");
        note.textContent = form.dataset.busySlow ?? "Still checking with the bank; please don’t pay again.";
        button.after(note);
    }, 8000);
}

function unlock(form) {
    delete form.dataset.sent;
    const button = form.querySelector("button[aria-busy=true]");
    if (!button) return;
    button.removeAttribute("aria-busy");
    button.disabled = false;
    (button.querySelector("span") ?? button).textContent = form.dataset.label;
}

// Coming back from the history: nothing is being sent any more.
addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(unlock);
});

document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-opens], [data-closes], [data-step]");
    if (!button) {
        // A click on what lies around a dialog closes it.
        if (event.target.matches?.("dialog.hk-dialog")) closeIfOutside(event);
        return;
    }
    if (button.dataset.copy !== undefined) copy(button.dataset.copy);
    else if (button.dataset.opens) document.getElementById(button.dataset.opens)?.showModal();
    else if (button.dataset.closes !== undefined) button.closest("dialog")?.close();
    else if (button.dataset.step) step(button);
});

function closeIfOutside(event) {
    const box = event.target.getBoundingClientRect();
    const inside =
        event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
}

async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        document.dispatchEvent(new CustomEvent("hk:toast", { detail: { value: "Copied" } }));
    } catch {
        document.dispatchEvent(new CustomEvent("hk:toast", { detail: { value: "Could not copy" } }));
    }
}

function step(button) {
    const input = button.parentElement.querySelector("input[type=number]");
    const before = input.value;
    if (button.dataset.step === "1") input.stepUp();
    else input.stepDown();
    if (input.value !== before) input.dispatchEvent(new Event("change", { bubbles: true }));
}

// The top bar goes away while one scrolls down on a phone, and comes back at once on the way up.
const top_ = document.querySelector(".hk-top");
if (top_) {
    let last = scrollY;
    addEventListener(
        "scroll",
        () => {
            const down = scrollY > last + 4;
            const up = scrollY < last - 4;
            if (down && scrollY > 120) top_.dataset.state = "away";
            else if (up || scrollY <= 120) delete top_.dataset.state;
            if (down || up) last = scrollY;
        },
        { passive: true },
    );
    top_.addEventListener("focusin", () => delete top_.dataset.state);
}

// The picture of the product one goes to grows into the first picture of its page.
addEventListener("pageswap", (event) => {
    const url = event.viewTransition && event.activation?.entry?.url;
    if (!url) return;
    const links = [...document.querySelectorAll(".hk-product-title > a, .hk-buy-title > a")];
    const picture = links.find((link) => link.href === url)?.closest("article").querySelector("img");
    picture?.style.setProperty("view-transition-name", "hk-product-picture");
});

// Focus goes to what is wrong: the summary, else the first field with an error.
function focusProblem(within) {
    const summary = within.querySelector("[data-focus]");
    const field = within.querySelector("[aria-invalid=true]");
    (summary ?? field)?.focus();
}
focusProblem(document);

document.addEventListener("htmx:afterSwap", (event) => focusProblem(event.detail.target));
document.addEventListener("hk:cart", (event) => {
    for (const bubble of document.querySelectorAll("[data-cart-count]")) {
        bubble.textContent = event.detail.count;
        bubble.hidden = event.detail.count === 0;
    }
});

// The session's token for requests that htmx makes without a form.
document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("meta[name=csrf-token]")?.content;
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRF-Token"] = token;
});

// On a phone the tabs are wider than the screen: the one we are at is in sight.
for (const tab of document.querySelectorAll(".hk-tabs a[aria-current]")) {
    const bar = tab.closest(".hk-tabs");
    bar.scrollLeft += tab.getBoundingClientRect().right - bar.getBoundingClientRect().right;
}
