import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Longer side of a photo that was made smaller because it was too large, in pixels. */
const SIDE = 2400;

/** The papers that go with a report: handed in and taken away one by one. */
export class ReportFiles extends Interaction {
    static selector = ".o_civil_report";
    dynamicContent = {
        ".o_civil_file": { "t-on-change": (ev) => this.add(ev.target) },
        ".o_civil_files": { "t-on-click": (ev) => this.onClick(ev) },
    };

    setup() {
        this.url = `/my/reports/${this.el.dataset.report}/files`;
        this.most = Number(this.el.dataset.mostBytes);
    }

    async add(input) {
        const paper = input.closest(".o_civil_paper");
        for (const file of [...input.files]) {
            this.say(paper, _t("Uploading %s…", file.name));
            const answer = await this.waitFor(this.send(paper, file));
            this.say(paper, answer.error || _t("%s is there.", file.name), answer.error);
            if (!answer.error) {
                this.list(paper, answer);
                this.tell(answer);
            }
        }
        input.value = "";
    }

    async send(paper, file) {
        const body = new FormData();
        body.append("csrf_token", odoo.csrf_token);
        body.append("kind", paper.dataset.kind);
        const content = file.size > this.most ? await this.smaller(file) : file;
        body.append("file", content, file.name);
        try {
            const response = await fetch(this.url, { method: "POST", body });
            if (response.redirected) {
                return { error: _t("You were logged out: log in again, then choose the file again.") };
            }
            return await response.json();
        } catch {
            return { error: _t("It didn't arrive: check the connection and choose the file again.") };
        }
    }

    /** Return a photo with fewer pixels; anything else as it is. */
    async smaller(file) {
        if (file.type !== "image/jpeg") {
            return file;
        }
        try {
            const picture = await createImageBitmap(file);
            const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
            const canvas = document.createElement("canvas");
            canvas.width = picture.width * scale;
            canvas.height = picture.height * scale;
            canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
            const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
            return made || file;
        } catch {
            return file;
        }
    }

    list(paper, { id, name }) {
        const files = paper.querySelector(".o_civil_files");
        const same = [...files.children].find(
            (item) => item.querySelector("a").textContent === name
        );
        same?.remove();
        const item = document.createElement("li");
        item.className = "list-group-item d-flex justify-content-between align-items-center gap-2";
        item.dataset.id = id;
        const link = document.createElement("a");
        link.className = "text-break";
        link.target = "_blank";
        link.href = `${this.url}/${id}`;
        link.textContent = name;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "o_civil_file_remove btn btn-sm btn-outline-danger";
        button.textContent = _t("Take away");
        item.append(link, button);
        files.append(item);
    }

    async onClick(ev) {
        const button = ev.target.closest(".o_civil_file_remove");
        if (!button) {
            return;
        }
        const item = button.closest("li");
        const paper = button.closest(".o_civil_paper");
        let answer;
        try {
            answer = await rpc(`${this.url}/${item.dataset.id}/remove`, {}, { silent: true });
        } catch {
            answer = { error: _t("It couldn't be taken away: check the connection.") };
        }
        this.say(paper, answer.error || "", answer.error);
        if (!answer.error) {
            item.remove();
            this.tell(answer);
        }
    }

    say(paper, sentence, isError) {
        const place = paper.querySelector(".o_civil_file_state");
        place.textContent = sentence;
        place.classList.toggle("text-danger", Boolean(isError));
    }

    /** Let the form show what is still missing. */
    tell(answer) {
        this.el.dispatchEvent(new CustomEvent("civil-files", { detail: answer }));
    }
}

registry
    .category("public.interactions")
    .add("civil_social_org_inspection.report_files", ReportFiles);
