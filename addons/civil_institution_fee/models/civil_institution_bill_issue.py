import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.money import exact


class CivilInstitutionBillIssue(models.AbstractModel):
    """How bills are issued and voided (账单出具、作废)."""

    _name = "civil.institution.bill.issue"
    _description = "Issuing of Bills"

    has_stale_charge = fields.Boolean(compute="_compute_has_stale_charge")

    @api.depends(
        "line_ids.charge_id.amount",
        "line_ids.charge_id.date",
        "line_ids.charge_id.item_id",
        "line_ids.charge_id.stay_id",
    )
    def _compute_has_stale_charge(self):
        """Find bills with a single charge that is another one, or gone, by now."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT l.bill_id FROM civil_institution_bill_line l
                  LEFT JOIN civil_institution_charge c ON c.id = l.charge_id
                 WHERE l.bill_id = ANY(%s) AND l.kind = 'charge'
                   AND (l.amount, l.date_from, l.item_id, l.stay_id)
                       IS DISTINCT FROM (c.amount, c.date, c.item_id, c.stay_id)
                """,
                list(self.ids),
            )
        )
        stale = {bill for [bill] in rows}
        for bill in self:
            bill.has_stale_charge = bill._origin.id in stale

    def _guard_issue(self):
        if self.has_stale_charge:
            return self.env._("a single charge changed since: compute again")
        return bool(self.gap_days) and self.env._(
            "%(days)s days have no price that fits: publish one and compute again",
            days=self.gap_days,
        )

    def _guard_void(self):
        if settled := self.stay_id._settlement():
            return self.env._(
                "the account is settled by %(number)s", number=settled.number
            )
        if exact(self.paid):
            return self.env._("it is paid in part; void the receipts first")
        later = self.env["civil.institution.bill.line"].search_count(
            [
                ("stay_id", "=", self.stay_id.id),
                ("kind", "=", "adjustment"),
                ("month", "=", self.month),
                ("bill_id", "!=", self.id),
                ("bill_id.state", "not in", ("draft", "voided")),
            ],
            limit=1,
        )
        return bool(later) and self.env._(
            "a later bill corrects it already; void that one first"
        )

    def _give_number(self):
        """Number the bills and say until when they are paid."""
        today = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get("institution_fee.due_days", today)
        numbers = self.env["civil.numbering"]._reserve(
            "institution.bill", len(self), month=f"{today.month:02d}"
        )
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_institution_bill b
                   SET number = n.number, due_on = %(due)s
                  FROM unnest(%(ids)s::int[], %(numbers)s::text[]) n(id, number)
                 WHERE b.id = n.id
                RETURNING b.id
                """,
                due=today + datetime.timedelta(days=days),
                ids=list(self.ids),
                numbers=numbers,
            )
        )
        self.invalidate_recordset(["number", "due_on"])

    def _issue(self):
        """Issue the bills; a run lets what follows wait for later pieces."""
        self._transition("issued")
        self.filtered(lambda bill: exact(bill.amount) <= 0)._credit()

    def _after_issue(self):
        """What follows when bills were issued; other addons add to it."""

    # -- buttons -----------------------------------------------------------------

    def action_issue(self):
        """Issue the bills; what they say doesn't change any more.

        A bill below nothing is put to the resident's prepaid service fee at once.
        """
        self._issue()
        self._after_issue()

    def action_ask_void(self):
        """Ask why, then void the bills."""
        reasons = self.env["civil.institution.fee.reason"]
        return reasons._open(self, "action_void", self.env._("Void"))

    def action_void(self, reason):
        """Void bills on which nothing is paid; the next computation makes others.

        :param str reason: what was wrong with them
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why they are voided."))
        self._refuse_reasons(self._refusal_reasons("voided"))
        self._write_guarded({"void_reason": reason.strip()})
        self._transition("voided")
        self._sync_todos()
