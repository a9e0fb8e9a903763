// While a pointer is down nothing moves away under it and nothing is put in its place: what is pressed at one place
// or on one button and released at another is no click. A field that is left complains below itself, and its change
// brings new totals: both come at the very moment when the button below is pressed.

let held = false;
const waiting = new Map();

function release() {
    held = false;
    // The click comes in the same turn as the release, and after it.
    setTimeout(() => {
        if (held) return;
        const deeds = [...waiting.values()];
        waiting.clear();
        for (const deed of deeds) deed();
    });
}

addEventListener("pointerdown", () => (held = true), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, release, true);
// Released where no event came from.
addEventListener("pointermove", ({ buttons }) => held && !buttons && release(), true);

/** Does it now, or once no pointer is down; the last deed of an owner stands for those before. */
globalThis.hkAtRest = (owner, deed) => {
    if (held) waiting.set(owner, deed);
    else deed();
};

// What was pressed is what is sent: a total that comes while "Paying…" stands there was not agreed to. The server
// compares the two and asks again.
const isSending = (part) => Boolean(part.closest("form")?.querySelector("button[aria-busy=true]"));

document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!held && !isSending(target)) return;
    event.detail.shouldSwap = false;
    const html = (fragment.querySelector(`#${CSS.escape(target.id)}`) ?? fragment.firstElementChild ?? fragment).outerHTML;
    if (held) hkAtRest(target.id, () => put(target.id, html));
});

function put(id, html) {
    const part = document.getElementById(id);
    if (!part || isSending(part)) return;
    part.outerHTML = html;
    globalThis.htmx?.process(document.getElementById(id));
}
