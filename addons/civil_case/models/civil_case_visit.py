from odoo import fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK

#: So many people visit (Administrative Licensing Law, article 34).
_PEOPLE = 2


class CivilCaseVisit(models.Model):
    """A site visit by two people or more (现场核查): what they found, photos."""

    _name = "civil.case.visit"
    _description = "Site Visit"
    _inherit = ["civil.case.line.mixin", "civil.workflow.mixin"]
    _order = "case_id, visit_date, id"
    _rec_name = "place"

    _transitions = (
        Transition("draft", "done", group=CLERK, guard="_guard_finish", stamp="done"),
    )

    visit_date = fields.Date(
        string="Day",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    place = fields.Char(required=True)
    user_ids = fields.Many2many(
        "res.users",
        string="Visited By",
        domain="[('share', '=', False)]",
        help="Two people or more.",
    )
    findings = fields.Text()
    result = fields.Selection(
        [("fit", "Fit"), ("unfit", "Not Fit")], help="What the visitors conclude."
    )
    photo_ids = fields.Many2many("ir.attachment", string="Photos")
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
    )
    done_uid = fields.Many2one("res.users", "Recorded By", readonly=True)
    done_date = fields.Datetime("Recorded On", readonly=True)

    def _guard_finish(self):
        if refusal := self._course_refusal():
            return refusal
        if len(self.user_ids) < _PEOPLE:
            return self.env._(
                "two people or more have to visit (Administrative Licensing Law, "
                "article 34)"
            )
        if not self.findings or not self.result:
            return self.env._("write the findings and the result")
        if self.visit_date > fields.Date.context_today(self):
            return self.env._("the day of the visit lies ahead")
        return False

    def action_finish(self):
        """Keep the findings as they are."""
        self._transition("done")
