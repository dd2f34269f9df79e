import { _t } from "@web/core/l10n/translation";

/** Where a card may be dropped besides a bed. */
export const TARGETS = ["leave", "hospital", "return", "release", "out_of_service", "free"];

const ICONS = {
    leave: "fa-suitcase",
    hospital: "fa-hospital-o",
    return: "fa-home",
    release: "fa-undo",
    out_of_service: "fa-wrench",
    free: "fa-check",
};

export function stepIcon(code) {
    return ICONS[code];
}

export function stepLabel(code) {
    return {
        reserve: _t("Reserve"),
        release: _t("Give up the Bed"),
        trial: _t("Start the Trial"),
        move_in: _t("Move In"),
        move: _t("Change the Bed"),
        leave: _t("Leave"),
        hospital: _t("To Hospital"),
        return: _t("Come Back"),
        out_of_service: _t("Out of Service"),
        free: _t("Back in Service"),
    }[code];
}
