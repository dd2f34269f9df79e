from odoo import models
from odoo.tools import SQL


class CivilSubsidyStop(models.Model):
    """The letter (止付函) in which the agent bank is asked to stop payments."""

    _inherit = "civil.subsidy.stop"

    def _exact_amount(self):
        """Return the sum of the lines, exact, as text."""
        [[amount]] = self.env.execute_query(
            SQL(
                "SELECT coalesce(sum(amount), 0)::numeric(20, 2)::text"
                " FROM civil_subsidy_stop_line WHERE stop_id = %s",
                self.id,
            )
        )
        return amount

    def _letter_sentence(self):
        """Return what the bank is asked, in one sentence."""
        batch, amount = self.batch_id, self._exact_amount()
        return self.env._(
            "Please stop the payments named below of our batch %(batch)s (%(program)s, "
            "%(month)s): %(count)s lines, %(amount)s yuan (%(capitals)s).",
            batch=batch.name,
            program=batch.program_id.name,
            month=batch._month_in_words(),
            count=self.line_count,
            amount=batch._grouped(amount),
            capitals=batch._capitals(amount),
        )

    def _letter_agents(self):
        """Return the agent banks to which the letter goes."""
        payments = self.line_ids.payment_id
        return payments.agent_id or self.batch_id.bank_agent_id
