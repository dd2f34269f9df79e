# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CivilBankStatement(models.Model):
    """A statement of a paying account (银行对账单), as it was imported."""

    _name = "civil.bank.statement"
    _description = "Bank Statement"
    _inherit = ["civil.division.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "name"

    name = fields.Char(string="File Name", required=True, readonly=True)
    agent_id = fields.Many2one(
        "civil.bank.agent",
        string="Agent Bank",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    account = fields.Char(string="Paying Account", readonly=True)
    import_id = fields.Many2one("civil.import", readonly=True, index="btree_not_null")
    date_from = fields.Date(string="First Day", readonly=True)
    date_to = fields.Date(string="Last Day", readonly=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    line_ids = fields.One2many("civil.bank.statement.line", "statement_id", "Lines")
    line_count = fields.Integer("Number of Lines", compute="_compute_counts")
    open_count = fields.Integer("Not Matched", compute="_compute_counts")

    def _compute_counts(self):
        groups = self.env["civil.bank.statement.line"]._read_group(
            [("statement_id", "in", self.ids)], ["statement_id", "state"], ["__count"]
        )
        counts = {(each.id, state): count for each, state, count in groups}
        for statement in self:
            statement.open_count = counts.get((statement.id, "open"), 0)
            statement.line_count = sum(
                counts.get((statement.id, state), 0)
                for state in ("open", "matched", "aside")
            )

    def action_match(self):
        """Look again for what the lines that aren't matched yet were booked for."""
        self.check_access("read")
        for agent in self.agent_id:
            self.env["civil.bank.statement.match"]._run(agent)
        return True

    def action_view_lines(self):
        """Open the lines of the statement."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_bank_statement_line_action"
        )
        return {
            **action,
            "domain": [("statement_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }
