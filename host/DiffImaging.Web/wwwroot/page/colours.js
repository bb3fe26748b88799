// Light, dark or as the system has it. Kept in the browser; set before anything is drawn.
(() => {
    const key = "diffimaging-colours";
    const choices = [["", "As the system"], ["light", "Light"], ["dark", "Dark"]];

    function apply(choice) {
        for (const sheet of document.querySelectorAll("link[data-scheme]")) {
            const scheme = sheet.dataset.scheme;
            sheet.media = choice ? (choice === scheme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
        }

        document.documentElement.style.colorScheme = choice || "light dark";
    }

    function stored() {
        try {
            return localStorage.getItem(key) ?? "";
        } catch {
            return "";
        }
    }

    apply(stored());

    customElements.define("di-colours", class extends HTMLElement {
        connectedCallback() {
            if (this.firstChild) {
                return;
            }

            const select = document.createElement("select");
            select.setAttribute("aria-label", "Colours");
            select.className = "rz-textbox";
            for (const [value, text] of choices) {
                select.add(new Option(text, value, false, value === stored()));
            }

            select.addEventListener("change", () => {
                try {
                    localStorage.setItem(key, select.value);
                } catch {
                    // A browser that keeps nothing still shows what is asked for.
                }

                apply(select.value);
            });
            this.append(select);
        }
    });
})();
