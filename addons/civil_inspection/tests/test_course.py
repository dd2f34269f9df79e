import json

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import InspectionCase

#: Clicks one thing after the other, each as soon as it can be clicked.
_CLICK = """
const steps = %s;
const ready = (selector) => [...document.querySelectorAll(selector)].find(
    (element) => element.offsetParent && (steps.length === 1 || !element.disabled));
const timer = setInterval(() => {
    const element = ready(steps[0]);
    if (!element || document.querySelector(".o_blockUI")) {
        return;
    }
    if (steps.length === 1) {
        clearInterval(timer);
        console.log("test successful");
        return;
    }
    steps.shift();
    element.click();
}, 300);
"""


def button(name, where=""):
    """Return the selector of a button by its method."""
    return f"{where} button[name={name}]".strip()


def state(value):
    """Return the selector of the state bar once it stands at a state."""
    return f"button[data-value={value}].o_arrow_button_current"


@tagged("post_install", "-at_install")
class TestCourse(InspectionCase, HttpCase):
    """From the draw to the closed rectification, clicked by those who do it."""

    frozen = False

    def click(self, user, path, *selectors):
        """Let somebody click; the last selector only has to appear."""
        self.env.flush_all()
        code = _CLICK % json.dumps(selectors)
        self.browser_js(f"/odoo/{path}", code, login=user.login, timeout=120)
        self.env.invalidate_all()

    def test_in_chinese(self):
        (self.clerk | self.clerk2 | self.clerk3 | self.head).lang = "zh_CN"
        for person in self.inspectors:
            person.certificate_to = "2099-12-31"
        today = fields.Date.context_today(self.env.user)
        campaign = self.campaign(
            approved=False,
            date_from=today,
            date_to=fields.Date.add(today, days=20),
            rate=0.1,
        )
        self.click(
            self.head,
            f"inspection-campaigns/{campaign.id}",
            button("action_approve"),
            button("action_open_freeze"),
        )
        self.click(
            self.clerk,
            f"inspection-campaigns/{campaign.id}",
            button("action_open_freeze"),
            button("action_confirm", ".modal"),
            button("action_draw", ".o_form_view"),
            button("action_recompute", ".o_form_view"),
        )
        self.assertEqual(campaign.state, "drawn")
        self.inspect(campaign.inspection_ids)

    def inspect(self, record):
        path = f"inspections/{record.id}"
        self.click(
            self.clerk,
            path,
            button("action_notify"),
            button("action_start"),
            button("action_open_sign"),
        )
        self.click(
            self.clerk2,
            "inspection-items",
            f".o_kanban_record:first-of-type {button('action_no')}",
            "button[name=action_no].btn-danger",
        )
        bad = record.line_ids.filtered(lambda line: line.result == "no")
        self.assertEqual(len(bad), 1)
        bad.with_user(self.clerk2).note = "Boxes in the exit"
        (record.line_ids - bad).with_user(self.clerk).action_yes()
        record.with_user(self.clerk).result = "problems"
        sign = (button("action_open_sign"), button("action_confirm", ".modal"))
        self.click(self.clerk, path, *sign, button("action_unsign"))
        self.click(self.clerk2, path, *sign, button("action_order_rectification"))
        self.assertEqual(record.state, "signed")
        self.click(
            self.clerk,
            path,
            button("action_order_rectification"),
            button("action_issue"),
            button("action_report"),
        )
        self.rectify(record.rectification_ids)
        self.click(self.head, path, button("action_publish"), state("published"))
        self.assertEqual(record.state, "published")

    def rectify(self, order):
        path = f"rectification-orders/{order.id}"
        order.with_user(self.clerk3).report = "Boxes are gone"
        self.click(
            self.clerk3,
            path,
            button("action_report"),
            state("reported"),
        )
        self.click(
            self.head,
            path,
            button("action_pass"),
            state("closed"),
        )
        self.assertEqual((order.state, order.closed_uid), ("closed", self.head))
