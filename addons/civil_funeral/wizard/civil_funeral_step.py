from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.steps import NODES, STEPS

#: What the windows that aren't nodes ask.
_OTHER = {
    "mark": ("mark_kind", "note"),
    "reissue_paper": ("paper", "note"),
}
_REPORT = (
    "is_unknown",
    "deceased_name",
    "identity_input",
    "death_at",
    "death_place",
    "ethnicity",
    "is_unnatural",
)


class CivilFuneralStep(models.TransientModel):
    """Asks for the facts of a node, then takes it with the rights of whoever answers.

    The same window puts a node right: it then asks for the reason, too.
    """

    _name = "civil.funeral.step"
    _description = "Step of a Funeral Case"
    _inherit = ["civil.funeral.facts"]

    case_id = fields.Many2one("civil.funeral.case", required=True, readonly=True)
    step = fields.Selection(
        [*NODES, ("mark", "Abnormal Mark"), ("reissue_paper", "Issue Again")],
        required=True,
        readonly=True,
    )
    asked = fields.Char(readonly=True, help="The facts asked for, between commas.")
    required = fields.Char(readonly=True)
    node_id = fields.Many2one("civil.funeral.node", string="Corrects", readonly=True)
    reason = fields.Char(string="What Was Wrong")
    is_unknown = fields.Boolean(string="Unknown Body")
    identity_input = fields.Char(
        string="Identity Number", help="Empty: it stays as it is."
    )
    deceased_name = fields.Char(string="Deceased")
    death_at = fields.Datetime(string="Died at")
    death_place = fields.Char(string="Place of Death")
    ethnicity = fields.Char(string="Ethnic Group")
    is_unnatural = fields.Boolean(string="Unnatural Death")
    certificate_input = fields.Char(
        string="Certificate Code",
        help="Since 2026-07-01 it is the identity number and taken from the case.",
    )
    host_input = fields.Char(string="Identity Number of the Host")
    mark_kind = fields.Selection(
        lambda self: self.env["civil.funeral.mark"]._fields["kind"].selection,
        string="What Is Wrong",
    )
    paper = fields.Selection(
        [("cremation", "Cremation Certificate"), ("ashes", "Receipt of the Ashes")]
    )
    note = fields.Text(string="Remarks")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    @api.model
    def _open(self, case, name, **context):
        """The window that asks for what a step of the single case needs."""
        step = STEPS.get(name)
        asked = step.asks if step else _OTHER[name]
        labels = dict(self._fields["step"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": labels[name],
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": case.id,
                "default_step": name,
                "default_asked": f",{','.join(asked)},",
                "default_required": f",{','.join(step.needs if step else asked)},",
                **self._proposals(case, step),
                **context,
            },
        }

    @api.model
    def _proposals(self, case, step):
        """What the window begins with: now, what the case says, what fits mostly."""
        found = {}
        for name in step.asks if step else ():
            if step.at == name and case._fields[name].type == "datetime":
                found[f"default_{name}"] = fields.Datetime.now()
            elif self._fields[name].type == "date" and name in step.needs:
                if name != "storage_until":
                    found[f"default_{name}"] = fields.Date.context_today(self)
        own = {
            "transport_from": case.transport_from or case.death_place,
            "received_by": case.driver,
            "ashes_to": case.host_name,
            "ashes_relation": case.host_relation,
            "storage_applicant": case.host_name or case.handed_by,
            "certificate_kind": case._proposed_proof(),
        }
        asks = step.asks if step else ()
        found.update({f"default_{n}": v for n, v in own.items() if n in asks and v})
        return found

    @api.model
    def _open_correction(self, node):
        """The window that puts a node right, with what it says."""
        if node.node == "report":
            window = self._open(node.case_id, "mark")
            asked = _REPORT
            window["context"].update(
                {
                    "default_asked": f",{','.join(asked)},",
                    "default_required": ",deceased_name,death_at,",
                    "default_step": "report",
                    **{f"default_{name}": node.case_id[name] for name in asked},
                }
            )
        else:
            window = self._open(node.case_id, node.node)
            for name, value in (node.facts or {}).items():
                window["context"][f"default_{name}"] = value
        window["name"] = self.env._("Correct: %(node)s", node=node._node_label())
        window["context"]["default_node_id"] = node.id
        return window

    def action_confirm(self):
        """Take the step with what was entered."""
        self.ensure_one()
        case = self.case_id
        if self.step == "mark":
            case.action_mark(self.mark_kind, self.note)
        elif self.step == "reissue_paper":
            case.action_reissue(self.paper, self.note)
        elif self.node_id:
            case.action_correct(self.node_id.id, self.reason, **self._values())
        else:
            self._take(case)
        return {"type": "ir.actions.act_window_close"}

    def _take(self, case):
        if self.step not in STEPS:
            raise UserError(self.env._("There is no such step."))
        values = {name: value for name, value in self._values().items() if value}
        method = getattr(case, f"action_{self.step}")
        if self.step == "cancellation":
            return method(cancel_reason=self.cancel_reason or "")
        if not values:
            raise UserError(self.env._("Nothing has been entered yet."))
        return method(files=self.attachment_ids.ids, **values)

    def _values(self):
        asked = STEPS[self.step].asks if self.step in STEPS else _REPORT
        return {name: self[name] for name in asked}
