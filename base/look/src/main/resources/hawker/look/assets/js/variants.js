// Options of a product: keeps price, stock line, button and the hidden field on the variant that is
// chosen, and strikes out values that lead to nothing.

customElements.define(
    "hk-variants",
    class extends HTMLElement {
        connectedCallback() {
            this.variants = JSON.parse(this.dataset.variants ?? "[]");
            this.groups = [...this.querySelectorAll(".hk-choices")];
            this.addEventListener("change", () => this.update());
            this.update();
        }

        chosen() {
            return this.groups.map((group) => group.querySelector("input:checked")?.value);
        }

        update() {
            const values = this.chosen();
            const variant = this.variants.find((v) => v.values.every((value, i) => value === values[i]));
            this.groups.forEach((group, at) => this.strike(group, at, values));
            this.write(variant);
        }

        missing() {
            return this.chosen().every(Boolean) ? "Not available like this" : "Choose the options";
        }

        // A value stays open if some variant in stock has it together with the other choices.
        strike(group, at, values) {
            for (const input of group.querySelectorAll("input")) {
                const open = this.variants.some(
                    (v) =>
                        v.available &&
                        v.values.every((value, i) => value === (i === at ? input.value : (values[i] ?? value))),
                );
                input.closest("label").toggleAttribute("data-out", !open);
            }
        }

        write(variant) {
            const scope = this.closest("form") ?? this;
            const field = scope.querySelector("input[name=variant]");
            if (field && variant) field.value = variant.id;
            for (const part of scope.ownerDocument.querySelectorAll("[data-part=price]"))
                if (variant) part.textContent = variant.price;
            const stock = scope.querySelector("[data-part=stock]");
            if (stock) stock.textContent = variant ? (variant.label ?? "") : this.missing();
            for (const button of scope.querySelectorAll("[data-part=submit]"))
                button.disabled = !variant || !variant.available;
        }
    },
);
