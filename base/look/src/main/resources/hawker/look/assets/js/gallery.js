// Pictures of a product side by side: swipe, buttons, small pictures and arrow keys.

customElements.define(
    "hk-gallery",
    class extends HTMLElement {
        connectedCallback() {
            this.stage = this.querySelector(".hk-gallery-stage");
            this.slides = [...(this.stage?.children ?? [])];
            if (this.slides.length < 2) return;
            this.stage.tabIndex = 0;
            this.stage.setAttribute("role", "group");
            this.stage.setAttribute("aria-label", "Pictures");
            this.buildButtons();
            this.buildThumbs();
            this.stage.addEventListener("scroll", () => this.mark(), { passive: true });
            this.stage.addEventListener("keydown", (event) => this.key(event));
            this.mark();
        }

        get current() {
            return Math.round(Math.abs(this.stage.scrollLeft) / this.stage.clientWidth);
        }

        go(index) {
            const at = Math.max(0, Math.min(this.slides.length - 1, index));
            const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
            const direction = getComputedStyle(this).direction === "rtl" ? -1 : 1;
            this.stage.scrollTo({
                left: direction * at * this.stage.clientWidth,
                behavior: still ? "instant" : "smooth",
            });
        }

        key(event) {
            const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (!by) return;
            event.preventDefault();
            this.go(this.current + by);
        }

        buildButtons() {
            const bar = document.createElement("div");
            bar.className = "hk-gallery-buttons";
            this.back = this.button("Picture before", "chevron-left", -1);
            this.next = this.button("Next picture", "chevron-right", 1);
            bar.append(this.back, this.next);
            this.append(bar);
            const fit = () => (bar.style.blockSize = `${this.stage.clientHeight}px`);
            new ResizeObserver(fit).observe(this.stage);
        }

        button(label, icon, by) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "hk-button";
            button.dataset.kind = "plain";
            button.dataset.iconOnly = "";
            button.setAttribute("aria-label", label);
            button.append(hkIcon(icon));
            button.addEventListener("click", () => this.go(this.current + by));
            return button;
        }

        buildThumbs() {
            const row = document.createElement("div");
            row.className = "hk-gallery-thumbs";
            this.thumbs = this.slides.map((slide, index) => {
                const picture = slide.matches("img") ? slide : slide.querySelector("img");
                const thumb = document.createElement("button");
                thumb.type = "button";
                thumb.setAttribute("aria-label", `Picture ${index + 1} of ${this.slides.length}`);
                if (picture) {
                    const small = new Image(64, 64);
                    small.src = picture.currentSrc || picture.src;
                    small.alt = "";
                    small.loading = "lazy";
                    thumb.append(small);
                }
                thumb.addEventListener("click", () => this.go(index));
                return thumb;
            });
            row.append(...this.thumbs);
            this.append(row);
        }

        mark() {
            const at = this.current;
            this.thumbs.forEach((thumb, index) => thumb.setAttribute("aria-current", String(index === at)));
            this.back.disabled = at === 0;
            this.next.disabled = at === this.slides.length - 1;
        }
    },
);
