// A picture that can be zoomed and moved: by wheel and pointer, by buttons, and by the keys + - 0 and the arrows. Pictures of a group move together.
customElements.define("di-viewer", class extends HTMLElement {
    static observedAttributes = ["src", "alt"];

    #image = null;
    #frame = null;
    #view = { scale: 1, x: 0, y: 0 };

    connectedCallback() {
        if (this.#frame) {
            return;
        }

        this.#image = new Image();
        this.#image.draggable = false;
        this.#image.decoding = "async";
        this.#frame = document.createElement("div");
        this.#frame.className = "frame";
        this.#frame.tabIndex = 0;
        this.#frame.setAttribute("role", "group");
        this.#frame.append(this.#image);
        const tools = document.createElement("div");
        tools.className = "tools";
        for (const [text, label, act] of [["+", "Zoom in", () => this.#zoom(1.5)], ["−", "Zoom out", () => this.#zoom(1 / 1.5)], ["Whole", "Whole picture", () => this.#show({ scale: 1, x: 0, y: 0 })]]) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = text;
            button.title = label;
            button.setAttribute("aria-label", `${label}: ${this.getAttribute("alt")}`);
            button.addEventListener("click", act);
            tools.append(button);
        }

        this.append(this.#frame, tools);
        this.#listen();
        this.#take();
    }

    attributeChangedCallback() {
        this.#take();
    }

    #take() {
        if (!this.#image) {
            return;
        }

        const alt = this.getAttribute("alt") ?? "";
        this.#image.alt = alt;
        this.#frame.setAttribute("aria-label", `${alt}; zoom with + and −, move with the arrow keys, 0 for the whole picture`);
        const source = this.getAttribute("src");
        if (source && this.#image.getAttribute("src") !== source) {
            this.#image.src = source;
        }
    }

    #listen() {
        this.#frame.addEventListener("wheel", event => {
            event.preventDefault();
            const box = this.#frame.getBoundingClientRect();
            this.#zoom(Math.exp(-event.deltaY / 400), (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
        }, { passive: false });
        this.#frame.addEventListener("pointerdown", event => {
            this.#frame.setPointerCapture(event.pointerId);
            const [start, box] = [{ ...this.#view, clientX: event.clientX, clientY: event.clientY }, this.#frame.getBoundingClientRect()];
            const move = moved => this.#show({ scale: start.scale, x: start.x + (moved.clientX - start.clientX) / box.width, y: start.y + (moved.clientY - start.clientY) / box.height });
            this.#frame.addEventListener("pointermove", move);
            this.#frame.addEventListener("pointerup", () => this.#frame.removeEventListener("pointermove", move), { once: true });
        });
        this.#frame.addEventListener("keydown", event => {
            const view = this.#view;
            const acts = {
                "+": () => this.#zoom(1.25), "=": () => this.#zoom(1.25), "-": () => this.#zoom(0.8), "0": () => this.#show({ scale: 1, x: 0, y: 0 }),
                ArrowLeft: () => this.#show({ ...view, x: view.x + 0.1 }), ArrowRight: () => this.#show({ ...view, x: view.x - 0.1 }),
                ArrowUp: () => this.#show({ ...view, y: view.y + 0.1 }), ArrowDown: () => this.#show({ ...view, y: view.y - 0.1 }),
            };
            if (acts[event.key] && !event.ctrlKey && !event.metaKey) {
                event.preventDefault();
                acts[event.key]();
            }
        });
    }

    // About a point in parts of the frame: what lies there stays there.
    #zoom(factor, x = 0.5, y = 0.5) {
        const scale = Math.min(64, Math.max(1, this.#view.scale * factor));
        const ratio = scale / this.#view.scale;
        this.#show({ scale, x: x - (x - this.#view.x) * ratio, y: y - (y - this.#view.y) * ratio });
    }

    #show(view) {
        const group = this.getAttribute("group");
        for (const viewer of group ? document.querySelectorAll(`di-viewer[group="${group}"]`) : [this]) {
            viewer.show(view);
        }
    }

    show(view) {
        const least = 1 - view.scale;
        this.#view = { scale: view.scale, x: Math.min(0, Math.max(least, view.x)), y: Math.min(0, Math.max(least, view.y)) };
        this.#image.style.transform = `translate(${this.#view.x * 100}%, ${this.#view.y * 100}%) scale(${this.#view.scale})`;
        this.#image.style.imageRendering = this.#view.scale > 2 ? "pixelated" : "auto";
        this.dataset.scale = this.#view.scale.toFixed(2);
    }
});
