from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_base.tools.door import Door

from ..tools import CLERK

#: Opened where a round takes over the scores of the one before.
_TAKE_OVER = Door("civil_cemetery_annual_line")
#: Who fills in the self-scores, and in which states of the inspection.
_OPEN = {"reporting": {"self_score", "self_note"}, "reported": {"score", "note"}}


class CivilCemeteryAnnualLine(models.Model):
    """One item of the score sheet of a yearly inspection (年检评分项)."""

    _name = "civil.cemetery.annual.line"
    _description = "Item of a Yearly Inspection"
    _order = "annual_id, sequence, id"

    annual_id = fields.Many2one(
        "civil.cemetery.annual", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="annual_id.division_id", store=True, index=True
    )
    state = fields.Selection(related="annual_id.state")
    item_id = fields.Many2one(
        "civil.inspection.checklist.item", required=True, readonly=True, index=True
    )
    sequence = fields.Integer(readonly=True)
    section = fields.Char(readonly=True)
    name = fields.Char(string="Requirement", required=True, readonly=True)
    basis = fields.Char(readonly=True)
    max_score = fields.Float(string="Full Score", readonly=True, digits=(8, 2))
    self_score = fields.Float(string="By Itself", digits=(8, 2))
    self_note = fields.Char(string="The Cemetery Says")
    score = fields.Float(digits=(8, 2))
    is_checked = fields.Boolean(string="Looked At", readonly=True)
    note = fields.Char(string="Why Not the Full Score")
    # What the sheet asks and the register knows is no secret to who reads the line.
    figure = fields.Float(
        compute="_compute_figure",
        compute_sudo=True,
        string="By the Register",
        digits=(10, 2),
    )
    has_figure = fields.Boolean(compute="_compute_figure", compute_sudo=True)

    _score_check = models.Constraint(
        "CHECK (score BETWEEN 0 AND max_score AND self_score BETWEEN 0 AND max_score)",
        "A score lies between 0 and the full score.",
    )

    @api.depends("item_id.figure", "annual_id.plot_count", "annual_id.plot_income")
    def _compute_figure(self):
        for line in self:
            code = line.item_id.figure
            line.has_figure = bool(code)
            line.figure = line.annual_id._figure(code) if code else 0

    def write(self, vals):
        """Let scores change as long as they are to be given.

        :raises AccessError: a keeper gives the county's scores
        :raises UserError: the state of the inspection doesn't allow it
        """
        fixed = {"self_score", "self_note", "score", "note"} & vals.keys()
        county = {"score", "note"} & vals.keys()
        if county and not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("The county gives the scores."))
        for line in self:
            if _TAKE_OVER.is_open(self):
                break
            wrong = fixed - _OPEN.get(line.annual_id.state, set())
            if wrong:
                raise UserError(
                    self.env._(
                        "%(inspection)s: scores of the cemetery change while it "
                        "reports, those of the county while it scores.",
                        inspection=line.annual_id.display_name,
                    )
                )
        if "score" in vals:
            vals = {**vals, "is_checked": True}
        return super().write(vals)

    def _propose(self):
        """Propose the scores that follow from figures, where nobody scored yet."""
        open_ = self.filtered(lambda line: line.item_id.full_if and not line.is_checked)
        for line in open_:
            good = line._is_figure_good()
            values = {"score": line.max_score if good else 0}
            if not good:
                values["note"] = self.env._(
                    "By the register: %(figure)s.", figure=f"{line.figure:g}"
                )
            if line.annual_id.state == "reported":
                line.write(values)

    def _is_figure_good(self):
        """Tell whether the single item's figure gives the full score."""
        item = self.item_id
        if item.full_if == "zero":
            return not self.figure
        campaign = self.annual_id.campaign_id
        least = self.env["civil.parameter"]._get(
            item.figure_parameter, campaign.date_from, self.division_id
        )
        return self.figure >= float(least)

    def _take_over(self, former):
        """Take over the full scores of a former round; the rest is scored anew."""
        known = {line.item_id: line for line in former}
        for line in self:
            before = known.get(line.item_id)
            if before and before.score == before.max_score:
                # The round was made just now: nobody scores yet.
                _TAKE_OVER.opened(line.sudo()).write({"score": before.score})
