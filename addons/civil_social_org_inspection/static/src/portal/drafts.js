/** Answers that the server doesn't have yet, kept in the browser (未保存的填写内容). */
import { browser } from "@web/core/browser/browser";

export class Drafts {
    constructor(report, user) {
        this.key = `civil_report_${report}_${user}`;
    }

    read() {
        try {
            return JSON.parse(browser.localStorage.getItem(this.key)) || {};
        } catch {
            return {};
        }
    }

    write(drafts) {
        try {
            if (Object.keys(drafts).length) {
                browser.localStorage.setItem(this.key, JSON.stringify(drafts));
            } else {
                browser.localStorage.removeItem(this.key);
            }
        } catch {
            // A browser that keeps nothing: what is typed still stands on the page.
        }
    }

    set(name, value) {
        this.write({ ...this.read(), [name]: value });
    }

    remove(names) {
        const drafts = this.read();
        for (const name of names) {
            delete drafts[name];
        }
        this.write(drafts);
    }
}
