// A frame of an element and the conversation with it. Each frame has a random channel of its own; what does not
// come from its window, its origin and its channel is not heard. Messages: money/elements/README.md.

let frames = 0;

/**
 * While a pointer is down nothing moves away under it: what is pressed at one place and released at another is no
 * click. A field that is left complains below itself, and that alone would push the pressed button down.
 */
const Pointer = (() => {
    const waiting = new Map();
    let isDown = false;

    function down() {
        isDown = true;
    }

    /** The click comes in the same turn as the release, and after it. */
    function up() {
        isDown = false;
        setTimeout(() => {
            if (isDown) return;
            for (const deed of waiting.values()) deed();
            waiting.clear();
        });
    }

    addEventListener("pointerdown", down, true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, up, true);
    // Released where no event came from.
    addEventListener("pointermove", ({ buttons }) => isDown && !buttons && up(), true);

    /** Does it now, or once no pointer is down; the last deed of an owner stands for those before. */
    function atRest(owner, deed) {
        if (isDown) waiting.set(owner, deed);
        else deed();
    }

    return { down, up, atRest };
})();

class Frame {
    #channel;
    #waiting = new Map();
    #early = [];
    #ready = false;
    #pressed = false;
    #origin;
    #listener;
    #onMessage;

    constructor(container, { origin, path, params, title, onMessage, channel = randomName() }) {
        this.#channel = channel;
        this.#origin = origin;
        this.#onMessage = onMessage;
        const query = new URLSearchParams({ ...params, channel: this.#channel, parent: location.origin });
        this.node = document.createElement("iframe");
        this.node.src = `${origin}${path}?${query}`;
        this.node.name = `__privateStripeFrame${++frames}`;
        this.node.title = title;
        this.node.setAttribute("scrolling", "no");
        Object.assign(this.node.style, {
            border: "0", display: "block", width: "100%", minWidth: "100%", height: "1.5em", colorScheme: "light", overflow: "hidden",
        });
        this.#listener = (event) => this.#hear(event);
        addEventListener("message", this.#listener);
        container.append(this.node);
    }

    #hear(event) {
        if (event.origin !== this.#origin || event.source !== this.node.contentWindow) return;
        const message = event.data;
        if (message?.channel !== this.#channel) return;
        if (message.type === "height") Pointer.atRest(this, () => this.#resize(message.height));
        else if (message.type === "press") this.#press(true);
        else if (message.type === "release") this.#press(false);
        else if (message.type === "answer") this.#waiting.get(message.request)?.(message);
        else if (message.type === "ready") this.#open();
        this.#onMessage(message);
    }

    #resize(height) {
        this.node.style.height = `${Math.max(1, Math.min(4000, Number(height) || 0))}px`;
    }

    /** What is pressed in a frame is as little to be moved as what is pressed in the page. */
    #press(isDown) {
        this.#pressed = isDown;
        if (isDown) Pointer.down();
        else Pointer.up();
    }

    #open() {
        this.#ready = true;
        for (const message of this.#early.splice(0)) this.send(message);
    }

    send(message) {
        if (!this.#ready) this.#early.push(message);
        else this.node.contentWindow?.postMessage({ channel: this.#channel, ...message }, this.#origin);
    }

    /** Asks and waits for the answer: {result} or {error}. */
    ask(message) {
        const request = randomName();
        return new Promise((resolve) => {
            this.#waiting.set(request, ({ result, error }) => resolve(error ? { error } : { result }));
            this.send({ ...message, request });
        }).finally(() => this.#waiting.delete(request));
    }

    remove() {
        removeEventListener("message", this.#listener);
        if (this.#pressed) this.#press(false);
        const gone = { error: { type: "validation_error", message: "The element was removed from the page." } };
        for (const resolve of this.#waiting.values()) resolve(gone);
        this.node.remove();
    }
}
