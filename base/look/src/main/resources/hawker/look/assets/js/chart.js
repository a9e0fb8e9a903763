// Draws a table as lines. The table stays for those who read it; Chart.js is fetched only here.

let loading = null;

function library(src) {
    loading ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = src;
        script.onload = () => resolve(window.Chart);
        script.onerror = reject;
        document.head.append(script);
    });
    return loading;
}

customElements.define(
    "hk-chart",
    class extends HTMLElement {
        async connectedCallback() {
            const table = this.querySelector("table");
            if (!table || this.dataset.state === "drawn") return;
            const Chart = await library(this.dataset.src);
            const frame = document.createElement("div");
            frame.className = "hk-chart-frame";
            const canvas = document.createElement("canvas");
            canvas.setAttribute("role", "img");
            canvas.setAttribute("aria-label", this.getAttribute("aria-label") ?? "");
            frame.append(canvas);
            this.prepend(frame);
            this.dataset.state = "drawn";
            this.chart = new Chart(canvas, this.config(table));
            this.onScheme = () => this.redraw(table);
            document.addEventListener("hk:scheme", this.onScheme);
        }

        disconnectedCallback() {
            document.removeEventListener("hk:scheme", this.onScheme);
            this.chart?.destroy();
        }

        redraw(table) {
            const { data, options } = this.config(table);
            this.chart.data = data;
            this.chart.options = options;
            this.chart.update("none");
        }

        colour(token) {
            const probe = document.createElement("span");
            probe.style.color = `var(${token})`;
            this.append(probe);
            const colour = getComputedStyle(probe).color;
            probe.remove();
            // Canvas and Chart.js want rgb; the browser may answer in oklch.
            const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
            return `${r}, ${g}, ${b}`;
        }

        config(table) {
            const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
            const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((c) => c.textContent.trim()));
            const number = (text) => Number(text.replace(/[^0-9.−-]/g, "").replace("−", "-"));
            const unit = (rows[0]?.[1] ?? "").match(/^[^0-9.-]+/)?.[0] ?? "";
            const datasets = heads.slice(1).map((label, at) => this.series(label, at, heads.length === 2, rows.map((r) => number(r[at + 1]))));
            const muted = `rgb(${this.colour("--text-muted")})`;
            const line = `rgba(${this.colour("--text-muted")}, 0.18)`;
            const font = { family: getComputedStyle(this).fontFamily, size: 12 };
            return {
                type: "line",
                data: { labels: rows.map((row) => row[0]), datasets },
                options: {
                    responsive: true,
                    maintainAspectRatio: false,
                    animation: false,
                    interaction: { mode: "index", intersect: false },
                    scales: {
                        x: { grid: { display: false }, border: { color: line }, ticks: { color: muted, font, maxRotation: 0, autoSkipPadding: 24 } },
                        y: { beginAtZero: true, grid: { color: line }, border: { display: false }, ticks: { color: muted, font, maxTicksLimit: 5, callback: (v) => unit + Number(v).toLocaleString("en", { minimumFractionDigits: Number.isInteger(v) ? 0 : 2 }) } },
                    },
                    plugins: {
                        legend: { display: datasets.length > 1, align: "start", labels: { color: muted, font, boxWidth: 16, boxHeight: 2 } },
                        tooltip: {
                            backgroundColor: `rgb(${this.colour("--primary")})`,
                            titleColor: `rgb(${this.colour("--on-primary")})`,
                            bodyColor: `rgb(${this.colour("--on-primary")})`,
                            padding: 10,
                            cornerRadius: 8,
                            displayColors: datasets.length > 1,
                            callbacks: { label: (item) => `${item.dataset.label}: ${rows[item.dataIndex][item.datasetIndex + 1]}` },
                        },
                    },
                },
            };
        }

        series(label, at, alone, data) {
            const before = /before|previous|last/i.test(label);
            const rgb = this.colour(before ? "--text-muted" : `--series-${(at % 6) + 1}`);
            return {
                label,
                data,
                borderColor: `rgb(${rgb})`,
                backgroundColor: `rgba(${rgb}, 0.12)`,
                borderWidth: 2,
                borderDash: before ? [4, 4] : at > 0 ? [[], [6, 3], [2, 3], [8, 3, 2, 3], [1, 3], [10, 4]][at % 6] : [],
                fill: alone,
                cubicInterpolationMode: "monotone",
                pointRadius: 0,
                pointHoverRadius: 4,
                pointHoverBackgroundColor: `rgb(${rgb})`,
            };
        }
    },
);
