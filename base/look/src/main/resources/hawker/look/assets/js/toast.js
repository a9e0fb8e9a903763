// Says what was done: 6 s, longer while one looks at it. Errors stand beside their cause, not here.

const STAYS = 6000;

customElements.define(
    "hk-toast",
    class extends HTMLElement {
        connectedCallback() {
            this.listener = ({ detail }) => this.show(detail.value ?? detail, detail.link);
            document.addEventListener("hk:toast", this.listener);
            if (this.dataset.toast) this.show(this.dataset.toast);
        }

        disconnectedCallback() {
            document.removeEventListener("hk:toast", this.listener);
        }

        /** @param link where it can be seen: {href, text}; or nothing */
        show(text, link) {
            const toast = document.createElement("div");
            toast.className = "hk-toast";
            toast.textContent = text;
            if (link) toast.append(Object.assign(document.createElement("a"), { href: link.href, textContent: link.text }));
            this.append(toast);
            let timer = setTimeout(() => this.leave(toast), STAYS);
            toast.addEventListener("pointerenter", () => clearTimeout(timer));
            toast.addEventListener("pointerleave", () => (timer = setTimeout(() => this.leave(toast), STAYS)));
        }

        leave(toast) {
            toast.dataset.state = "leaving";
            setTimeout(() => toast.remove(), 250);
        }
    },
);
