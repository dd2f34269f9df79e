from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CivilSubsidyBooks(models.Model):
    """The month's page counts the bank movements that nobody has explained."""

    _inherit = "civil.subsidy.books"

    open_movement_count = fields.Integer(
        string="Unexplained Bank Movements", compute="_compute_open_movement_count"
    )

    @api.depends("line_ids.bank_difference")
    def _compute_open_movement_count(self):
        movements = self.env["civil.bank.movement"]
        for books in self:
            books.open_movement_count = (
                movements.search_count(books._open_movements())
                if movements.has_access("read")
                else 0
            )

    def _movement_days(self):
        """Return from when to when the bank may have moved money of the month.

        The month itself, and from the day on which its first batch was sent to the
        last on which the debit of its last one is looked for.
        """
        self.ensure_one()
        first, last = self.period, fields.Date.end_of(self.period, "month")
        sent = [
            fields.Datetime.context_timestamp(batch, batch.sent_date).date()
            for batch in self._batches()
            if batch.sent_date
        ]
        if sent:
            days = self.env["civil.parameter"]._get(
                "subsidy.statement_days", max(sent), self.division_id
            )
            first = min(first, *sent)
            last = max(last, max(sent) + timedelta(days=int(days)))
        return first, last

    def _movements_of_days(self):
        first, last = self._movement_days()
        return Domain("date", ">=", first) & Domain("date", "<=", last)

    def _open_movements(self):
        return self._movements_of_days() & Domain("state", "=", "open")

    def action_view_movements(self):
        """Open what moved at the banks in the month and for its batches."""
        domain = self._movements_of_days() | Domain(
            "batch_id", "in", self._batches().ids
        )
        return self._movement_action(domain)

    def action_view_open_movements(self):
        """Open the bank movements that nobody has explained."""
        return self._movement_action(self._open_movements())

    def _movement_action(self, domain, **context):
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_subsidy_account_bank.civil_bank_movement_action"
            ),
            "domain": list(domain),
            "context": context,
        }
