from odoo import api, fields, models
from odoo.tools import SQL

#: Who may know what a resident is paid; others of the bureau see the person only.
READERS = (
    "civil_subsidy.group_clerk,civil_subsidy.group_deputy,civil_base.group_finance,"
    "civil_base.group_auditor,civil_base.group_admin"
)


class CivilResident(models.Model):
    """What the bureau pays a resident, on the resident's page."""

    _inherit = "civil.resident"

    entitlement_ids = fields.One2many(
        "civil.subsidy.entitlement", "resident_id", groups=READERS
    )
    subsidy_payment_ids = fields.One2many(
        "civil.subsidy.payment", "resident_id", groups=READERS
    )
    roster_line_ids = fields.One2many(
        "civil.subsidy.roster.line", "resident_id", groups=READERS
    )
    subsidy_currency_id = fields.Many2one(
        "res.currency", compute="_compute_subsidy_totals", groups=READERS
    )
    subsidy_paid_amount = fields.Monetary(
        "Paid So Far",
        compute="_compute_subsidy_totals",
        currency_field="subsidy_currency_id",
        groups=READERS,
    )
    subsidy_payment_count = fields.Integer(
        "Payments", compute="_compute_subsidy_totals", groups=READERS
    )

    subsidy_explained = fields.Json(
        compute="_compute_subsidy_explained",
        groups=READERS,
        help="Program by program what is paid and why not, as the page shows it.",
    )

    @api.depends_context("lang", "uid")
    def _compute_subsidy_explained(self):
        explain = self.env["civil.subsidy.explain"]
        for resident in self:
            saved = resident._origin
            resident.subsidy_explained = bool(saved) and explain._explain(saved)

    def _compute_subsidy_totals(self):
        currency = self.env.company.currency_id
        totals = {}
        payments = self.env["civil.subsidy.payment"]
        if self.ids and payments.has_access("read"):
            payments.flush_model()
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT resident_id, count(*),
                        sum(amount) FILTER (WHERE bank_state = 'paid')
                    FROM civil_subsidy_payment
                    WHERE resident_id IN %s GROUP BY resident_id
                    """,
                    tuple(self.ids),
                )
            )
            totals = {resident: (count, paid) for resident, count, paid in rows}
        for resident in self:
            count, paid = totals.get(resident.id, (0, 0))
            resident.subsidy_currency_id = currency
            resident.subsidy_payment_count = count
            resident.subsidy_paid_amount = paid or 0

    def action_view_subsidy_payments(self):
        """Open everything that was computed for the person, newest month first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_payment_action"
        )
        action["domain"] = [("resident_id", "=", self.id)]
        return action
