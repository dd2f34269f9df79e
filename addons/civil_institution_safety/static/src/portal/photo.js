import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Longer side of a photo as it is sent, in pixels; more isn't kept anyway. */
const SIDE = 1600;
/** Up to this many bytes a photo is sent as it is. */
const SMALL = 600 * 1024;

/** A photo that is taken with the phone and sent at once (现场照片). */
export class Photo extends Interaction {
    static selector = ".o_civil_photo_box";
    dynamicContent = {
        ".o_civil_photo_input": { "t-on-change": (ev) => this.add(ev.target) },
        ".o_civil_photo_remove": { "t-on-click": () => this.remove() },
    };

    setup() {
        this.url = this.el.dataset.url;
    }

    start() {
        // On a slow line the photo may be taken before this page listens.
        const input = this.el.querySelector(".o_civil_photo_input");
        if (input?.files.length) {
            this.add(input);
        }
    }

    async add(input) {
        const file = input.files[0];
        if (!file) {
            return;
        }
        this.say(_t("Uploading %s…", file.name));
        const answer = await this.waitFor(this.send(file));
        input.value = "";
        this.say(answer.error || _t("The photo is there."), answer.error);
        if (!answer.error) {
            this.show(true);
        }
    }

    async send(file) {
        const content = file.size > SMALL ? await this.smaller(file) : file;
        const body = new FormData();
        body.append("csrf_token", odoo.csrf_token);
        body.append("file", content, file.name);
        try {
            const response = await fetch(this.url, { method: "POST", body });
            if (response.redirected) {
                return { error: _t("You were logged out: log in again, then take the photo again.") };
            }
            return await response.json();
        } catch {
            return { error: _t("It didn't arrive: check the connection and take the photo again.") };
        }
    }

    /** Return a photo with fewer pixels; what can't be read here goes as it is. */
    async smaller(file) {
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

    async remove() {
        let answer;
        try {
            answer = await this.waitFor(rpc(`${this.url}/remove`, {}, { silent: true }));
        } catch {
            answer = { error: _t("It couldn't be taken away: check the connection.") };
        }
        this.say(answer.error || "", answer.error);
        if (!answer.error) {
            this.show(false);
        }
    }

    show(isThere) {
        const image = this.el.querySelector(".o_civil_photo");
        image.src = isThere ? `${this.url}?at=${Date.now()}` : "";
        image.classList.toggle("d-none", !isThere);
        this.el.querySelector(".o_civil_photo_remove")?.classList.toggle("d-none", !isThere);
    }

    say(sentence, isError) {
        const place = this.el.querySelector(".o_civil_photo_state");
        place.textContent = sentence;
        place.classList.toggle("text-danger", Boolean(isError));
    }
}

registry.category("public.interactions").add("civil_institution_safety.photo", Photo);
