from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CivilInstitutionConstructionRate(models.Model):
    """Yuan a bed of new or rebuilt beds, from one date to another (建设补贴标准).

    By own or leased premises, and by how many beds are built.
    """

    _name = "civil.institution.construction.rate"
    _description = "Construction Subsidy a Bed"
    _order = "program_id, works, premises, beds_from, date_from desc"

    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('claim_kind', '=', 'construction')]",
    )
    works = fields.Selection(
        [("new", "New"), ("rebuilt", "Rebuilt")], required=True, default="new"
    )
    premises = fields.Selection(
        [("own", "Own"), ("lease", "Leased")], required=True, default="own"
    )
    beds_from = fields.Integer(string="From Beds", required=True, default=1)
    beds_to = fields.Integer(string="To Beds", help="0: without an end.")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(string="Yuan a Bed", required=True)
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="Last day; empty: it holds.")
    legal_basis = fields.Char(string="Document")

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "A rate is more than zero yuan."
    )
    _beds_check = models.Constraint(
        "CHECK (beds_from > 0 AND (beds_to = 0 OR beds_to >= beds_from))",
        "The beds run from a lower to a higher number.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "A rate can't end before it begins."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (program_id WITH =, works WITH =, premises WITH =,
            int4range(beds_from, nullif(beds_to, 0), '[]') WITH &&,
            daterange(date_from, date_to, '[]') WITH &&)""",
        "There is already a rate for some of these beds and days.",
    )

    @api.depends("works", "premises", "amount")
    def _compute_display_name(self):
        for rate in self:
            labels = [
                dict(self._fields[name]._description_selection(self.env)).get(
                    rate[name], ""
                )
                for name in ("works", "premises")
            ]
            rate.display_name = f"{'/'.join(labels)} {rate.amount:.2f}"

    @api.model
    def _of(self, construction):
        """The rate of a construction on the day on which it was accepted.

        :raises UserError: there is none
        """
        day, beds = construction.accepted_on, construction.beds
        rate = self.sudo().search(
            Domain("program_id", "=", construction.program_id.id)
            & Domain("works", "=", construction.works)
            & Domain("premises", "=", construction.premises)
            & Domain("beds_from", "<=", beds)
            & (Domain("beds_to", "=", 0) | Domain("beds_to", ">=", beds))
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day)),
            limit=1,
        )
        if not rate:
            raise UserError(
                self.env._(
                    "No rate is in force on %(date)s for these works and %(beds)s "
                    "beds; record it with the program first.",
                    date=day,
                    beds=beds,
                )
            )
        return rate
