from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.groups import CLERK, HEAD


class CivilLicenseAnnual(models.Model):
    """The check of one year of a license (年度检查): due, then marked once."""

    _name = "civil.license.annual"
    _description = "Annual Check of a License"
    _inherit = ["civil.workflow.mixin"]
    _order = "year desc, id desc"

    _transitions = (
        Transition("due", "passed", group=CLERK, stamp="checked"),
        Transition("due", "to_correct", group=CLERK, stamp="checked"),
        Transition("due", "failed", group=CLERK, stamp="checked"),
        Transition("to_correct", "passed", group=CLERK, name="corrected"),
        Transition("to_correct", "failed", group=HEAD, name="uncorrected"),
        Transition("due", "dropped"),
    )
    _guarded = ("license_id", "year", "due_on")

    license_id = fields.Many2one(
        "civil.license", readonly=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(related="license_id.kind_id", store=True, index=True)
    division_id = fields.Many2one(
        related="license_id.division_id", store=True, index=True
    )
    holder_name = fields.Char(related="license_id.holder_name")
    year = fields.Integer(readonly=True, help="The year that is checked.")
    due_on = fields.Date(string="Due on", readonly=True)
    state = fields.Selection(
        [
            ("due", "Due"),
            ("passed", "Passed"),
            ("to_correct", "To Correct"),
            ("failed", "Failed"),
            ("dropped", "Dropped"),
        ],
        string="Result",
        default="due",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    note = fields.Text()
    checked_uid = fields.Many2one("res.users", string="Checked by", readonly=True)
    checked_date = fields.Datetime(string="Checked on", readonly=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _year_uniq = models.UniqueIndex(
        "(license_id, year)", "The license has a check of this year already."
    )

    @api.depends("state", "due_on")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for annual in self:
            late = annual.state == "due" and annual.due_on
            annual.is_overdue = bool(late and annual.due_on < today)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        late = fields.Domain("state", "=", "due")
        late &= fields.Domain("due_on", "<", today)
        return fields.Domain.OR(late if wanted else ~late for wanted in value)

    @api.depends("year", "license_id")
    def _compute_display_name(self):
        for annual in self:
            # Whoever sees the check sees which license it is about.
            number = annual.sudo().license_id.number
            annual.display_name = f"{number} {annual.year}"

    def action_pass(self):
        """Mark the year as passed, or as corrected."""
        waiting = self.filtered(lambda annual: annual.state == "to_correct")
        waiting._transition("passed", "corrected")
        (self - waiting)._transition("passed")
        self._tell_licenses()
        return True

    def action_require_correction(self):
        """Mark the year as one with something to correct."""
        self._transition("to_correct")
        self._tell_licenses()
        return True

    def action_fail(self):
        """Mark the year as failed."""
        waiting = self.filtered(lambda annual: annual.state == "to_correct")
        waiting._transition("failed", "uncorrected")
        (self - waiting)._transition("failed")
        self._tell_licenses()
        return True

    def _tell_licenses(self):
        """Let the desk forget what has been done."""
        self.license_id.sudo()._sync_todos()

    @api.model
    def _open_year(self, licenses, year, due_on):
        """Make the checks of a year that the licenses don't have yet."""
        known = self.search([("license_id", "in", licenses.ids), ("year", "=", year)])
        missing = licenses - known.license_id
        made = self.create([{} for _license in missing])
        for annual, license_ in zip(made, missing, strict=True):
            annual._write_guarded(
                {"license_id": license_.id, "year": year, "due_on": due_on}
            )
        return made
