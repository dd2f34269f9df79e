import datetime

from odoo import api, fields, models
from odoo.fields import Domain


class CivilInstitutionLedgerStandard(models.Model):
    """What may be spent on a resident's meals a day (伙食标准), from a day on."""

    _name = "civil.institution.ledger.standard"
    _description = "Meal Standard"
    _order = "date_from desc, id desc"
    _rec_name = "date_from"

    institution_id = fields.Many2one(
        "civil.institution",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: all homes that have none of their own.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True)
    amount = fields.Monetary(string="A Person a Day", required=True)
    legal_basis = fields.Char(required=True)

    _from_uniq = models.UniqueIndex(
        "(company_id, COALESCE(institution_id, 0), date_from)",
        "A standard from this day on is there already.",
    )
    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "The standard is more than 0."
    )

    @api.model
    def _spans(self, institution, date_from, date_to):
        """``[(first day, last day, amount)]`` of a home between two days.

        Days without a standard are left out. A home with a standard of its own keeps
        it until it gets another.
        """
        found = self.search(
            Domain("company_id", "=", institution.company_id.id)
            & Domain("institution_id", "in", (False, institution.id))
            & Domain("date_from", "<=", date_to),
            order="date_from",
        )
        starts = {date_from, *(one.date_from for one in found)}
        starts = sorted(day for day in starts if date_from <= day <= date_to)
        ends = [day - datetime.timedelta(days=1) for day in starts[1:]] + [date_to]
        spans = []
        for first, last in zip(starts, ends, strict=True):
            begun = found.filtered(lambda one, day=first: one.date_from <= day)
            own = begun.filtered("institution_id")
            if standard := (own or begun)[-1:]:
                spans.append((first, last, standard.amount))
        return spans
