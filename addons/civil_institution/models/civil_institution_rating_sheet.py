from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.rating import points
from ..tools.roles import CLERK, HEAD


class CivilInstitutionRatingSheet(models.Model):
    """What an expert found on the spot, item by item (专家现场评定表)."""

    _name = "civil.institution.rating.sheet"
    _description = "Expert's Sheet"
    _inherit = ["civil.workflow.mixin", "civil.institution.rating.part.of"]
    _order = "rating_id, id"

    _transitions = (
        Transition("draft", "signed", CLERK, guard="_guard_sign"),
        Transition("signed", "draft", HEAD, guard="_guard_reopen"),
    )

    expert_id = fields.Many2one(
        "civil.institution.rating.expert",
        required=True,
        index=True,
        ondelete="restrict",
    )
    title = fields.Char(related="expert_id.title")
    employer = fields.Char(related="expert_id.employer")
    signed_on = fields.Date(help="The day that stands on the signed sheet.")
    opinion = fields.Text(help="What the expert suggests.")
    mark_ids = fields.One2many(
        "civil.institution.rating.mark", "sheet_id", string="Points"
    )
    total = fields.Float(digits=(6, 1), compute="_compute_total")
    state = fields.Selection(
        [("draft", "Being Filled In"), ("signed", "Sheet Signed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )

    _expert_uniq = models.UniqueIndex(
        "(rating_id, expert_id)", "The expert rates the institution already."
    )

    @api.depends("expert_id", "rating_id")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = f"{sheet.rating_id.name} {sheet.expert_id.name}"

    @api.depends("mark_ids.score")
    def _compute_total(self):
        for sheet in self:
            sheet.total = float(sum(points(mark.score) for mark in sheet.mark_ids))

    @api.model_create_multi
    def create(self, vals_list):
        """Give each sheet all items, while experts are named."""
        sheets = super().create(vals_list)
        for sheet in sheets:
            sheet.rating_id._check_experts_open()
            missing = sheet.rating_id.standard_id.item_ids - sheet.mark_ids.item_id
            sheet.mark_ids = [
                fields.Command.create({"item_id": item.id}) for item in missing
            ]
        return sheets

    def write(self, vals):
        """Keep what was signed, and who signed it."""
        if vals.keys() - {"state"} and not self._has_pass(vals):
            self._refuse_reasons({sheet: sheet._closed() for sheet in self})
        if vals.keys() & {"expert_id", "rating_id"}:
            self.rating_id._check_experts_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self.rating_id._check_experts_open()
        self._refuse_reasons({sheet: sheet._closed() for sheet in self})

    def _closed(self):
        """Why nothing on the single sheet changes any more, or False."""
        if self.state == "signed":
            return self.env._("it is signed")
        states = ("reviewed", "on_site")
        return self.rating_id.state not in states and self.env._(
            "the inspection on the spot is over"
        )

    def _guard_sign(self):
        if self.rating_id.state != "on_site":
            return self.env._("nobody is on the spot")
        if not self.signed_on:
            return self.env._("the day of the signature is missing")
        left = self.mark_ids.filtered(lambda mark: not mark.is_given)
        return bool(left) and self.env._(
            "%(count)s items have no points yet", count=len(left)
        )

    def _guard_reopen(self):
        return self.rating_id.state != "on_site" and self.env._(
            "the inspection on the spot is over"
        )

    # -- buttons -------------------------------------------------------------------

    def action_sign(self):
        """Note that the experts signed their sheets; they stay as they are."""
        self._transition("signed")

    def action_reopen(self):
        """Give sheets back to be put right."""
        self._transition("draft")

    def action_open_sheet(self):
        """Show the single sheet."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
