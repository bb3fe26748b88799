// A moment in the reader's own time zone.
customElements.define("di-time", class extends HTMLElement {
    static observedAttributes = ["value"];

    attributeChangedCallback() {
        const moment = new Date(this.getAttribute("value"));
        this.textContent = isNaN(moment) ? "" : moment.toLocaleString("sv-SE");
        this.title = isNaN(moment) ? "" : moment.toUTCString();
    }
});
