from odoo import api, fields, models
from odoo.fields import Domain


class CivilFuneralZone(models.Model):
    """Where and from when whoever dies is cremated (火葬区).

    A dated rule: what holds for a death follows from its day, by the country's clock,
    and its place. Changing a rule changes what is told of the deaths it concerns.
    """

    _name = "civil.funeral.zone"
    _description = "Cremation Zone"
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, translate=True)
    division_id = fields.Many2one(
        "civil.division",
        index=True,
        ondelete="restrict",
        help="Where the rule holds, with everything below; everywhere if empty.",
    )
    date_from = fields.Date(
        string="For Deaths From", required=True, help="From this day, 0:00."
    )
    date_to = fields.Date(string="For Deaths Through", help="Open if empty.")
    legal_basis = fields.Char(required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of the rule lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            COALESCE(division_id, 0) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already a rule for this place on some of these days.",
    )

    @api.model
    def _must_cremate(self, division, day, ethnicity=None, case=None):
        """Tell whether a death falls under compulsory cremation.

        :param division: where the person lived (``civil.division``)
        :param date day: of the death, by the country's clock
        :param str ethnicity: as it is written in the exemptions
        :param case: the funeral case, for exemptions of a single one
        """
        # What the rules are is no secret; who asks need not keep them.
        rules = self.sudo().search(self._domain_for(division, day), limit=1)
        if not rules:
            return False
        exemptions = self.env["civil.funeral.exemption"].sudo()
        return not exemptions.search(
            exemptions._domain_for(division, day, ethnicity, case), limit=1
        )

    @api.model
    def _domain_for(self, division, day):
        places = [int(part) for part in (division.parent_path or "").split("/")[:-1]]
        return (
            Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
            & Domain("division_id", "in", [False, *places])
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Judge the deaths anew."""
        records = super().create(vals_list)
        self._judge_anew()
        return records

    def write(self, vals):
        """Judge the deaths anew."""
        result = super().write(vals)
        self._judge_anew()
        return result

    def unlink(self):
        """Judge the deaths anew."""
        result = super().unlink()
        self._judge_anew()
        return result

    @api.model
    def _judge_anew(self):
        # Whom the rule concerns may lie outside what its keeper sees.
        cases = self.env["civil.funeral.case"].sudo().search([])
        self.env.add_to_compute(cases._fields["must_cremate"], cases)
