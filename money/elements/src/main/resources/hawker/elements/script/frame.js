// A frame of an element and the conversation with it. Each frame has a random channel of its own; what does not
// come from its window, its origin and its channel is not heard. Messages: money/elements/README.md.

let frames = 0;

class Frame {
    #channel;
    #waiting = new Map();
    #early = [];
    #ready = false;
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
        if (message.type === "height") this.node.style.height = `${Math.max(1, Math.min(4000, Number(message.height) || 0))}px`;
        else if (message.type === "answer") this.#waiting.get(message.request)?.(message);
        else if (message.type === "ready") this.#open();
        this.#onMessage(message);
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
        const gone = { error: { type: "validation_error", message: "The element was removed from the page." } };
        for (const resolve of this.#waiting.values()) resolve(gone);
        this.node.remove();
    }
}
