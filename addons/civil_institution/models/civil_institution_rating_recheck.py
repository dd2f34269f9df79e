import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK


class CivilInstitutionRatingRecheck(models.Model):
    """A rated institution that is looked at again (复核): does it keep its level?"""

    _name = "civil.institution.rating.recheck"
    _description = "Re-check of a Rating"
    _inherit = ["civil.institution.rating.part.of", "civil.todo.mixin"]
    _order = "round_id desc, id"
    _todo_triggers = ("result", "round_id", "rating_id")

    round_id = fields.Many2one(
        "civil.institution.rating.round", required=True, index=True, ondelete="cascade"
    )
    level = fields.Selection(related="rating_id.level")
    valid_until = fields.Date(related="rating_id.valid_until")
    reason = fields.Char(help="Why it is checked besides the draw: a complaint.")
    checked_on = fields.Date()
    result = fields.Selection(
        [
            ("kept", "Keeps Its Level"),
            ("rectify", "To Put Right"),
            ("downgrade", "To Be Lowered"),
            ("cancel", "To Be Cancelled"),
            ("refused", "Refused to Be Checked"),
        ],
    )
    note = fields.Text(string="What Was Found")

    _rating_uniq = models.UniqueIndex(
        "(round_id, rating_id)", "The rating is on the year's list already."
    )
    _result_check = models.Constraint(
        "CHECK (result IS NULL OR checked_on IS NOT NULL)",
        "Say when it was checked.",
    )

    @api.depends("round_id.year", "institution_id.name")
    def _compute_display_name(self):
        for check in self:
            check.display_name = f"{check.round_id.year} {check.institution_id.name}"

    @api.ondelete(at_uninstall=False)
    def _unlink_unchecked(self):
        if any(check.result or not check.reason for check in self):
            raise UserError(
                self.env._("What was drawn or checked stays on the year's list.")
            )

    def _todo_entries(self):
        if self.result:
            return []
        text = self.env._(
            "%(name)s: re-check the rating (%(year)s)",
            name=self.institution_id.name,
            year=self.round_id.year,
        )
        due = datetime.date(int(self.round_id.year), 12, 31)
        return [TodoEntry("recheck", text, group=self.env.ref(CLERK), due=due)]
