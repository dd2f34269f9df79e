from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SOURCES = [
    ("central", "Central Transfer"),
    ("province", "Provincial Transfer"),
    ("city", "City Transfer"),
    ("district", "District Budget"),
    ("lottery", "Welfare Lottery Fund"),
]


class CivilSubsidyShare(models.Model):
    """What part of a program one source of funds pays (资金来源构成).

    The parts that hold on a day make up 100 percent. A batch is split by the parts
    of its month, to the cent, when it is submitted.
    """

    _name = "civil.subsidy.share"
    _description = "Source of a Program's Funds"
    _order = "program_id, date_from desc, source"

    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, ondelete="cascade", index=True
    )
    source = fields.Selection(SOURCES, required=True)
    percent = fields.Float(
        string="Part (%)", digits=(5, 2), required=True, aggregator=None
    )
    date_from = fields.Date(required=True)
    date_to = fields.Date(help="Last day; empty while it holds.")
    legal_basis = fields.Char(string="Document")

    _percent_range = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)",
        "A part is more than 0 and at most 100 percent.",
    )
    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A source can't end before it begins.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (program_id WITH =, source WITH =, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "The program has this source already at some time of this period.",
    )

    @api.constrains("program_id", "percent", "date_from", "date_to")
    def _check_whole(self):
        for program in self.program_id:
            for day in {share.date_from for share in program.share_ids}:
                total = sum(
                    Decimal(str(share.percent))
                    for share in program.share_ids
                    if share._holds_on(day)
                )
                if total > 100:
                    raise ValidationError(
                        self.env._(
                            "%(program)s: on %(date)s the sources add up to "
                            "%(total)s percent, more than 100.",
                            program=program.name,
                            date=day,
                            total=total,
                        )
                    )

    def _holds_on(self, day):
        self.ensure_one()
        return self.date_from <= day and (not self.date_to or self.date_to >= day)

    @api.model
    def _domain_on(self, day):
        """Domain of the sources that hold on ``day``."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )
