/**
 * What can be said about an answer before the server has seen it. The server judges
 * again, and decides.
 */
import { _t } from "@web/core/l10n/translation";

const AMOUNT = /^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;
const LARGEST = 99999999999.99;
const LARGEST_NUMBER = 99999999;

/** Write full-width digits and signs as the keyboard's usual ones. */
export function narrow(text) {
    return text.normalize("NFKC").replace(/\s/g, "").replace(/^[¥$]|元$/g, "");
}

/**
 * Return why a number or an amount can't be kept, or "".
 *
 * @param {string} kind type of the field
 * @param {string} text as it was typed
 */
export function problemOf(kind, text) {
    if (!text.trim() || !["integer", "monetary"].includes(kind)) {
        return "";
    }
    const typed = narrow(text);
    if (!AMOUNT.test(typed)) {
        return _t("Enter a number, without units and words.");
    }
    const number = Number(typed.replaceAll(",", ""));
    if (Math.abs(number) > (kind === "integer" ? LARGEST_NUMBER : LARGEST)) {
        return _t("The number is too large: check the unit, it is yuan.");
    }
    const decimals = (typed.split(".")[1] || "").replace(/0+$/, "");
    if (kind === "integer" && decimals) {
        return _t("Enter a whole number.");
    }
    if (kind === "integer" && number < 0) {
        return _t("Enter 0 or more.");
    }
    return decimals.length > 2 ? _t("Amounts have two decimals at most.") : "";
}

/** Return an amount in cents, for sums without fractions; 0 where it is none. */
export function cents(text) {
    const typed = narrow(text || "").replaceAll(",", "");
    return AMOUNT.test(typed) ? Math.round(Number(typed) * 100) : 0;
}

/** Write cents as an amount in yuan. */
export function yuan(amount) {
    return (amount / 100).toFixed(2);
}

/**
 * Return an amount as it is read at a glance, so that a wrong unit is noticed.
 *
 * @param {string} text as it was typed
 */
export function echo(text) {
    const amount = cents(text);
    if (Math.abs(amount) < 1000000) {
        return "";
    }
    const tenThousands = (amount / 1000000).toLocaleString("zh-CN", {
        maximumFractionDigits: 2,
    });
    return _t("= %s ten thousand yuan", tenThousands);
}
