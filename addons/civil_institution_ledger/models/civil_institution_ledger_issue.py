from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_institution.tools.roles import HOME

from ..tools.exact import exact, taken_value


class CivilInstitutionLedgerIssue(models.Model):
    """Food that leaves the store (食材出库): cooked for a day, or lost."""

    _name = "civil.institution.ledger.issue"
    _description = "Issue of Food"
    _inherit = ["civil.workflow.mixin", "civil.institution.part"]
    _order = "date desc, id desc"
    _rec_name = "date"

    _transitions = (
        Transition("draft", "issued", HOME, guard="_guard_issue", effect="_issue"),
    )

    institution_id = fields.Many2one(ondelete="restrict")
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    reason = fields.Selection(
        [("meal", "Cooked"), ("loss", "Spoiled or Lost")],
        required=True,
        default="meal",
    )
    note = fields.Char()
    keeper = fields.Char(string="Issued by", required=True)
    taker = fields.Char(string="Taken by", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many(
        "civil.institution.ledger.issue.line", "issue_id", string="Foods"
    )
    value = fields.Monetary(compute="_compute_value", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )

    @api.depends("line_ids.value")
    def _compute_value(self):
        for issue in self:
            issue.value = sum(map(exact, issue.line_ids.mapped("value")))

    def write(self, vals):
        """Keep what was issued as it is."""
        if vals.keys() - {"state", "line_ids"}:
            self._refuse_issued()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._refuse_issued()

    def _refuse_issued(self):
        if self.filtered(lambda issue: issue.state != "draft"):
            raise UserError(self.env._("What was issued doesn't change anymore."))

    def _guard_issue(self):
        if self.date > fields.Date.context_today(self):
            return self.env._("its day lies in the future")
        if not self.line_ids:
            return self.env._("it names no food")
        if self.reason == "loss" and not self.note:
            return self.env._("say how the food was lost")
        return self.env["civil.institution.ledger.month"]._closed_refusal(
            self.institution_id, self.date
        )

    def _issue(self):
        moves = self.env["civil.institution.ledger.move"]
        for issue in self.sorted(lambda one: (one.date, one.id)):
            home = issue.institution_id
            moves._lock(home)
            issue.flush_recordset()
            for line in issue.line_ids:
                stock, worth = moves._stock(home, line.food_id)
                quantity = exact(line.quantity)
                if quantity > stock:
                    issue._refuse_reasons({issue: issue._short_sentence(line, stock)})
                value = taken_value(quantity, stock, worth)
                line._write_value(value)
                moves._note(issue, line.food_id, -quantity, -value, issue.reason)
                if day := moves._short_on(home, line.food_id, issue.date):
                    issue._refuse_reasons({issue: issue._early_sentence(line, day)})

    def _short_sentence(self, line, stock):
        return self.env._(
            "the store has %(stock)s %(unit)s of %(food)s",
            stock=f"{stock:f}".rstrip("0").rstrip("."),
            unit=line.unit,
            food=line.food_id.name,
        )

    def _early_sentence(self, line, day):
        return self.env._(
            "on %(date)s the store hadn't so much %(food)s",
            date=day,
            food=line.food_id.name,
        )

    def action_issue(self):
        """Note that the food left the store."""
        self._transition("issued")
